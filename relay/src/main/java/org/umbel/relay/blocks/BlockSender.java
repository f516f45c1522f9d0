package org.umbel.relay.blocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * Sends held blocks to the children that lack them, all together at one pace: what two or more members of the group
 * lack goes to the group, once; all else to one child after the other ({@link PacedUnicast}). A block that only one
 * member asks for waits {@link #GATHER_NS} for others, who ask for the same scene a moment later.
 *
 * <p>Members get what they have not asked for, and so does a child that the new blocks of an edit are pushed to. They
 * keep it; and if their want is under way meanwhile it is not heeded, unless it says that the block had come and is not
 * held any more.
 */
public final class BlockSender {
    /** So long a block that one member asks for waits until another does. */
    static final long GATHER_NS = 20_000_000L;
    /** Blocks that one child was sent last, remembered. */
    public static final int TOLD_MAX = 1 << 14;
    /** Of blocks that one member alone lacks, so many are on their way at a time. */
    private static final int SINGLES = 8;
    /** Blocks that cannot go yet, looked at in one turn. */
    private static final int LOOKED_AT_MAX = 256;

    /** Where blocks go. */
    public interface Lane {
        /**
         * To one child. False when its stream is full: nothing was sent.
         *
         * @param base what the block's frame is a difference from; {@link BlockId#NONE}: it is the block itself
         */
        boolean send(long child, Block block, BlockId base);

        /** To the group. The message's number, or -1 when its stream is full: nothing was sent. */
        long sendToAll(Block block);
    }

    /** Hears of a child and a block that was evicted before its turn, and of what the child holds. */
    @FunctionalInterface
    public interface Gone {
        void onGone(long child, BlockId id, BlockId base);
    }

    /** A block that members ask for, each with the older one that it may be told by. */
    private static final class Shared {
        private final Map<Long, BlockId> children = new LinkedHashMap<>();
        private long sinceNs = Long.MAX_VALUE;
    }

    /** A message of the group that not all members are known to have. */
    private static final class OnItsWay {
        private final BlockId id;
        private final Set<Long> members;
        private final Set<Long> wanting;

        OnItsWay(final BlockId id, final Set<Long> members, final Set<Long> wanting) {
            this.id = id;
            this.members = new LinkedHashSet<>(members);
            this.wanting = new LinkedHashSet<>(wanting);
        }
    }

    private final BlockStore store;
    private final BlockPace pace;
    private final PacedUnicast unicast;
    private final Differences differences;
    private final Gone onGone;
    private final Set<Long> members = new LinkedHashSet<>();
    private final Map<BlockId, Shared> shared = new LinkedHashMap<>();
    /** Those of them that came since the last drain. */
    private final List<Shared> fresh = new ArrayList<>();
    private final Map<Long, OnItsWay> onTheirWay = new LinkedHashMap<>();
    /** What each child has been sent last; true: without having asked, by the group or alone. */
    private final Map<Long, Map<BlockId, Boolean>> sent = new HashMap<>();
    private long drainedNs;
    private boolean isGroupFull;
    private boolean isGroupFirst;

    public BlockSender(final BlockStore store, final Differences differences, final long bytesPerSecond,
                       final Gone onGone) {
        this.store = store;
        this.differences = differences;
        this.pace = new BlockPace(bytesPerSecond);
        this.unicast = new PacedUnicast(store, differences, pace, onGone, (child, id) -> remember(child, id, false));
        this.onGone = onGone;
    }

    /**
     * A child is to be sent a block that is held. False when the child's queue is full.
     *
     * @param base an older one that the child holds; {@link BlockId#NONE}: none
     */
    public boolean enqueue(final long child, final BlockId id, final BlockId base) {
        if (members.size() < 2 || !members.contains(child)) {
            return unicast.enqueue(child, id, base);
        }
        if (shared.size() >= PacedUnicast.QUEUED_MAX) {
            return false;
        }
        shared.computeIfAbsent(id, key -> {
            store.owe(key);
            fresh.add(new Shared());
            return fresh.getLast();
        }).children.put(child, base);
        return true;
    }

    /**
     * A child is to be sent a held block that it has not asked for. False when the child's queue is full.
     *
     * @param base an older one that the child holds; {@link BlockId#NONE}: none
     */
    public boolean push(final long child, final BlockId id, final BlockId base) {
        final boolean isQueued = unicast.enqueue(child, id, base);
        if (isQueued) {
            remember(child, id, true);
        }
        return isQueued;
    }

    /** Whether a child was sent a block, or is to be without having asked, as far as that is remembered. */
    public boolean hasSent(final long child, final BlockId id) {
        return sent.getOrDefault(child, Map.of()).containsKey(id);
    }

    /**
     * Whether a block that a child asks for has gone to it unasked, before the child was heard: it is not to be sent.
     *
     * @param again it had come, and the child holds it no more
     */
    public boolean isTold(final long child, final BlockId id, final boolean again) {
        final Map<BlockId, Boolean> has = sent.getOrDefault(child, new LinkedHashMap<>());
        if (again || !has.getOrDefault(id, false)) {
            has.remove(id);
            return false;
        }
        onTheirWay.values().stream().filter(m -> m.id.equals(id) && m.members.contains(child))
            .forEach(m -> m.wanting.add(child));
        return true;
    }

    /** The child hears the group. */
    public void onMember(final long child) {
        members.add(child);
    }

    /** A member has a message of the group. */
    public void onReceived(final long child, final long number) {
        final OnItsWay message = onTheirWay.get(number);
        if (message != null && message.members.remove(child) && message.members.isEmpty()) {
            onTheirWay.remove(number);
        }
    }

    /** The child hears the group no more: what it has asked for comes to it alone. */
    public void onLeft(final long child) {
        members.remove(child);
        for (final OnItsWay message : List.copyOf(onTheirWay.values())) {
            if (message.members.contains(child)) {
                sent.getOrDefault(child, new LinkedHashMap<>()).remove(message.id);
                if (message.wanting.contains(child)) {
                    unicast.enqueue(child, message.id, BlockId.NONE);
                }
            }
        }
        onTheirWay.values().removeIf(message -> message.members.remove(child) && message.members.isEmpty());
        shared.forEach((id, block) -> {
            final BlockId base = block.children.remove(child);
            if (base != null) {
                unicast.enqueue(child, id, base);
            }
        });
        dropUnwanted();
    }

    public void forget(final long child) {
        members.remove(child);
        sent.remove(child);
        onTheirWay.values().removeIf(message -> message.members.remove(child) && message.members.isEmpty());
        shared.values().forEach(block -> block.children.remove(child));
        dropUnwanted();
        unicast.forget(child);
    }

    /** Of what waits for the group. */
    private void dropUnwanted() {
        shared.entrySet().removeIf(block -> {
            if (block.getValue().children.isEmpty()) {
                store.settle(block.getKey());
                return true;
            }
            return false;
        });
    }

    /** Blocks that wait to be sent to one child alone: of the one for which most do. */
    public int longest() {
        return unicast.longest();
    }

    /**
     * Of the child for which most blocks wait, all but a few wait no more, and {@link Gone} hears of them: others are
     * kept waiting by what is kept for it.
     */
    public void displace() {
        unicast.displace();
    }

    /** Sends what pace and streams allow. */
    public void drain(final Lane lane, final long nowNs) {
        drainedNs = nowNs;
        fresh.forEach(block -> block.sinceNs = nowNs);
        fresh.clear();
        isGroupFull = false;
        isGroupFirst = !isGroupFirst;
        if (isGroupFirst) {
            drainShared(lane, nowNs);
            unicast.drain(lane, nowNs);
        } else {
            unicast.drain(lane, nowNs);
            drainShared(lane, nowNs);
        }
    }

    private void drainShared(final Lane lane, final long nowNs) {
        if (shared.isEmpty()) {
            return;
        }
        pace.fill(nowNs);
        int left = 0;
        final Iterator<Map.Entry<BlockId, Shared>> entries = shared.entrySet().iterator();
        while (entries.hasNext() && pace.isOpen() && left < LOOKED_AT_MAX) {
            final Map.Entry<BlockId, Shared> entry = entries.next();
            if (isSent(lane, entry.getKey(), entry.getValue(), nowNs)) {
                entries.remove();
                store.settle(entry.getKey());
            } else {
                left++;
            }
        }
    }

    /** Whether a block waits for the group no more: it has gone to the group, or is to go to a child alone. */
    private boolean isSent(final Lane lane, final BlockId id, final Shared wanted, final long nowNs) {
        final Block block = store.get(id);
        if (block == null) {
            wanted.children.forEach((child, base) -> onGone.onGone(child, id, base));
            return true;
        }
        final BlockId base = wanted.children.values().iterator().next();
        if (isShortened(block, base)) {
            wanted.children.forEach((child, older) -> unicast.enqueue(child, id, older));
            return true;
        }
        if (wanted.children.size() == 1) {
            final long child = wanted.children.keySet().iterator().next();
            return (nowNs - wanted.sinceNs >= GATHER_NS || members.size() < 2) && unicast.queued(child) < SINGLES
                && unicast.enqueue(child, id, BlockId.NONE);
        }
        if (isGroupFull) {
            return false;
        }
        final long number = lane.sendToAll(block);
        if (number < 0) {
            isGroupFull = true;
            return false;
        }
        pace.spend(block.compressed().length);
        onTheirWay.put(number, new OnItsWay(id, members, wanted.children.keySet()));
        members.forEach(child -> remember(child, id, true));
        return true;
    }

    /** Told by an older block it is short: each child gets it alone. */
    private boolean isShortened(final Block block, final BlockId base) {
        final Block older = base.equals(BlockId.NONE) ? null : store.get(base);
        return older != null && differences.of(block, older).isPresent();
    }

    private void remember(final long child, final BlockId id, final boolean isUnasked) {
        final Map<BlockId, Boolean> has = sent.computeIfAbsent(child, key -> new LinkedHashMap<>());
        final Boolean before = has.remove(id);
        has.put(id, isUnasked || Boolean.TRUE.equals(before));
        if (has.size() > TOLD_MAX) {
            has.remove(has.keySet().iterator().next());
        }
    }

    /** Blocks that wait to be sent to a child, or are on their way to it by the group. */
    public int queued(final long child) {
        int queued = unicast.queued(child);
        for (final Shared block : shared.values()) {
            queued += block.children.containsKey(child) ? 1 : 0;
        }
        for (final OnItsWay message : onTheirWay.values()) {
            queued += message.members.contains(child) ? 1 : 0;
        }
        return queued;
    }

    /** Whether nothing waits and nothing is on its way. */
    public boolean isIdle() {
        return nextDeadlineNs() == Long.MAX_VALUE && onTheirWay.isEmpty();
    }

    /** When {@link #drain} can go on; {@code Long.MAX_VALUE} when nothing waits. */
    public long nextDeadlineNs() {
        if (shared.isEmpty()) {
            return unicast.nextDeadlineNs();
        }
        return Math.min(unicast.nextDeadlineNs(), Math.max(drainedNs + PacedUnicast.RETRY_NS, pace.openNs()));
    }

    /** The members, for checkers and tests; a copy. */
    public List<Long> members() {
        return new ArrayList<>(members);
    }
}
