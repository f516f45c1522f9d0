package org.umbel.relay.blocks;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.umbel.codec.block.BlockId;

/**
 * Who waits for which block that is not held, and who was asked, the disk or which uplink: the wants of all children
 * and of the node itself, united, so that each block is asked for once.
 */
public final class WantTable {
    /** Wants of all children together. */
    private static final int WANTS_MAX = 1 << 20;
    /** Stands for the node itself among the children's links. */
    public static final long SELF = -1;
    private static final long NOBODY = Long.MIN_VALUE;
    private static final long DISK = -2;

    private static final class Want {
        /** Each with the older block by which it may be told; {@link BlockId#NONE}: by none. */
        private final Map<Long, BlockId> waiting = new LinkedHashMap<>();
        private long askedOn = NOBODY;
        /** Whether the disk holds it is not known. */
        private boolean mayBeOnDisk = true;
        private boolean isPlain;
    }

    private final Map<BlockId, Want> wants = new LinkedHashMap<>();
    private final Set<BlockId> unasked = new LinkedHashSet<>();
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
            unasked.add(id);
        }
        want.waiting.put(child, base);
        return true;
    }

    public boolean isWanted(final BlockId id) {
        return wants.containsKey(id);
    }

    /** The block is held now: who waited for it, and by which older block each may be told. */
    public Map<Long, BlockId> remove(final BlockId id) {
        unasked.remove(id);
        final Want want = wants.remove(id);
        came += want == null ? 0 : 1;
        return want == null ? Map.of() : want.waiting;
    }

    /** The block came and could not be told by the older one: it is to be asked for again, by none. */
    public void again(final BlockId id) {
        final Want want = wants.get(id);
        if (want != null) {
            want.isPlain = true;
            want.askedOn = NOBODY;
            unasked.add(id);
        }
    }

    /** Whether it is to be asked for by no older block. */
    public boolean isPlain(final BlockId id) {
        return Objects.requireNonNull(wants.get(id)).isPlain;
    }

    /** A child, or the node itself, waits no longer. What nobody waits for and nobody was asked for is forgotten. */
    public void forget(final long child) {
        for (final Iterator<Map.Entry<BlockId, Want>> i = wants.entrySet().iterator(); i.hasNext();) {
            final Map.Entry<BlockId, Want> entry = i.next();
            final Want want = entry.getValue();
            if (want.waiting.remove(child) != null && want.waiting.isEmpty() && want.askedOn == NOBODY) {
                unasked.remove(entry.getKey());
                i.remove();
            }
        }
    }

    /** What nobody has been asked for and the disk has not been looked at for, oldest first; a copy. */
    public List<BlockId> unlooked() {
        return unasked.stream().filter(id -> Objects.requireNonNull(wants.get(id)).mayBeOnDisk).toList();
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
        want.askedOn = NOBODY;
        if (want.waiting.isEmpty()) {
            wants.remove(id);
        } else {
            unasked.add(id);
        }
    }

    /** What nobody has been asked for, oldest first; a copy. */
    public List<BlockId> unasked() {
        return List.copyOf(unasked);
    }

    public void asked(final BlockId id, final long uplink) {
        if (unasked.remove(id)) {
            Objects.requireNonNull(wants.get(id)).askedOn = uplink;
        }
    }

    /** These uplinks have the block: if another was asked for it, it is to be asked again. */
    public void redirect(final BlockId id, final Set<Long> uplinks) {
        final Want want = wants.get(id);
        if (want != null && want.askedOn != NOBODY && want.askedOn != DISK && !uplinks.contains(want.askedOn)) {
            want.askedOn = NOBODY;
            unasked.add(id);
        }
    }

    /** The uplink is dead: what it was asked for is to be asked again, if anybody still waits. */
    public void uplinkDied(final long uplink) {
        for (final Iterator<Map.Entry<BlockId, Want>> i = wants.entrySet().iterator(); i.hasNext();) {
            final Map.Entry<BlockId, Want> entry = i.next();
            if (entry.getValue().askedOn == uplink) {
                entry.getValue().askedOn = NOBODY;
                if (entry.getValue().waiting.isEmpty()) {
                    i.remove();
                } else {
                    unasked.add(entry.getKey());
                }
            }
        }
    }
}
