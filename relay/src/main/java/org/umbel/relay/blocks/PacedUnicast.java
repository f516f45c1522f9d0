package org.umbel.relay.blocks;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
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

    private final BlockStore store;
    private final BiConsumer<Long, BlockId> onGone;
    private final long bytesPerSecond;
    private final Map<Long, ArrayDeque<BlockId>> queues = new LinkedHashMap<>();
    /** Ids in all queues. */
    private int waiting;
    private long tokens;
    private long filledNs = Long.MIN_VALUE;
    private boolean blocked;

    /** @param onGone told of a child and a block that was evicted before its turn */
    public PacedUnicast(final BlockStore store, final long bytesPerSecond, final BiConsumer<Long, BlockId> onGone) {
        this.store = store;
        this.bytesPerSecond = bytesPerSecond;
        this.onGone = onGone;
    }

    @Override
    public boolean enqueue(final long child, final BlockId id) {
        final ArrayDeque<BlockId> queue = queues.computeIfAbsent(child, key -> new ArrayDeque<>());
        if (queue.size() >= QUEUED_MAX) {
            return false;
        }
        waiting++;
        return queue.add(id);
    }

    @Override
    public void forget(final long child) {
        final ArrayDeque<BlockId> queue = queues.remove(child);
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
            for (final Iterator<Map.Entry<Long, ArrayDeque<BlockId>>> turn = turns(); turn.hasNext() && tokens > 0;) {
                final Map.Entry<Long, ArrayDeque<BlockId>> child = turn.next();
                sent |= sendOne(child.getKey(), child.getValue(), lane);
            }
        }
    }

    /** The children, the one that waited longest first: who is served moves to the end of the map. */
    private Iterator<Map.Entry<Long, ArrayDeque<BlockId>>> turns() {
        return new LinkedHashMap<>(queues).entrySet().iterator();
    }

    private boolean sendOne(final long child, final ArrayDeque<BlockId> queue, final Lane lane) {
        final BlockId id = queue.peek();
        if (id == null) {
            return false;
        }
        final Block block = store.get(id);
        if (block == null) {
            queue.poll();
            waiting--;
            onGone.accept(child, id);
            return true;
        }
        if (!lane.send(child, block)) {
            blocked = true;
            return false;
        }
        queue.poll();
        waiting--;
        tokens -= block.compressed().length;
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
        final ArrayDeque<BlockId> queue = waiting == 0 ? null : queues.get(child);
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
