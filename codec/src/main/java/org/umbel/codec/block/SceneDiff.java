package org.umbel.codec.block;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an edit from one version of a scene to another sends to somebody who holds the first.
 *
 * @param changed records with blocks that the first version does not have, in the second's order; last the manifest
 * @param kinds   sums over records of a kind; only kinds that either version has; last the manifest
 * @param total   sum over all
 */
public record SceneDiff(List<Row> changed, List<Row> kinds, Row total) {
    private static final String MANIFEST = "manifest";

    /**
     * Blocks of a record, a kind, or all.
     *
     * @param name       "mesh 3 positions", "positions", "total"
     * @param records    with blocks that are sent
     * @param blocks     that are sent, each counted where it comes first
     * @param rawBytes   of them, uncompressed
     * @param plainBytes of them as they are kept
     * @param deltaBytes of them, each as a delta where that is shorter
     */
    public record Row(String name, int records, int blocks, long rawBytes, long plainBytes, long deltaBytes) {
        private Row plus(final Row other) {
            return new Row(name, records + other.records, blocks + other.blocks, rawBytes + other.rawBytes,
                plainBytes + other.plainBytes, deltaBytes + other.deltaBytes);
        }

        private Row with(final int newRecords) {
            return new Row(name, newRecords, blocks, rawBytes, plainBytes, deltaBytes);
        }

        private static Row empty(final String name) {
            return new Row(name, 0, 0, 0, 0, 0);
        }
    }

    public SceneDiff {
        changed = List.copyOf(changed);
        kinds = List.copyOf(kinds);
    }

    /** Compares two versions. */
    public static SceneDiff of(final SceneBlocks.Written older, final SceneBlocks.Written newer) {
        try {
            return new Comparison(older, newer).run(newer.manifest());
        } catch (final BlockException e) {
            throw new IllegalArgumentException("not a written scene: " + e.getMessage(), e);
        }
    }

    /** Two versions as they are compared. */
    private static final class Comparison {
        private final Map<BlockId, Block> blocks = new HashMap<>();
        private final Set<BlockId> sent = new HashSet<>();
        private final Map<BlockId, BlockId> bases;

        Comparison(final SceneBlocks.Written older, final SceneBlocks.Written newer) throws BlockException {
            newer.blocks().forEach(block -> sent.add(block.id()));
            older.blocks().forEach(block -> sent.remove(block.id()));
            newer.blocks().forEach(block -> blocks.put(block.id(), block));
            older.blocks().forEach(block -> blocks.put(block.id(), block));
            bases = SceneBlocks.bases(older.manifest(), newer.manifest(), blocks::get);
        }

        SceneDiff run(final BlockId manifest) throws BlockException {
            final List<Row> changed = new ArrayList<>();
            final Map<RecordKind, Row> kinds = new EnumMap<>(RecordKind.class);
            int mesh = -1;
            int image = -1;
            for (final Manifest.Entry entry : SceneBlocks.manifest(manifest, blocks::get).records()) {
                final RecordKind kind = entry.kind();
                mesh += kind == RecordKind.POSITIONS ? 1 : 0;
                image += kind == RecordKind.IMAGE_PNG || kind == RecordKind.IMAGE_JPEG ? 1 : 0;
                Row row = Row.empty(kind.isPacked() ? word(kind)
                    : kind.ordinal() < RecordKind.IMAGE_PNG.ordinal() ? "mesh " + mesh + " " + word(kind)
                    : kind == RecordKind.ENVIRONMENT_MAP ? word(kind) : "image " + image);
                for (final Manifest.Piece piece : entry.pieces()) {
                    row = row.plus(send(piece.id()));
                }
                final Row sum = kinds.computeIfAbsent(kind, key -> Row.empty(word(key)));
                if (row.blocks > 0) {
                    changed.add(row.with(1));
                    kinds.put(kind, sum.plus(row.with(1)));
                }
            }
            // What is left is no record's: the root and the nodes.
            Row nodes = Row.empty(MANIFEST);
            for (final BlockId id : List.copyOf(sent)) {
                nodes = nodes.plus(send(id));
            }
            if (nodes.blocks > 0) {
                changed.add(nodes.with(1));
            }
            final List<Row> rows = new ArrayList<>(kinds.values());
            rows.add(nodes.with(nodes.blocks > 0 ? 1 : 0));
            return new SceneDiff(changed, rows, rows.stream().reduce(Row.empty("total"), Row::plus));
        }

        /** A block is sent once, wherever else it belongs. */
        private Row send(final BlockId id) {
            if (!sent.remove(id)) {
                return Row.empty("");
            }
            final Block block = Objects.requireNonNull(blocks.get(id));
            final int plain = block.compressed().length;
            final BlockId base = bases.get(id);
            final int delta =
                base == null ? plain : BlockDelta.encode(block, Objects.requireNonNull(blocks.get(base))).length;
            return new Row("", 0, 1, block.rawLength(), plain, Math.min(plain, delta));
        }

        private static String word(final RecordKind kind) {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
