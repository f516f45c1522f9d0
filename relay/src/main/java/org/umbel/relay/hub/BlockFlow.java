package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.blocks.BlockSender;
import org.umbel.relay.blocks.BlockStore;
import org.umbel.relay.blocks.ByteRate;
import org.umbel.relay.blocks.Differences;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.blocks.WantTable;
import org.umbel.relay.link.Link;
import org.umbel.relay.transport.Outbox;

/** Blocks through one node: wants of children and of its own worker up, blocks down, each once. */
final class BlockFlow {
    private static final int SESSIONS_REMEMBERED = 64;
    /** So long a child waits at most for what is kept for another. */
    private static final long STUCK_NS = 300_000_000L;
    private static final int MUCH_MORE = 4;

    private final SceneNeeds scenes;
    private final BlockStore store;
    private final WantTable wants = new WantTable();
    private final BlockSender sender;
    private final BlockAsks asks;
    private final Pushes pushes;
    private final boolean isSource;
    private final OwnScenes own;
    /** Also of sessions that are gone: one whose link was lost comes back with the next scene. */
    private final Map<SessionId, BlockId> scenesShown = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<SessionId, BlockId> eldest) {
            return size() > SESSIONS_REMEMBERED;
        }
    };
    /** What a session showed before it showed a scene. */
    private final Map<BlockId, BlockId> predecessors = new LinkedHashMap<>();
    /** Of blocks as they travel, from parents. */
    private final ByteRate arrivals = new ByteRate();
    /** What came from a parent and is to go to the disk. */
    private final List<Block> fresh = new ArrayList<>();
    private long stuckNs = Long.MAX_VALUE;

    /** @param isSource what this node does not have nobody has */
    BlockFlow(final SceneNeeds scenes, final NodeConfig.Limits limits, final boolean isSource) {
        this.scenes = scenes;
        this.store = new BlockStore(limits.blockStoreBytesMax());
        final Differences differences = new Differences(scenes);
        this.sender = new BlockSender(store, differences, limits.blockBytesPerSecond(),
            (child, id, base) -> wants.add(id, child, base));
        this.pushes = new Pushes(scenes, store, sender, differences);
        this.asks = new BlockAsks(scenes, store, wants, limits.blockAgainNs(), isSource);
        this.own = new OwnScenes(wants::add);
        this.isSource = isSource;
    }

    /** A held block, or null. Any thread. */
    @Nullable
    Block get(final BlockId id) {
        return store.get(id);
    }

    /** An imported scene: its blocks are kept, pinned, and sent to whoever waits for them. */
    void onImported(final BlockId manifest, final Collection<Block> blocks) {
        store.pin(manifest, blocks.stream().map(Block::id).collect(Collectors.toSet()));
        blocks.forEach(this::keep);
        pinMissing(manifest);
    }

    /** What a scene lacks; what it has and will have stays, or one beyond the budget would never be whole. */
    private OwnScenes.Known pinMissing(final BlockId manifest) {
        final Set<BlockId> ids = new LinkedHashSet<>();
        final List<BlockId> missing = scenes.missing(manifest, id -> {
            ids.add(id);
            return store.get(id);
        });
        store.pin(manifest, ids);
        return new OwnScenes.Known(ids, missing, missing.stream().anyMatch(store::holds));
    }

    /** A child lacks these. False when it asks beyond all bounds. */
    boolean onWant(final long child, final List<Message.WantedBlock> wanted) {
        for (final Message.WantedBlock want : wanted) {
            if (sender.isTold(child, want.id(), want.again())) {
                continue;
            }
            if (!(store.holds(want.id()) ? sender.enqueue(child, want.id(), want.base())
                : wants.add(want.id(), child, want.base()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A block has come from a parent. False when it is not what its name says.
     *
     * @param base what its frame is a difference from; {@link BlockId#NONE}: nothing
     */
    boolean onBlock(final Block told, final BlockId base) {
        arrivals.add(told.compressed().length);
        asks.onArrived(told.id());
        if (store.holds(told.id())) {
            return true;
        }
        final Block block = base.equals(BlockId.NONE) ? told : whole(told, base);
        final boolean isWanted = wants.isWanted(told.id());
        if (block == null && (!isWanted || !wants.isPlain(told.id()))) {
            wants.again(told.id());
            return true;
        }
        if (block == null || !scenes.isGenuine(block)) {
            return false;
        }
        own.count(block.id(), told.compressed().length);
        keep(block);
        fresh.add(block);
        if (!isWanted) {
            pushes.onPushed(block.id(), base);
        }
        return true;
    }

    /**
     * A block has come by a parent's group, wanted or not: what is not wanted yet will be; when there is no room, only
     * the disk keeps it. False when it is not what its name says; then it is asked for again.
     */
    boolean onHeard(final Block block) {
        arrivals.add(block.compressed().length);
        asks.onArrived(block.id());
        if (store.holds(block.id())) {
            return true;
        }
        if (!scenes.isGenuine(block)) {
            wants.again(block.id());
            return false;
        }
        if (wants.isOthers(block.id()) && store.owedBytes() >= store.bytesMax()) {
            fresh.add(block);
            wants.hadNoRoom(block.id());
            return true;
        }
        own.count(block.id(), block.compressed().length);
        keep(block);
        fresh.add(block);
        return true;
    }

    /** The block that a difference tells; null when what it differs from has been given up, or is not like that. */
    private @Nullable Block whole(final Block told, final BlockId base) {
        final Block expected = asks.named(told.id());
        final Block older = expected != null && expected.id().equals(base) ? expected : store.get(base);
        return older == null ? null : scenes.apply(told, older).orElse(null);
    }

    /** A block has come from the disk, where it has been proved. */
    void onFetched(final Block block) {
        if (wants.isWanted(block.id())) {
            own.count(block.id(), OwnScenes.FROM_DISK);
            keep(block);
        }
    }

    /** The disk does not hold it. */
    void onAbsent(final BlockId id) {
        wants.absent(id);
    }

    private void keep(final Block block) {
        store.put(block);
        asks.onHeld(block.id());
        handOn(block.id());
        own.onHeld(block.id());
    }

    /** To the children that wait for it. */
    private void handOn(final BlockId id) {
        wants.remove(id).forEach((child, base) -> {
            if (child != WantTable.SELF) {
                sender.enqueue(child, id, base);
            }
        });
    }

    /** Lines for people since the last call. */
    List<String> takeLines() {
        return own.takeLines();
    }

    /** Whether a scene for the local worker is whole; asks for what it lacks. */
    boolean hasScene(final BlockId manifest) {
        return own.isWhole(manifest, this::pinMissing);
    }

    /** In words, for people: what the local worker waits for; empty when for nothing. */
    String waitsFor(final BlockId manifest) {
        return own.waitsFor(manifest);
    }

    /** How much is held of what the local worker needs for these scenes; without one, of what others want. */
    Message.SceneProgress progress(final Set<BlockId> manifests) {
        final long perSecond = arrivals.perSecond();
        return own.isEmpty() ? new Message.SceneProgress(wants.came(), wants.came() + wants.size(), perSecond)
            : own.progress(manifests, perSecond);
    }

    boolean isBroken(final BlockId manifest) {
        return own.isBroken(manifest);
    }

    /**
     * Forgets scenes that no session shows any more; the blocks of the one before stay, to tell new ones by.
     *
     * @param shown what each session shows
     */
    void retain(final Map<SessionId, BlockId> shown) {
        final Set<BlockId> manifests = new LinkedHashSet<>(shown.values());
        shown.forEach((session, manifest) -> {
            final BlockId before = scenesShown.getOrDefault(session, manifest);
            if (!before.equals(manifest)) {
                if (isSource) {
                    pushes.onShown(before, manifest);
                }
                // one that never came whole is of less use than the one before it
                predecessors.put(manifest, store.holds(before) ? before : predecessors.getOrDefault(before, before));
            }
        });
        scenesShown.putAll(shown);
        predecessors.keySet().retainAll(manifests);
        asks.retain(manifests);
        for (final BlockId pinned : store.pinned()) {
            if (!manifests.contains(pinned) && !predecessors.containsValue(pinned)) {
                store.unpin(pinned);
            }
        }
        own.retain(manifests, () -> wants.forget(WantTable.SELF));
    }

    /** A child hears this node's group. */
    void onMember(final long child) {
        sender.onMember(child);
    }

    /** A child hears it no more. */
    void onLeft(final long child) {
        sender.onLeft(child);
    }

    /** A member has a message of the group. */
    void onReceived(final long child, final long number) {
        sender.onReceived(child, number);
    }

    /** Somebody at or below a child holds a scene. */
    void onReady(final long child, final BlockId manifest) {
        pushes.onReady(child, manifest);
    }

    void onChildDown(final long child) {
        pushes.onChildDown(child);
        sender.forget(child);
        wants.forget(child);
    }

    /** A parent does not have these, and knows of nobody who has. */
    void onAbsent(final long uplink, final List<BlockId> ids) {
        ids.forEach(id -> wants.denied(id, uplink));
    }

    /** What each child is to be told that nobody has, since the last call. */
    Map<Long, List<Message.BlockAbsent>> takeAbsences() {
        return asks.takeAbsences();
    }

    void onUplinkDown(final long uplink) {
        wants.uplinkDied(uplink);
    }

    /**
     * Asks for what nobody was asked for; what came from a parent goes to the disk.
     *
     * @param uplinks where each shown scene comes from
     */
    void ask(final Map<BlockId, Link> uplinks, final Outbox out, final long nowNs) {
        arrivals.at(nowNs);
        fresh.forEach(out::keep);
        fresh.clear();
        makeRoom(nowNs);
        asks.ask(uplinks, predecessors, this::handOn, out, nowNs);
    }

    /** When what waits for one child takes most of the memory, and another waits in vain: that one has to wait. */
    private void makeRoom(final long nowNs) {
        final boolean isStuck = !isSource && store.owedBytes() > store.bytesMax() / 2 && wants.waitingLongest().stream()
            .anyMatch(child -> MUCH_MORE * sender.queued(child) < sender.longest());
        if (!isStuck) {
            stuckNs = Long.MAX_VALUE;
        } else if (stuckNs == Long.MAX_VALUE) {
            stuckNs = nowNs;
        } else if (nowNs - stuckNs >= STUCK_NS) {
            sender.displace();
            stuckNs = Long.MAX_VALUE;
        }
    }

    void drain(final BlockSender.Lane lane, final long nowNs) {
        sender.drain(lane, nowNs);
    }

    /** Whether nobody waits for a block. */
    boolean isIdle() {
        return wants.size() == 0 && sender.isIdle();
    }

    /** Compressed bytes of the blocks that are held. */
    long bytes() {
        return store.bytes();
    }

    /** Whether the local worker waits for blocks of a scene. */
    boolean lacksBlocks() {
        return own.isAnyLacking();
    }

    int queued(final long child) {
        return sender.queued(child);
    }

    long nextDeadlineNs() {
        return Math.min(sender.nextDeadlineNs(), asks.nextDeadlineNs());
    }
}
