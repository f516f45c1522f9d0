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
public final class PacedUnicast implements GroupSender {
    /** Ids that wait for one child. */
    static final int QUEUED_MAX = 1 << 16;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long BURST_NS = 20_000_000L;
    private static final long RETRY_NS = 1_000_000L;

    /** A block that waits for its turn, and the older one that the child holds. */
    private record Due(BlockId id, BlockId base) {}

    private final BlockStore store;
    private final Differences differences;
    private final Gone onGone;
    private final long bytesPerSecond;
    private final Map<Long, ArrayDeque<Due>> queues = new LinkedHashMap<>();
    /** Ids in all queues. */
    private int waiting;
    private long tokens;
    private long filledNs = Long.MIN_VALUE;
    private boolean blocked;

    /** Hears of a child and a block that was evicted before its turn, and of what the child holds. */
    @FunctionalInterface
    public interface Gone {
        void onGone(long child, BlockId id, BlockId base);
    }

    public PacedUnicast(final BlockStore store, final Differences differences, final long bytesPerSecond,
                        final Gone onGone) {
        this.store = store;
        this.differences = differences;
        this.bytesPerSecond = bytesPerSecond;
        this.onGone = onGone;
    }

    @Override
    public boolean enqueue(final long child, final BlockId id, final BlockId base) {
        final ArrayDeque<Due> queue = queues.computeIfAbsent(child, key -> new ArrayDeque<>());
        if (queue.size() >= QUEUED_MAX) {
            return false;
        }
        waiting++;
        return queue.add(new Due(id, base));
    }

    @Override
    public void forget(final long child) {
        final ArrayDeque<Due> queue = queues.remove(child);
        waiting -= queue == null ? 0 : queue.size();
    }

    @Override
    public void drain(final Lane lane, final long nowNs) {
        if (waiting == 0) {
            return;
        }
        fill(nowNs);
        blocked = false;
        boolean sent = true;
        while (sent && tokens > 0) {
            sent = false;
            for (final Iterator<Map.Entry<Long, ArrayDeque<Due>>> turn = turns(); turn.hasNext() && tokens > 0;) {
                final Map.Entry<Long, ArrayDeque<Due>> child = turn.next();
                sent |= sendOne(child.getKey(), child.getValue(), lane);
            }
        }
    }

    /** The children, the one that waited longest first: who is served moves to the end of the map. */
    private Iterator<Map.Entry<Long, ArrayDeque<Due>>> turns() {
        return new LinkedHashMap<>(queues).entrySet().iterator();
    }

    private boolean sendOne(final long child, final ArrayDeque<Due> queue, final Lane lane) {
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
        tokens -= told.orElse(block).compressed().length;
        queues.remove(child);
        queues.put(child, queue);
        return true;
    }

    private void fill(final long nowNs) {
        final long burst = Math.max(Block.RAW_BYTES_MAX, bytesPerSecond / (SECOND_NS / BURST_NS));
        if (filledNs == Long.MIN_VALUE) {
            tokens = burst;
        } else {
            final double added = (double) (nowNs - filledNs) * bytesPerSecond / SECOND_NS;
            tokens = (long) Math.min(burst, tokens + added);
        }
        filledNs = nowNs;
    }

    @Override
    public int queued(final long child) {
        final ArrayDeque<Due> queue = waiting == 0 ? null : queues.get(child);
        return queue == null ? 0 : queue.size();
    }

    @Override
    public long nextDeadlineNs() {
        if (waiting == 0) {
            return Long.MAX_VALUE;
        }
        final long refillNs = tokens > 0 ? 0 : (long) ((double) (1 - tokens) * SECOND_NS / bytesPerSecond);
        return filledNs + Math.max(blocked ? RETRY_NS : 1, refillNs);
    }
}
