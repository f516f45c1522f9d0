package org.umbel.relay.blocks;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * Each child its own copy, children in turn, all together paced by one token bucket: they share this node's way out.
 */
final class PacedUnicast {
    /** Ids that wait for one child. */
    static final int QUEUED_MAX = 1 << 16;
    static final long RETRY_NS = 1_000_000L;

    /** A block that waits for its turn, and the older one that the child holds. */
    private record Due(BlockId id, BlockId base) {}

    private final BlockStore store;
    private final Differences differences;
    private final BlockSender.Gone onGone;
    private final BlockPace pace;
    private final Map<Long, ArrayDeque<Due>> queues = new LinkedHashMap<>();
    /** Ids in all queues. */
    private int waiting;
    private long drainedNs;
    private boolean blocked;

    PacedUnicast(final BlockStore store, final Differences differences, final BlockPace pace,
                 final BlockSender.Gone onGone) {
        this.store = store;
        this.differences = differences;
        this.pace = pace;
        this.onGone = onGone;
    }

    /** A child is to be sent a block that is held. False when its queue is full. */
    boolean enqueue(final long child, final BlockId id, final BlockId base) {
        final ArrayDeque<Due> queue = queues.computeIfAbsent(child, key -> new ArrayDeque<>());
        if (queue.size() >= QUEUED_MAX) {
            return false;
        }
        waiting++;
        return queue.add(new Due(id, base));
    }

    void forget(final long child) {
        final ArrayDeque<Due> queue = queues.remove(child);
        waiting -= queue == null ? 0 : queue.size();
    }

    /** Sends what pace and streams allow. */
    void drain(final BlockSender.Lane lane, final long nowNs) {
        if (waiting == 0) {
            return;
        }
        pace.fill(nowNs);
        drainedNs = nowNs;
        blocked = false;
        boolean sent = true;
        while (sent && pace.isOpen()) {
            sent = false;
            for (final Iterator<Map.Entry<Long, ArrayDeque<Due>>> turn = turns(); turn.hasNext() && pace.isOpen();) {
                final Map.Entry<Long, ArrayDeque<Due>> child = turn.next();
                sent |= sendOne(child.getKey(), child.getValue(), lane);
            }
        }
    }

    /** The children, the one that waited longest first: who is served moves to the end of the map. */
    private Iterator<Map.Entry<Long, ArrayDeque<Due>>> turns() {
        return new LinkedHashMap<>(queues).entrySet().iterator();
    }

    private boolean sendOne(final long child, final ArrayDeque<Due> queue, final BlockSender.Lane lane) {
        final Due due = queue.peek();
        if (due == null) {
            return false;
        }
        final Block block = store.get(due.id);
        if (block == null) {
            queue.poll();
            waiting--;
            onGone.onGone(child, due.id, due.base);
            return true;
        }
        final Block base = due.base.equals(BlockId.NONE) ? null : store.get(due.base);
        final Optional<Block> told = base == null ? Optional.empty() : differences.of(block, base);
        if (!lane.send(child, told.orElse(block), told.isPresent() ? due.base : BlockId.NONE)) {
            blocked = true;
            return false;
        }
        queue.poll();
        waiting--;
        pace.spend(told.orElse(block).compressed().length);
        queues.remove(child);
        queues.put(child, queue);
        return true;
    }

    int queued(final long child) {
        final ArrayDeque<Due> queue = waiting == 0 ? null : queues.get(child);
        return queue == null ? 0 : queue.size();
    }

    /** When {@link #drain} can go on; {@code Long.MAX_VALUE} when nothing waits. */
    long nextDeadlineNs() {
        if (waiting == 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(drainedNs + (blocked ? RETRY_NS : 1), pace.openNs());
    }
}
