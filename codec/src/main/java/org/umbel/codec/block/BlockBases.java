package org.umbel.codec.block;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which block of an older manifest is most like each new block of a newer one. Both trees are descended side by side,
 * and only where they differ: lists are aligned at what they have in common, and what lies between two common elements
 * of one belongs to what lies between them in the other. One call; what a peer made up costs no more than reading it.
 */
final class BlockBases {
    private static final long BYTES_MAX = 3L * ManifestTree.LIST_BYTES_MAX;

    private final Function<BlockId, Block> lookup;
    private long bytesLeft = BYTES_MAX;
    private final Map<BlockId, BlockId> bases = new LinkedHashMap<>();

    private BlockBases(final Function<BlockId, Block> lookup) {
        this.lookup = lookup;
    }

    /** A stretch of a list, and the stretch of the older one that it replaces. */
    private record Stretch<T>(List<T> newer, List<T> older) {}

    /** New block to old block; see {@link SceneBlocks#bases}. */
    static Map<BlockId, BlockId> of(final BlockId older, final BlockId newer, final Function<BlockId, Block> lookup)
        throws BlockException {
        final BlockBases walk = new BlockBases(lookup);
        final Block oldRoot = lookup.apply(older);
        if (oldRoot == null || older.equals(newer)) {
            return Map.of();
        }
        walk.bases.put(newer, older);
        final Block newRoot = lookup.apply(newer);
        if (newRoot != null) {
            walk.descend(ManifestTree.root(SceneBlocks.checked(newRoot, newer)),
                ManifestTree.root(SceneBlocks.checked(oldRoot, older)), older);
        }
        return walk.bases;
    }

    private void descend(final ManifestTree.Root newRoot, final ManifestTree.Root oldRoot, final BlockId older)
        throws BlockException {
        byte[] newer = newRoot.list();
        byte[] old = oldRoot.list();
        // Of trees of different heights the tops are put aside; the nodes of a higher newer one come of the old root.
        for (int level = newRoot.level(); level > oldRoot.level(); level--) {
            final List<BlockId> nodes = ManifestTree.ids(newer);
            nodes.forEach(node -> bases.putIfAbsent(node, older));
            newer = held(nodes, level);
        }
        for (int level = oldRoot.level(); level > newRoot.level(); level--) {
            old = held(ManifestTree.ids(old), level);
        }
        List<Stretch<byte[]>> lists = List.of(new Stretch<>(List.of(newer), List.of(old)));
        for (int level = Math.min(newRoot.level(), oldRoot.level()); level > 0; level--) {
            lists = nodes(lists, level);
        }
        for (final Stretch<byte[]> list : lists) {
            items(Manifest.parseItems(list.newer.getFirst()), Manifest.parseItems(list.older.getFirst()));
        }
    }

    /** The lists below the nodes in which lists of nodes differ; the nodes get their bases. */
    private List<Stretch<byte[]>> nodes(final List<Stretch<byte[]>> lists, final int level) throws BlockException {
        final List<Stretch<byte[]>> below = new ArrayList<>();
        for (final Stretch<byte[]> list : lists) {
            final List<BlockId> older = ManifestTree.ids(list.older.getFirst());
            for (final Stretch<BlockId> stretch : differing(ManifestTree.ids(list.newer.getFirst()), older,
                Function.identity())) {
                for (int i = 0; i < stretch.newer.size(); i++) {
                    put(stretch.newer.get(i), stretch.older.get(Math.min(i, stretch.older.size() - 1)));
                }
                below.add(new Stretch<>(List.of(held(stretch.newer, level)), List.of(held(stretch.older, level))));
            }
        }
        return below;
    }

    /** What nodes hold that are there. All stretches together are no longer than two trees can be. */
    private byte[] held(final List<BlockId> nodes, final int level) throws BlockException {
        final byte[] list = ManifestTree.below(nodes, level - 1, lookup, new ArrayList<>());
        bytesLeft -= list.length;
        if (bytesLeft < 0) {
            throw new BlockException("manifests of more than " + BYTES_MAX + " bytes");
        }
        return list;
    }

    private void put(final BlockId newer, final BlockId older) {
        if (!newer.equals(older)) {
            bases.putIfAbsent(newer, older);
        }
    }

    private void items(final List<Manifest.Item> newer, final List<Manifest.Item> older) {
        for (final Stretch<Manifest.Item> stretch : differing(newer, older, item -> item.piece().id())) {
            final List<List<Manifest.Item>> records = records(stretch.older);
            final Map<RecordKind, ArrayDeque<Integer>> places = new EnumMap<>(RecordKind.class);
            for (int i = 0; i < records.size(); i++) {
                places.computeIfAbsent(records.get(i).getFirst().kind(), key -> new ArrayDeque<>()).add(i);
            }
            int at = 0;
            for (final List<Manifest.Item> record : records(stretch.newer)) {
                final ArrayDeque<Integer> ofKind =
                    places.getOrDefault(record.getFirst().kind(), new ArrayDeque<>());
                // The next one, in the order of the older list; when there is none, the last one again.
                while (ofKind.size() > 1 && ofKind.getFirst() < at) {
                    ofKind.removeFirst();
                }
                if (!ofKind.isEmpty()) {
                    at = Math.max(at, ofKind.getFirst() + 1);
                    pieces(record, records.get(ofKind.getFirst()));
                }
            }
        }
    }

    /** Items by the record that they belong to; the first and the last may be parts of one. */
    private static List<List<Manifest.Item>> records(final List<Manifest.Item> items) {
        final List<List<Manifest.Item>> records = new ArrayList<>();
        for (final Manifest.Item item : items) {
            if (!item.continues() || records.isEmpty()) {
                records.add(new ArrayList<>());
            }
            records.getLast().add(item);
        }
        return records;
    }

    /** Each piece gets the old one that lies where its middle is. */
    private void pieces(final List<Manifest.Item> newer, final List<Manifest.Item> older) {
        int at = 0;
        long oldEnd = older.isEmpty() ? 0 : older.getFirst().piece().bytes();
        long from = 0;
        for (final Manifest.Item item : newer) {
            while (at < older.size() - 1 && from + item.piece().bytes() / 2 >= oldEnd) {
                at++;
                oldEnd += older.get(at).piece().bytes();
            }
            from += item.piece().bytes();
            if (item.hasBlock() && at < older.size() && older.get(at).hasBlock()) {
                put(item.piece().id(), older.get(at).piece().id());
            }
        }
    }

    /**
     * Where two lists differ: in order, what lies between elements that are in both. Stretches that replace nothing
     * have nothing to be like, and are left out.
     */
    private static <T> List<Stretch<T>> differing(final List<T> newer, final List<T> older,
                                                  final Function<T, BlockId> id) {
        final Map<BlockId, Integer> places = HashMap.newHashMap(older.size());
        for (int i = older.size() - 1; i >= 0; i--) {
            places.put(id.apply(older.get(i)), i);
        }
        final List<Stretch<T>> stretches = new ArrayList<>();
        int newFrom = 0;
        int oldFrom = 0;
        for (int i = 0; i <= newer.size(); i++) {
            int place = older.size();
            if (i < newer.size()) {
                final BlockId sought = id.apply(newer.get(i));
                // A run of equal elements is walked through together.
                place = oldFrom < older.size() && id.apply(older.get(oldFrom)).equals(sought) ? oldFrom
                    : places.getOrDefault(sought, -1);
            }
            if (place >= oldFrom) {
                if (i > newFrom && place > oldFrom) {
                    stretches.add(new Stretch<>(newer.subList(newFrom, i), older.subList(oldFrom, place)));
                }
                newFrom = i + 1;
                oldFrom = place + 1;
            }
        }
        return stretches;
    }
}
