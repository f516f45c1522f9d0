package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

    private final SceneNeeds scenes;
    private final BlockStore store;
    private final WantTable wants = new WantTable();
    private final BlockSender sender;
    private final Heard heard = new Heard();
    private final OwnScenes own;
    /** Where each shown scene came from when wants were last looked through. */
    private Map<BlockId, Link> sceneUplinks = Map.of();
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
    /** By which held block each wanted one is to be told: not given up before the answer has come. */
    private final Map<BlockId, Block> named = new HashMap<>();
    private boolean manifestCame;
    /** Of blocks as they travel, from parents. */
    private final ByteRate arrivals = new ByteRate();
    /** What came from a parent and is to go to the disk. */
    private final List<Block> fresh = new ArrayList<>();

    BlockFlow(final SceneNeeds scenes, final NodeConfig.Limits limits) {
        this.scenes = scenes;
        this.store = new BlockStore(limits.blockStoreBytesMax());
        this.sender = new BlockSender(store, new Differences(scenes), limits.blockBytesPerSecond(),
            (child, id, base) -> wants.add(id, child, base));
        this.own = new OwnScenes(wants::add);
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
        final Set<BlockId> ids = new HashSet<>();
        final List<BlockId> missing = scenes.missing(manifest, id -> {
            ids.add(id);
            return store.get(id);
        });
        store.pin(manifest, ids);
        return new OwnScenes.Known(ids.size(), missing, missing.stream().anyMatch(store::holds));
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
        if (!wants.isWanted(told.id())) {
            return true;
        }
        final Block block = base.equals(BlockId.NONE) ? told : whole(told, base);
        if (block == null && !wants.isPlain(told.id())) {
            wants.again(told.id());
            return true;
        }
        if (block == null || !scenes.isGenuine(block)) {
            return false;
        }
        own.count(block.id(), told.compressed().length);
        keep(block);
        fresh.add(block);
        return true;
    }

    /**
     * A block has come by a parent's group, wanted or not: what is not wanted yet will be. False when it is not what
     * its name says; then it is asked for again.
     */
    boolean onHeard(final Block block) {
        arrivals.add(block.compressed().length);
        heard.add(block.id());
        if (store.holds(block.id())) {
            return true;
        }
        if (!scenes.isGenuine(block)) {
            wants.again(block.id());
            return false;
        }
        own.count(block.id(), block.compressed().length);
        keep(block);
        fresh.add(block);
        return true;
    }

    /** The block that a difference tells; null when what it differs from has been given up, or is not like that. */
    private @Nullable Block whole(final Block told, final BlockId base) {
        final Block expected = named.get(told.id());
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
        named.remove(block.id());
        manifestCame |= sceneUplinks.containsKey(block.id());
        wants.remove(block.id()).forEach((child, base) -> {
            if (child != WantTable.SELF) {
                sender.enqueue(child, block.id(), base);
            }
        });
        own.onHeld(block.id());
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
                // one that never came whole is of less use than the one before it
                predecessors.put(manifest, store.holds(before) ? before : predecessors.getOrDefault(before, before));
            }
        });
        scenesShown.putAll(shown);
        predecessors.keySet().retainAll(manifests);
        named.keySet().removeIf(id -> !wants.isWanted(id));
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

    void onChildDown(final long child) {
        sender.forget(child);
        wants.forget(child);
    }

    void onUplinkDown(final long uplink) {
        wants.uplinkDied(uplink);
    }

    /**
     * Asks for what nobody was asked for, the disk first; what came from a parent goes there.
     *
     * @param uplinks where each shown scene comes from
     */
    void ask(final Map<BlockId, Link> uplinks, final Outbox out, final long nowNs) {
        arrivals.at(nowNs);
        fresh.forEach(out::keep);
        fresh.clear();
        for (final BlockId id : wants.unlooked()) {
            final boolean mayHold = out.mayHold(id);
            wants.looked(id, mayHold);
            if (mayHold) {
                out.fetch(id);
            }
        }
        if (manifestCame || !uplinks.equals(sceneUplinks)) {
            manifestCame = false;
            sceneUplinks = new LinkedHashMap<>(uplinks);
            redirect();
        }
        final List<BlockId> unasked = uplinks.isEmpty() ? List.of() : wants.unasked();
        if (unasked.isEmpty()) {
            return;
        }
        final Map<BlockId, BlockId> bases = bases();
        final Map<Link, List<Message.WantedBlock>> asks = new LinkedHashMap<>();
        final Map<BlockId, Link> sources = sources(uplinks);
        for (final BlockId id : unasked) {
            final Link uplink = sources.getOrDefault(id, uplinks.values().iterator().next());
            wants.asked(id, uplink.id());
            final Block base = wants.isPlain(id) ? null : store.get(bases.getOrDefault(id, BlockId.NONE));
            if (base != null) {
                named.put(id, base);
            }
            asks.computeIfAbsent(uplink, key -> new ArrayList<>())
                .add(new Message.WantedBlock(id, base == null ? BlockId.NONE : base.id(), heard.contains(id)));
        }
        asks.forEach((uplink, wanted) -> {
            for (int at = 0; at < wanted.size(); at += Message.BlockWant.WANTS_MAX) {
                uplink.send(new Message.BlockWant(wanted.subList(at,
                    Math.min(wanted.size(), at + Message.BlockWant.WANTS_MAX))), nowNs);
            }
        });
    }

    /** By which held blocks those of new scenes may be told. */
    private Map<BlockId, BlockId> bases() {
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
        if (new HashSet<>(sceneUplinks.values()).size() < 2) {
            return;
        }
        final Map<BlockId, Set<Long>> namedBy = new LinkedHashMap<>();
        sceneUplinks.forEach((manifest, uplink) -> {
            if (!store.holds(manifest)) {
                wants.add(manifest);
            }
            scenes.missing(manifest, store::get).forEach(
                id -> namedBy.computeIfAbsent(id, key -> new HashSet<>()).add(uplink.id()));
        });
        namedBy.forEach(wants::redirect);
    }

    /**
     * With more than one parent: whose scene names which missing block. Without a scene's manifest nobody knows: one
     * that was given up is asked for too, and when it has come {@link #redirect} asks the right one.
     */
    private Map<BlockId, Link> sources(final Map<BlockId, Link> uplinks) {
        final Map<BlockId, Link> sources = new HashMap<>();
        if (new HashSet<>(uplinks.values()).size() < 2) {
            return sources;
        }
        uplinks.forEach((manifest, uplink) -> {
            if (!store.holds(manifest)) {
                wants.add(manifest);
            }
            scenes.missing(manifest, store::get).forEach(id -> sources.putIfAbsent(id, uplink));
        });
        return sources;
    }

    void drain(final BlockSender.Lane lane, final long nowNs) {
        sender.drain(lane, nowNs);
    }

    /** Whether nobody waits for a block. */
    boolean isIdle() {
        return wants.size() == 0 && sender.isIdle();
    }

    /** Whether the local worker waits for blocks of a scene. */
    boolean lacksBlocks() {
        return own.isAnyLacking();
    }

    int queued(final long child) {
        return sender.queued(child);
    }

    long nextDeadlineNs() {
        return sender.nextDeadlineNs();
    }
}
