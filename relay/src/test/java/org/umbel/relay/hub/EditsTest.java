package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;

/** Scenes that follow one another in one session. */
final class EditsTest {
    private static final Camera ABOVE = new Camera(new float[] {0, 5, 0.1f}, new float[3], new float[] {0, 1, 0}, 40);

    private final MiniNet net = new MiniNet(MiniNet.MS);
    private final MiniNet.Peer client = client();
    private final MiniNet.Peer ada = net.leaf("ada", "gateway");

    private MiniNet.Peer client() {
        net.relay("gateway", "");
        return net.client("gateway");
    }

    private void show(final Session session, final int seed, final Camera camera) {
        final List<Block> scene = MiniNet.scene(seed, 10);
        session.scene(scene.getFirst().id(), scene, camera, net.nowNs);
    }

    @Test
    void shouldShowAnotherSceneAndKeepAllElse() {
        final PictureSettings settings = MiniNet.settings(64, 64, 8);
        final Session session = net.show(client, settings);
        assertThat(session.camera()).hasValue(MiniNet.CAMERA);
        net.run(1000 * MiniNet.MS);
        net.carried.clear();
        show(session, 2, ABOVE);
        assertThat(session.epoch()).isEqualTo(2);
        assertThat(session.isComplete()).isFalse();
        net.run(1000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(session.camera()).hasValue(ABOVE);
        assertThat(net.carried).filteredOn(Message.Epoch.class::isInstance).isNotEmpty()
            .allSatisfy(message -> {
                final Message.Epoch epoch = (Message.Epoch) message;
                assertThat(epoch.manifest()).isEqualTo(MiniNet.scene(2, 10).getFirst().id());
                assertThat(epoch.settings()).isEqualTo(settings);
            });
    }

    @Test
    void shouldIgnoreASceneBeforeTheFirstAndAfterTheEnd() {
        final Session session = client.node.openSession(MiniNet.SESSION);
        show(session, 2, ABOVE);
        assertThat(session.epoch()).isZero();
        assertThat(session.camera()).isEmpty();
        final List<Block> scene = MiniNet.scene(1, 10);
        session.show(scene.getFirst().id(), scene, MiniNet.CAMERA, MiniNet.settings(64, 64, 8),
            Message.Mode.INTERACTIVE, net.nowNs);
        session.end(net.nowNs);
        show(session, 2, ABOVE);
        assertThat(session.epoch()).isEqualTo(1);
    }

    @Test
    void shouldPrepareNoSceneThatWasSupersededMeanwhile() {
        ada.loadNs = 300 * MiniNet.MS;
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        net.run(100 * MiniNet.MS);
        assertThat(ada.loads).isEqualTo(1);
        for (int seed = 2; seed < 8; seed++) {
            show(session, seed, MiniNet.CAMERA);
            net.run(20 * MiniNet.MS);
        }
        assertThat(ada.loads).isEqualTo(1);
        net.run(1000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
        assertThat(ada.loads).isEqualTo(2);
    }

    @Test
    void shouldPrepareTheNextSceneAfterOneThatCannotBe() {
        ada.loadFailure = "image 3 is neither PNG nor JPEG";
        final Session session = net.show(client, MiniNet.settings(64, 64, 8));
        net.run(100 * MiniNet.MS);
        ada.loadFailure = "";
        show(session, 2, MiniNet.CAMERA);
        net.run(1000 * MiniNet.MS);
        assertThat(session.isComplete()).isTrue();
    }
}
