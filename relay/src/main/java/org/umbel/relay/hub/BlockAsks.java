package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.relay.blocks.BlockStore;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.blocks.WantTable;
import org.umbel.relay.link.Link;
import org.umbel.relay.transport.Outbox;

/**
 * Asks for wanted blocks: the disk first, then the parent that has them, and of what only children lack no more at a
 * time than fits into memory beside what is owed to them. What does not come is asked for again.
 */
final class BlockAsks {
    /** The wait before everything is asked for again is doubled so often at most. */
    private static final int DOUBLINGS_MAX = 4;
    /** What this node lacks and nobody had is asked for again after so long: who has it may have been away. */
    private static final long PARKED_NS = 1_000_000_000L;
    /** Of those that are on their way, room for one in so many is waited for. */
    private static final int ASKED_AT_ONCE = 4;

    private final SceneNeeds scenes;
    private final BlockStore store;
    private final WantTable wants;
    private final long againNs;
    private final boolean isSource;
    /** Names of blocks that have come. */
    private final Heard heard = new Heard();
    /** Where each shown scene came from when wants were last looked through. Never changed, only replaced. */
    private Map<BlockId, Link> sceneUplinks = Map.of();
    /** By which held block each wanted one is to be told: not given up before the answer has come. */
    private final Map<BlockId, Block> named = new HashMap<>();
    /** Of shown scenes, to know who has which block. */
    private final Set<BlockId> manifestsWanted = new HashSet<>();
    private boolean manifestCame;
    private boolean isQuiet = true;
    private long doubtNs = Long.MAX_VALUE;
    private int doubts;
    private long parkedNs = Long.MAX_VALUE;
    /** What each child is to be told that nobody has. */
    private final Map<Long, List<BlockId>> absences = new LinkedHashMap<>();

    /**
     * @param againNs  without any block for so long, all are asked for again
     * @param isSource what this node does not have nobody has
     */
    BlockAsks(final SceneNeeds scenes, final BlockStore store, final WantTable wants, final long againNs,
              final boolean isSource) {
        this.scenes = scenes;
        this.store = store;
        this.wants = wants;
        this.againNs = againNs;
        this.isSource = isSource;
    }

    /** A block has come from a parent, of whatever content, asked for or not. */
    void onArrived(final BlockId id) {
        heard.add(id);
        isQuiet = false;
    }

    /** A block is held now. */
    void onHeld(final BlockId id) {
        isQuiet = false;
        named.remove(id);
        manifestCame |= sceneUplinks.containsKey(id);
    }

    /** The held block that a want named; null: none. */
    @Nullable
    Block named(final BlockId id) {
        return named.get(id);
    }

    /** Another epoch is shown: what nobody had may be there, and what was named for blocks that came is not needed. */
    void retain(final Set<BlockId> manifests) {
        wants.unpark();
        for (final Iterator<BlockId> i = manifestsWanted.iterator(); i.hasNext();) {
            final BlockId id = i.next();
            if (!manifests.contains(id)) {
                wants.forgetOwn(id);
                i.remove();
            }
        }
        named.keySet().removeIf(id -> !wants.isWanted(id));
    }

    /** So many blocks that only children lack can be asked for and be kept until they are sent. */
    int room() {
        if (isSource) {
            return Integer.MAX_VALUE;
        }
        final long largest = Block.COMPRESSED_BYTES_MAX;
        final long free = store.bytesMax() - store.owedBytes() - largest * wants.asked();
        final boolean isEmpty = store.owedBytes() == 0 && wants.asked() == 0;
        return Math.clamp(free / largest, isEmpty ? 1 : 0, Integer.MAX_VALUE);
    }

    /**
     * Asks for what nobody was asked for.
     *
     * @param uplinks      where each shown scene comes from; not to be changed afterwards
     * @param predecessors of each the one that was shown before
     * @param hands        hands a block on that is held after all: its turn had been given to others
     */
    void ask(final Map<BlockId, Link> uplinks, final Map<BlockId, BlockId> predecessors, final Consumer<BlockId> hands,
             final Outbox out, final long nowNs) {
        doubt(nowNs);
        if (parkedNs <= nowNs) {
            wants.unpark();
        }
        if (manifestCame || !uplinks.equals(sceneUplinks)) {
            manifestCame = false;
            sceneUplinks = uplinks;
            wants.unpark();
            redirect();
        }
        final List<BlockId> absent = new ArrayList<>();
        final int room = room();
        // a want names many: not a message for each block that has gone
        for (final BlockId id : wants.unasked(room < wants.asked() / ASKED_AT_ONCE ? 0 : room)) {
            if (store.holds(id)) {
                hands.accept(id);
                continue;
            }
            if (wants.mayBeOnDisk(id)) {
                final boolean mayHold = out.mayHold(id);
                wants.looked(id, mayHold);
                if (mayHold) {
                    out.fetch(id);
                    continue;
                }
            }
            absent.add(id);
        }
        if (isSource) {
            absent.forEach(this::isNowhere);
        } else if (!absent.isEmpty() && !uplinks.isEmpty()) {
            askParents(absent, uplinks, bases(predecessors), nowNs);
        }
        if (!wants.isAnyParked()) {
            parkedNs = Long.MAX_VALUE;
        } else if (parkedNs <= nowNs || parkedNs == Long.MAX_VALUE) {
            parkedNs = nowNs + PARKED_NS;
        }
    }

    /** Nobody has it: whoever waits for it is told. */
    private void isNowhere(final BlockId id) {
        wants.isNowhere(id).forEach(child -> absences.computeIfAbsent(child, key -> new ArrayList<>()).add(id));
    }

    /** What each child is to be told since the last call. */
    Map<Long, List<Message.BlockAbsent>> takeAbsences() {
        if (absences.isEmpty()) {
            return Map.of();
        }
        final Map<Long, List<Message.BlockAbsent>> taken = new LinkedHashMap<>();
        absences.forEach((child, ids) -> {
            final List<Message.BlockAbsent> messages = new ArrayList<>();
            for (int at = 0; at < ids.size(); at += Message.BlockWant.WANTS_MAX) {
                messages.add(new Message.BlockAbsent(
                    ids.subList(at, Math.min(ids.size(), at + Message.BlockWant.WANTS_MAX))));
            }
            taken.put(child, messages);
        });
        absences.clear();
        return taken;
    }

    private void askParents(final List<BlockId> ids, final Map<BlockId, Link> uplinks,
                            final Map<BlockId, BlockId> bases, final long nowNs) {
        final Map<Link, List<Message.WantedBlock>> asks = new LinkedHashMap<>();
        final Map<BlockId, List<Link>> namers = namers(uplinks);
        for (final BlockId id : ids) {
            final Link uplink = namers.getOrDefault(id, List.copyOf(uplinks.values())).stream()
                .filter(candidate -> !wants.isDenied(id, candidate.id())).findFirst().orElse(null);
            if (uplink == null) {
                isNowhere(id);
                continue;
            }
            wants.asked(id, uplink.id());
            final Block base = wants.isPlain(id) ? null : store.get(bases.getOrDefault(id, BlockId.NONE));
            if (base != null) {
                named.put(id, base);
            }
            asks.computeIfAbsent(uplink, key -> new ArrayList<>())
                .add(new Message.WantedBlock(id, base == null ? BlockId.NONE : base.id(),
                    heard.contains(id) || wants.isDoubted(id)));
        }
        asks.forEach((uplink, wanted) -> {
            for (int at = 0; at < wanted.size(); at += Message.BlockWant.WANTS_MAX) {
                uplink.send(new Message.BlockWant(wanted.subList(at,
                    Math.min(wanted.size(), at + Message.BlockWant.WANTS_MAX))), nowNs);
            }
        });
    }

    /** When nothing has come for long, somebody above may think that it has: then later, and later still. */
    private void doubt(final long nowNs) {
        if (wants.asked() == 0 || !isQuiet) {
            isQuiet = true;
            doubts = 0;
            doubtNs = Long.MAX_VALUE;
        }
        if (wants.asked() > 0 && doubtNs == Long.MAX_VALUE) {
            doubtNs = nowNs + againNs;
        } else if (nowNs >= doubtNs) {
            wants.doubt();
            doubts = Math.min(DOUBLINGS_MAX, doubts + 1);
            doubtNs = nowNs + (againNs << doubts);
        }
    }

    /** By which held blocks those of new scenes may be told. */
    private Map<BlockId, BlockId> bases(final Map<BlockId, BlockId> predecessors) {
        final Map<BlockId, BlockId> bases = new HashMap<>();
        predecessors.forEach((manifest, older) -> {
            bases.put(manifest, older);
            bases.putAll(scenes.bases(older, manifest, store::get));
        });
        return bases;
    }

    /**
     * With more than one parent: only one whose scene names a block is sure to have it. A want that went to
     * another, perhaps while that one was alone, is asked again.
     */
    private void redirect() {
        namers(sceneUplinks).forEach(
            (id, uplinks) -> wants.redirect(id, uplinks.stream().map(Link::id).collect(Collectors.toSet())));
    }

    /**
     * With more than one parent: whose scenes name which missing block. Without a scene's manifest nobody knows: one
     * that was given up is asked for too, and when it has come {@link #redirect} asks the right one.
     */
    private Map<BlockId, List<Link>> namers(final Map<BlockId, Link> uplinks) {
        final Map<BlockId, List<Link>> namers = new LinkedHashMap<>();
        if (new HashSet<>(uplinks.values()).size() < 2) {
            return namers;
        }
        uplinks.forEach((manifest, uplink) -> {
            if (!store.holds(manifest)) {
                wants.add(manifest);
                manifestsWanted.add(manifest);
            }
            scenes.missing(manifest, store::get)
                .forEach(id -> namers.computeIfAbsent(id, key -> new ArrayList<>()).add(uplink));
        });
        return namers;
    }

    /** When somebody is to be asked again; {@code Long.MAX_VALUE}: never. */
    long nextDeadlineNs() {
        return Math.min(parkedNs, wants.asked() == 0 ? Long.MAX_VALUE : doubtNs);
    }
}
