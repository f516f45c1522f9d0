package org.umbel.relay.blocks;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * Each child its own copy, children in turn, all together paced by one token bucket: they share this node's way out.
 */
final class PacedUnicast {
    /** Ids that wait for one child. */
    static final int QUEUED_MAX = 1 << 16;
    static final long RETRY_NS = 1_000_000L;
    /** Of a child that is displaced, so many blocks stay. */
    private static final int FIRST_FEW = 8;

    private final BlockStore store;
    private final Differences differences;
    private final BlockSender.Gone onGone;
    private final BlockPace pace;
    private final BiConsumer<Long, BlockId> onSent;
    /** For each child what waits for its turn, and the older block that the child holds. */
    private final Map<Long, Map<BlockId, BlockId>> queues = new LinkedHashMap<>();
    /** Ids in all queues. */
    private int waiting;
    private long drainedNs;
    private boolean blocked;

    PacedUnicast(final BlockStore store, final Differences differences, final BlockPace pace,
                 final BlockSender.Gone onGone, final BiConsumer<Long, BlockId> onSent) {
        this.store = store;
        this.differences = differences;
        this.pace = pace;
        this.onGone = onGone;
        this.onSent = onSent;
    }

    /** A child is to be sent a block that is held. False when its queue is full. */
    boolean enqueue(final long child, final BlockId id, final BlockId base) {
        final Map<BlockId, BlockId> queue = queues.computeIfAbsent(child, key -> new LinkedHashMap<>());
        if (queue.size() >= QUEUED_MAX) {
            return false;
        }
        if (queue.put(id, base) == null) {
            waiting++;
            store.owe(id);
        }
        return true;
    }

    void forget(final long child) {
        final Map<BlockId, BlockId> queue = queues.remove(child);
        if (queue != null) {
            waiting -= queue.size();
            queue.keySet().forEach(store::settle);
        }
    }

    int longest() {
        return queues.values().stream().mapToInt(Map::size).max().orElse(0);
    }

    /** Of the child for which most waits, all but a few wait no more: {@link BlockSender.Gone} hears of each. */
    void displace() {
        final Map.Entry<Long, Map<BlockId, BlockId>> longest =
            queues.entrySet().stream().max(Comparator.comparingInt(queue -> queue.getValue().size())).orElse(null);
        if (longest == null) {
            return;
        }
        final Map<BlockId, BlockId> displaced = new LinkedHashMap<>(longest.getValue());
        displaced.keySet().stream().limit(FIRST_FEW).toList().forEach(displaced::remove);
        displaced.forEach((id, base) -> {
            take(longest.getValue(), id);
            onGone.onGone(longest.getKey(), id, base);
        });
    }

    private void take(final Map<BlockId, BlockId> queue, final BlockId id) {
        queue.remove(id);
        waiting--;
        store.settle(id);
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
            for (final Iterator<Map.Entry<Long, Map<BlockId, BlockId>>> turn = turns();
                 turn.hasNext() && pace.isOpen();) {
                final Map.Entry<Long, Map<BlockId, BlockId>> child = turn.next();
                sent |= sendOne(child.getKey(), child.getValue(), lane);
            }
        }
    }

    /** The children, the one that waited longest first: who is served moves to the end of the map. */
    private Iterator<Map.Entry<Long, Map<BlockId, BlockId>>> turns() {
        return new LinkedHashMap<>(queues).entrySet().iterator();
    }

    private boolean sendOne(final long child, final Map<BlockId, BlockId> queue, final BlockSender.Lane lane) {
        if (queue.isEmpty()) {
            return false;
        }
        final Map.Entry<BlockId, BlockId> due = queue.entrySet().iterator().next();
        final BlockId id = due.getKey();
        final BlockId baseId = due.getValue();
        final Block block = store.get(id);
        if (block == null) {
            take(queue, id);
            onGone.onGone(child, id, baseId);
            return true;
        }
        final Block base = baseId.equals(BlockId.NONE) ? null : store.get(baseId);
        final Optional<Block> told = base == null ? Optional.empty() : differences.of(block, base);
        if (!lane.send(child, told.orElse(block), told.isPresent() ? baseId : BlockId.NONE)) {
            blocked = true;
            return false;
        }
        take(queue, id);
        onSent.accept(child, id);
        pace.spend(told.orElse(block).compressed().length);
        queues.remove(child);
        queues.put(child, queue);
        return true;
    }

    int queued(final long child) {
        final Map<BlockId, BlockId> queue = waiting == 0 ? null : queues.get(child);
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
