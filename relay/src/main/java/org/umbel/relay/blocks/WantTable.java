package org.umbel.relay.blocks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.umbel.codec.block.BlockId;

/**
 * Who waits for which block that is not held, and who was asked, the disk or which uplink: the wants of all children
 * and of the node itself, united, so that each block is asked for once. What the node itself lacks is told apart: it
 * is kept however much it is, and what others lack only as far as there is room.
 */
public final class WantTable {
    /** Wants of all children together. */
    private static final int WANTS_MAX = 1 << 20;
    /** Stands for the node itself among the children's links. */
    public static final long SELF = -1;
    private static final long NOBODY = Long.MIN_VALUE;
    private static final long DISK = -2;
    /** Nobody has it, and the node itself lacks it: until there is news. */
    private static final long PARKED = -3;

    private static final class Want {
        /** Each with the older block by which it may be told; {@link BlockId#NONE}: by none. */
        private final Map<Long, BlockId> waiting = new LinkedHashMap<>();
        private long askedOn = NOBODY;
        /** Whether the disk holds it is not known. */
        private boolean mayBeOnDisk = true;
        private boolean isPlain;
        private boolean isDoubted;
        /** Uplinks that do not have it. */
        private final Set<Long> deniedBy = new LinkedHashSet<>(0);

        boolean isOwn() {
            return waiting.containsKey(SELF);
        }
    }

    private final Map<BlockId, Want> wants = new LinkedHashMap<>();
    /** What nobody was asked for and the node itself lacks, and what only others lack. */
    private final Set<BlockId> unaskedOwn = new LinkedHashSet<>();
    private final Set<BlockId> unaskedOthers = new LinkedHashSet<>();
    private final Set<BlockId> parked = new LinkedHashSet<>();
    private int came;

    public int size() {
        return wants.size();
    }

    /** Of those wanted since nothing was wanted last, so many have come. */
    public int came() {
        return came;
    }

    /** The node itself lacks a block. */
    public void add(final BlockId id) {
        add(id, SELF, BlockId.NONE);
    }

    /**
     * A child, or the node itself, lacks a block. False when the table is full.
     *
     * @param base by which that one may be told
     */
    public boolean add(final BlockId id, final long child, final BlockId base) {
        Want want = wants.get(id);
        if (want == null) {
            if (wants.size() >= WANTS_MAX) {
                return false;
            }
            came = wants.isEmpty() ? 0 : came;
            want = new Want();
            wants.put(id, want);
            unaskedOthers.add(id);
        }
        want.waiting.put(child, base);
        if (want.askedOn == PARKED) {
            want.deniedBy.clear();
            unask(id, want);
        }
        if (child == SELF && unaskedOthers.remove(id)) {
            unaskedOwn.add(id);
        }
        return true;
    }

    /** An uplink that was asked does not have it. */
    public void denied(final BlockId id, final long uplink) {
        final Want want = wants.get(id);
        if (want != null && want.askedOn == uplink) {
            want.deniedBy.add(uplink);
            unask(id, want);
        }
    }

    /** Whether an uplink has said that it does not have it. */
    public boolean isDenied(final BlockId id, final long uplink) {
        return Objects.requireNonNull(wants.get(id)).deniedBy.contains(uplink);
    }

    /**
     * Nobody has a block that was not asked for: it is forgotten but for what the node itself lacks, which waits for
     * {@link #unpark}.
     *
     * @return the children that waited
     */
    public Set<Long> isNowhere(final BlockId id) {
        final Want want = Objects.requireNonNull(wants.get(id));
        final Set<Long> children = new LinkedHashSet<>(want.waiting.keySet());
        ask(id);
        if (children.remove(SELF)) {
            want.waiting.keySet().retainAll(Set.of(SELF));
            want.askedOn = PARKED;
            parked.add(id);
        } else {
            wants.remove(id);
        }
        return children;
    }

    /** Whether the node itself lacks something that nobody had. */
    public boolean isAnyParked() {
        return !parked.isEmpty();
    }

    /** What nobody had may be somewhere now. */
    public void unpark() {
        for (final BlockId id : List.copyOf(parked)) {
            final Want want = Objects.requireNonNull(wants.get(id));
            want.deniedBy.clear();
            unask(id, want);
        }
    }

    private static boolean isAskedAbove(final Want want) {
        return want.askedOn != NOBODY && want.askedOn != DISK && want.askedOn != PARKED;
    }

    /** Somebody is to be asked, if anybody waits. */
    private void unask(final BlockId id, final Want want) {
        want.askedOn = NOBODY;
        parked.remove(id);
        if (want.waiting.isEmpty()) {
            wants.remove(id);
            return;
        }
        (want.isOwn() ? unaskedOwn : unaskedOthers).add(id);
    }

    /** Whether somebody had not been asked for it until now. */
    private boolean ask(final BlockId id) {
        return unaskedOwn.remove(id) || unaskedOthers.remove(id);
    }

    public boolean isWanted(final BlockId id) {
        return wants.containsKey(id);
    }

    /** Whether children lack it, and the node itself does not. */
    public boolean isOthers(final BlockId id) {
        final Want want = wants.get(id);
        return want != null && !want.isOwn();
    }

    /** The block is held now: who waited for it, and by which older block each may be told. */
    public Map<Long, BlockId> remove(final BlockId id) {
        ask(id);
        parked.remove(id);
        final Want want = wants.remove(id);
        came += want == null ? 0 : 1;
        return want == null ? Map.of() : want.waiting;
    }

    /** The block came and could not be told by the older one: it is to be asked for again, by none. */
    public void again(final BlockId id) {
        final Want want = wants.get(id);
        if (want != null) {
            want.isPlain = true;
            unask(id, want);
        }
    }

    /** The block came, and there was no room for it: it is to be looked for again, on the disk first. */
    public void hadNoRoom(final BlockId id) {
        final Want want = wants.get(id);
        if (want != null) {
            want.mayBeOnDisk = true;
            unask(id, want);
        }
    }

    /** Nothing has come for too long: whoever was asked, but for the disk, is asked again and told that it came not. */
    public void doubt() {
        new LinkedHashMap<>(wants).forEach((id, want) -> {
            if (isAskedAbove(want)) {
                want.isDoubted = true;
                unask(id, want);
            }
        });
    }

    /** Whether whoever is asked may think that it has come already. */
    public boolean isDoubted(final BlockId id) {
        return Objects.requireNonNull(wants.get(id)).isDoubted;
    }

    /** Whether it is to be asked for by no older block. */
    public boolean isPlain(final BlockId id) {
        return Objects.requireNonNull(wants.get(id)).isPlain;
    }

    /** A child, or the node itself, waits no longer. What nobody waits for and nobody was asked for is forgotten. */
    public void forget(final long child) {
        wants.entrySet().removeIf(want -> isForgotten(want.getKey(), want.getValue(), child));
    }

    /** The node itself does not lack a block any longer. */
    public void forgetOwn(final BlockId id) {
        final Want want = wants.get(id);
        if (want != null && isForgotten(id, want, SELF)) {
            wants.remove(id);
        }
    }

    private boolean isForgotten(final BlockId id, final Want want, final long child) {
        if (want.waiting.remove(child) == null || isAskedAbove(want) || want.askedOn == DISK) {
            return false;
        }
        if (want.waiting.isEmpty()) {
            ask(id);
            parked.remove(id);
            return true;
        }
        if (child == SELF && unaskedOwn.remove(id)) {
            unaskedOthers.add(id);
        }
        return false;
    }

    /** Whether the disk is to be looked at before anybody is asked. */
    public boolean mayBeOnDisk(final BlockId id) {
        return Objects.requireNonNull(wants.get(id)).mayBeOnDisk;
    }

    /** The disk has been looked at. */
    public void looked(final BlockId id, final boolean mayHold) {
        final Want want = Objects.requireNonNull(wants.get(id));
        want.mayBeOnDisk = false;
        if (mayHold) {
            asked(id, DISK);
        }
    }

    /** The disk does not hold it after all: others are to be asked. */
    public void absent(final BlockId id) {
        final Want want = wants.get(id);
        if (want == null || want.askedOn != DISK) {
            return;
        }
        unask(id, want);
    }

    /**
     * What nobody has been asked for: all that the node itself lacks, then, oldest first, so many that others lack; a
     * copy.
     */
    public List<BlockId> unasked(final int othersMax) {
        if (unaskedOwn.isEmpty() && unaskedOthers.isEmpty()) {
            // as nearly always: every poll asks
            return List.of();
        }
        return Stream.concat(unaskedOwn.stream(), unaskedOthers.stream().limit(othersMax)).toList();
    }

    /** Who waits for the oldest of what nobody was asked for and others lack. */
    public Set<Long> waitingLongest() {
        return unaskedOthers.isEmpty() ? Set.of()
            : Set.copyOf(Objects.requireNonNull(wants.get(unaskedOthers.iterator().next())).waiting.keySet());
    }

    /** Blocks that somebody was asked for and that have not come. */
    public int asked() {
        return wants.size() - unaskedOwn.size() - unaskedOthers.size() - parked.size();
    }

    public void asked(final BlockId id, final long uplink) {
        if (ask(id)) {
            Objects.requireNonNull(wants.get(id)).askedOn = uplink;
        }
    }

    /** These uplinks have the block: if another was asked for it, it is to be asked again. */
    public void redirect(final BlockId id, final Set<Long> uplinks) {
        final Want want = wants.get(id);
        if (want != null && isAskedAbove(want) && !uplinks.contains(want.askedOn)) {
            unask(id, want);
        }
    }

    /** The uplink is dead: what it was asked for is to be asked again, if anybody still waits. */
    public void uplinkDied(final long uplink) {
        new LinkedHashMap<>(wants).forEach((id, want) -> {
            if (want.askedOn == uplink) {
                unask(id, want);
            }
        });
    }
}
