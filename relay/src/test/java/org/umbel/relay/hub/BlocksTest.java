package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** Wants are united, and each block crosses each link once. */
final class BlocksTest {
    @Test
    void shouldSendEachBlockOnceOverEachLink() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        net.show(net.client("gateway"), MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        final int blocks = MiniNet.scene(1, 10).size();
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(3 * blocks);
    }

    @Test
    void shouldSendBlocksInTheOrderInWhichTheSceneAsksForThem() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.show(net.client("gateway"), MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        final List<BlockId> once = MiniNet.scene(1, 10).stream().map(Block::id).toList();
        final List<BlockId> sent = net.carried.stream().filter(Message.BlockData.class::isInstance)
            .map(data -> ((Message.BlockData) data).block().id()).toList();
        assertThat(sent).hasSize(2 * once.size()).containsSubsequence(once);
        assertThat(sent.stream().distinct()).containsExactlyElementsOf(once);
    }

    @Test
    void shouldAskAgainForWhatWasEvictedWhenALeafComesLate() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.add(net.config(Message.Role.RELAY, "gateway", 0).withListening(true).withLimits(little()));
        net.leaf("ada", "gateway");
        final Session session = net.show(net.client("gateway"), MiniNet.settings(5 * 32, 4 * 32, 512));
        net.run(1500 * MiniNet.MS);
        assertThat(session.isComplete()).isFalse();
        net.carried.clear();
        final MiniNet.Peer bob = net.leaf("bob", "gateway");
        net.run(1500 * MiniNet.MS);
        assertThat(bob.rendered).isNotEmpty();
        // over two links each; the newest was still held
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance)
            .hasSizeGreaterThan(MiniNet.scene(1, 10).size() + 1);
    }

    @Test
    void shouldSendNothingThatIsOnADiskAndWhatIsGoneFromItOnce() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final int blocks = MiniNet.scene(1, 10).size();
        final Map<BlockId, Block> disk = new HashMap<>();
        final MiniNet.Peer relay = net.relay("gateway", "");
        final Map<BlockId, Block> relayDisk = new HashMap<>();
        relay.disk = Optional.of(relayDisk);
        net.leaf("ada", "gateway").disk = Optional.of(disk);
        final Session session = net.show(net.client("gateway"), MiniNet.settings(5 * 32, 4 * 32, 4096));
        net.run(1000 * MiniNet.MS);
        assertThat(disk).hasSize(blocks).containsExactlyInAnyOrderEntriesOf(relayDisk);
        // the leaf dies and comes again
        net.kill("ada");
        net.run(3000 * MiniNet.MS);
        net.carried.clear();
        final MiniNet.Peer again = net.leaf("ada", "gateway");
        again.disk = Optional.of(disk);
        net.run(1000 * MiniNet.MS);
        assertThat(net.carried).noneMatch(Message.BlockData.class::isInstance)
            .noneMatch(Message.BlockWant.class::isInstance);
        assertThat(again.rendered).isNotEmpty();
        assertThat(again.log).anyMatch(line -> line.endsWith(": " + blocks + " blocks from disk, 0 sent, 0 bytes"));
        // of a third one's disk two blocks are gone when they are to be read
        net.kill("ada");
        net.run(3000 * MiniNet.MS);
        net.carried.clear();
        final MiniNet.Peer third = net.leaf("ada", "gateway");
        final Set<BlockId> gone = Set.of(MiniNet.scene(1, 10).get(3).id(), MiniNet.scene(1, 10).get(7).id());
        third.disk = Optional.of(new HashMap<>(disk) {
            private static final long serialVersionUID = 1L;

            @Override
            public @Nullable Block get(final Object id) {
                return gone.contains(id) ? null : super.get(id);
            }
        });
        net.run(1000 * MiniNet.MS);
        assertThat(third.rendered).isNotEmpty();
        assertThat(session.isComplete()).isFalse();
        assertThat(third.log).anyMatch(line -> line.contains(": " + (blocks - 2) + " blocks from disk, 2 sent, "));
        assertThat(third.fetched).doesNotHaveDuplicates().hasSize(blocks);
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(gone.size());
    }

    @Test
    void shouldTellHowMuchOfTheSceneEachNodeHas() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        // a block of three bytes each fifth of a second
        sendsABlockEvery(200 * MiniNet.MS, client, net);
        net.show(client, MiniNet.settings(64, 64, 8));
        net.run(1700 * MiniNet.MS);

        final Message.NodeStatus ada = told(client, "ada");
        final Message.NodeStatus gateway = told(client, "gateway");
        assertThat(ada.state()).isEqualTo("receives the scene");
        assertThat(ada.scene().blocksNeeded()).isEqualTo(11);
        assertThat(ada.scene().blocksHeld()).isBetween(5, 9);
        assertThat(ada.scene().bytesPerSecond()).isBetween(10L, 20L);
        assertThat(gateway.scene().blocksNeeded()).as("wanted by its leaf, but for the manifest").isEqualTo(10);
        assertThat(gateway.scene().blocksLacking()).isBetween(ada.scene().blocksLacking() - 2,
            ada.scene().blocksLacking());

        net.run(4000 * MiniNet.MS);
        assertThat(told(client, "ada").scene()).isEqualTo(new Message.SceneProgress(11, 11, 0));
        assertThat(told(client, "gateway").scene()).isEqualTo(new Message.SceneProgress(10, 10, 0));
        net.kill("ada");
        net.run(4000 * MiniNet.MS);
        assertThat(told(client, "ada").scene()).as("gone").isEqualTo(Message.SceneProgress.NONE);
    }

    private static Message.NodeStatus told(final MiniNet.Peer client, final String name) {
        return client.node.statuses().stream().filter(status -> status.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void shouldServeAChildFromTheDiskWhatMemoryHasGivenUp() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.add(net.config(Message.Role.RELAY, "gateway", 0).withListening(true)
            .withLimits(little()));
        relay.disk = Optional.of(new HashMap<>());
        net.leaf("ada", "gateway");
        net.show(net.client("gateway"), MiniNet.settings(5 * 32, 4 * 32, 4096));
        net.run(1500 * MiniNet.MS);
        net.carried.clear();
        final MiniNet.Peer bob = net.leaf("bob", "gateway");
        net.run(1500 * MiniNet.MS);
        assertThat(bob.rendered).isNotEmpty();
        assertThat(relay.fetched).isNotEmpty();
        assertThat(net.carried).as("over the lower link only").filteredOn(Message.BlockData.class::isInstance)
            .hasSize(MiniNet.scene(1, 10).size());
    }

    private static void sendsABlockEvery(final long everyNs, final MiniNet.Peer peer, final MiniNet net) {
        final long[] nextNs = {net.nowNs};
        peer.hasRoom = message -> {
            final boolean isTime = !(message instanceof Message.BlockData) || net.nowNs >= nextNs[0];
            nextNs[0] += isTime && message instanceof Message.BlockData ? everyNs : 0;
            return isTime;
        };
    }

    /** Memory for hardly one block. */
    private static NodeConfig.Limits little() {
        return NodeConfig.Limits.DEFAULT.withBlocks(1, 1L << 30);
    }

    @Test
    void shouldAskForNoMoreThanFitsBesideWhatWaitsToBeSent() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer relay = net.add(net.config(Message.Role.RELAY, "gateway", 0).withListening(true)
            .withLimits(little()));
        final MiniNet.Peer ada = net.leaf("ada", "gateway");
        sendsABlockEvery(30 * MiniNet.MS, relay, net);
        net.show(net.client("gateway"), MiniNet.settings(64, 64, 8));
        net.run(100 * MiniNet.MS);
        // the manifest has gone; the others have three bytes each
        for (int i = 0; i < 150; i++) {
            net.run(MiniNet.MS);
            assertThat(relay.node.blockBytes()).isLessThanOrEqualTo(6);
        }
        net.run(750 * MiniNet.MS);
        assertThat(ada.rendered).isNotEmpty();
        assertThat(net.carried).as("over each link once").filteredOn(Message.BlockData.class::isInstance)
            .hasSize(2 * MiniNet.scene(1, 10).size());
    }

    @Test
    void shouldAskAgainWhenWhatWasSentHasNotCome() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        final MiniNet.Peer ada = net.leaf("ada", "client");
        final int[] sent = {0};
        final Block other = MiniNet.block(new byte[] {99});
        client.altered = message -> message instanceof Message.BlockData && ++sent[0] == 4
            ? new Message.BlockData(other) : message;
        net.show(client, MiniNet.settings(64, 64, 8));
        net.run(4000 * MiniNet.MS);
        assertThat(ada.rendered).isEmpty();
        net.run(2000 * MiniNet.MS);
        assertThat(ada.rendered).isNotEmpty();
        assertThat(net.carried).filteredOn(Message.BlockWant.class::isInstance)
            .map(want -> ((Message.BlockWant) want).wants()).last()
            .satisfies(wants -> assertThat(wants).singleElement()
                .matches(Message.WantedBlock::again));
    }

    @Test
    void shouldSendTheFewNewBlocksOfAnEditBeforeTheyAreAskedFor() {
        final MiniNet net = new MiniNet(40 * MiniNet.MS);
        net.relay("gateway", "");
        final MiniNet.Peer ada = net.leaf("ada", "gateway");
        final Session session = net.show(net.client("gateway"), MiniNet.settings(64, 64, 8));
        net.run(2000 * MiniNet.MS);
        net.carried.clear();
        ada.rendered.clear();
        final List<Block> grown = MiniNet.scene(1, 11);
        session.show(grown.getFirst().id(), grown, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        // the epoch over two links, and the scene made ready
        net.run(80 * MiniNet.MS + ada.loadNs + 10 * MiniNet.MS);
        assertThat(ada.loads).isEqualTo(2);
        net.run(1000 * MiniNet.MS);
        assertThat(net.carried).noneMatch(Message.BlockWant.class::isInstance);
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(2 * 2);
        assertThat(ada.log).anyMatch(line -> line.endsWith(": 0 blocks from disk, 2 sent, 355 bytes"));
        assertThat(session.isComplete()).isTrue();
        // what was shown before is sent to nobody again
        net.carried.clear();
        final List<Block> first = MiniNet.scene(1, 10);
        session.show(first.getFirst().id(), first, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(net.carried).noneMatch(Message.BlockData.class::isInstance);
        assertThat(session.isComplete()).isTrue();
    }

    @Test
    void shouldLeaveLargeEditsToWants() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        net.leaf("ada", "client");
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        net.carried.clear();
        final List<Block> blocks = new ArrayList<>();
        final ByteBuffer ids = ByteBuffer.allocate(32 * 3);
        for (int i = 0; i < 3; i++) {
            blocks.add(MiniNet.block(new byte[20_000 + i]));
            ids.put(blocks.getLast().id().bytes());
        }
        blocks.addFirst(MiniNet.block(ids.array()));
        session.show(blocks.getFirst().id(), blocks, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(4);
        assertThat(net.carried).filteredOn(Message.BlockWant.class::isInstance)
            .flatMap(want -> ((Message.BlockWant) want).wants()).map(Message.WantedBlock::id)
            .containsAll(blocks.subList(2, 4).stream().map(Block::id).toList());
    }

    @Test
    void shouldSendNothingForACameraAndOnlyWhatIsNewForAnEdit() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        net.leaf("ada", "client");
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        net.run(1000 * MiniNet.MS);
        net.carried.clear();
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(500 * MiniNet.MS);
        assertThat(net.carried).noneMatch(Message.BlockData.class::isInstance);
        final List<Block> grown = MiniNet.scene(1, 11);
        session.show(grown.getFirst().id(), grown, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        net.run(1000 * MiniNet.MS);
        assertThat(net.carried).filteredOn(Message.BlockData.class::isInstance).hasSize(2);
        assertThat(session.isComplete()).isTrue();
    }
}
