package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.BlockData;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.session.Session;

/** An edit of a real scene: blocks told by the older ones that a child holds. */
final class DifferencesTest {
    private static final int INSTANCES = 1024;

    private final MiniNet net = new MiniNet(MiniNet.MS);
    private MiniNet.Peer client;
    private MiniNet.Peer relay;
    private MiniNet.Peer ada;
    private Session session;

    @BeforeEach
    void showThousandTriangles() {
        net.scenes = new CodecScenes();
        relay = net.relay("gateway", "");
        ada = net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        client = net.client("gateway");
        session = client.node.openSession(MiniNet.SESSION);
        show(scene(0));
        net.run(1000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        net.carried.clear();
    }

    /** Triangles of which one is moved so far. */
    private static SceneBlocks.Written scene(final int moved) {
        final Mesh triangle = new Mesh(new float[] {0, 0, 0, 1, 0, 0, 0, 1, 0}, new int[] {0, 1, 2}, new float[0],
            new float[0], new float[0], new float[0]);
        final Material grey = new Material(Material.Model.LAMBERT, new float[] {0.5f, 0.5f, 0.5f, 1},
            TextureRef.NONE, 0, 1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE,
            Material.AlphaMode.OPAQUE, 0.5f, true);
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            final float y = (float) Math.sin(i) + (i == INSTANCES / 2 ? moved : 0);
            instances.add(new Instance(0, 0, new float[] {1, 0, 0, i, 0, 1, 0, y, 0, 0, 1, 0}));
        }
        return SceneBlocks.write(new Scene(List.of(triangle), List.of(), List.of(grey), instances, List.of(),
            Environment.constant(1, 1, 1)));
    }

    private void show(final SceneBlocks.Written scene) {
        session.show(scene.manifest(), scene.blocks(), MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
    }

    private List<BlockData> sent() {
        return net.carried.stream().filter(BlockData.class::isInstance).map(BlockData.class::cast).toList();
    }

    @Test
    void shouldTellAMovedObjectInAThousandBytesOverEachLink() {
        show(scene(1));
        net.run(1000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(ada.loads).isEqualTo(2);
        assertThat(sent()).isNotEmpty().allSatisfy(data -> assertThat(data.base()).isNotEqualTo(BlockId.NONE));
        // client to relay, relay to each of two leaves: the same frames
        assertThat(sent().size() % 3).isZero();
        final int bytes = sent().stream().mapToInt(data -> data.block().compressed().length).sum();
        assertThat(bytes / 3).isPositive().isLessThan(1000);
        assertThat(sent().stream().map(data -> data.block().id()).distinct().count()).isEqualTo(sent().size() / 3);
    }

    @Test
    void shouldHoldTheSceneBeforeToTellByWhateverTheBudget() {
        final MiniNet small = new MiniNet(MiniNet.MS);
        small.scenes = new CodecScenes();
        final NodeConfig.Limits little = NodeConfig.Limits.DEFAULT.withBlocks(1, 1 << 30);
        final MiniNet.Peer root = small.add(small.config(Message.Role.CLIENT, "client", 0).withListening(true)
            .withLimits(little));
        small.add(small.config(Message.Role.LEAF, "ada", 2).withLimits(little)
            .withDials(List.of(new Dial("client", Message.Position.CHILD))));
        final Session edited = root.node.openSession(MiniNet.SESSION);
        SceneBlocks.Written scene = scene(0);
        edited.show(scene.manifest(), scene.blocks(), MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, small.nowNs);
        small.run(1000 * MiniNet.MS);
        for (int moved = 1; moved < 4; moved++) {
            small.carried.clear();
            scene = scene(moved);
            edited.scene(scene.manifest(), scene.blocks(), MiniNet.CAMERA, small.nowNs);
            small.run(1000 * MiniNet.MS);
            assertThat(edited.isComplete()).isTrue();
            assertThat(small.carried).filteredOn(BlockData.class::isInstance).isNotEmpty().allSatisfy(
                data -> assertThat(((BlockData) data).base()).isNotEqualTo(BlockId.NONE));
        }
    }

    @Test
    void shouldStillTellByDifferencesAfterALinkWasLost() {
        client.pausedUntilNs = net.nowNs + 2500 * MiniNet.MS;
        net.run(2400 * MiniNet.MS);
        // nobody below has the session any more, and it comes back with another scene
        show(scene(1));
        net.run(5000 * MiniNet.MS);
        assertThat(net.carried).as("it has said hello anew").anyMatch(Message.Hello.class::isInstance);
        assertThat(session.isComplete()).isTrue();
        assertThat(sent()).isNotEmpty().allSatisfy(data -> assertThat(data.base()).isNotEqualTo(BlockId.NONE));
    }

    @Test
    void shouldAskForTheBlockItselfWhenItsDifferenceIsSpoilt() {
        relay.altered = message -> message instanceof BlockData data && !data.base().equals(BlockId.NONE)
            ? new BlockData(new Block(data.block().id(), data.block().rawLength(), new byte[] {1, 2, 3}), 0, 1,
                data.base())
            : message;
        show(scene(1));
        net.run(1500 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(ada.loads).isEqualTo(2);
        assertThat(ada.rendered).isNotEmpty();
        assertThat(sent()).anyMatch(data -> data.base().equals(BlockId.NONE));
        assertThat(client.log).noneMatch(line -> line.contains("not what its name says"));
    }

    @Test
    void shouldCutWhoTellsByDifferencesThatDoNotFitWhatTheyAre() {
        relay.altered = message -> message instanceof BlockData data ? new BlockData(
            new Block(data.block().id(), data.block().rawLength(), new byte[] {1, 2, 3}), 0, 1, scene(0).manifest())
            : message;
        show(scene(1));
        net.run(500 * MiniNet.MS);
        assertThat(ada.loads).isEqualTo(1);
        assertThat(ada.log).anyMatch(line -> line.contains("not what its name says"));
    }

    @Test
    void shouldTellALateLeafTheBlocksThemselves() {
        show(scene(1));
        net.run(1000 * MiniNet.MS);
        net.carried.clear();
        final MiniNet.Peer cyd = net.leaf("cyd", "gateway");
        cyd.disk = Optional.of(new HashMap<>());
        net.run(1000 * MiniNet.MS);
        assertThat(cyd.loads).isEqualTo(1);
        assertThat(sent()).isNotEmpty().allSatisfy(data -> assertThat(data.base()).isEqualTo(BlockId.NONE));
        // what it keeps is the blocks, whatever they were told by
        assertThat(cyd.disk.orElseThrow()).hasSize(scene(1).blocks().size());
    }

    @Test
    void shouldKeepOnDiskWhatWasToldAsDifference() {
        ada.disk = Optional.of(new HashMap<>());
        show(scene(1));
        net.run(1000 * MiniNet.MS);
        assertThat(ada.disk.orElseThrow().values()).isNotEmpty().allMatch(new CodecScenes()::isGenuine);
    }
}
