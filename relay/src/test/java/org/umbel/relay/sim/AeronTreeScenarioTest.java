package org.umbel.relay.sim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.check.Picture;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.session.Session;

/** The port's scenarios over Aeron on loopback: real time, one thread that drives every node in turn. */
class AeronTreeScenarioTest extends TreeScenario {
    @Override
    TreeRig rig(final List<NodeSpec> nodes) {
        return new AeronRig(nodes);
    }

    /** Nodes with a transport and driver each. */
    private static final class AeronRig implements TreeRig {
        private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);
        private static final int PLANE_LENGTH = 2;
        private static final Camera CAMERA = new Camera(new float[] {0, 1, 5}, new float[3],
            new float[] {0, 1, 0}, 40);
        private static final PictureSettings SETTINGS = new PictureSettings(6 * TileSums.TILE_EDGE,
            4 * TileSums.TILE_EDGE, 64, 16, PictureSettings.Filter.BOX, 8);

        private final Map<String, NodeSpec> specs = new HashMap<>();
        private final Map<String, AeronProcess> processes = new LinkedHashMap<>();
        private final SimScene scene = SimScene.cheap(1, 0, 4, 2_000);
        private final Picture picture = new Picture(scene.manifest(), CAMERA, SETTINGS, PLANE_LENGTH);
        private Session session;

        private AeronRig(final List<NodeSpec> nodes) {
            nodes.forEach(node -> specs.put(node.name(), node));
        }

        @Override
        public void start(final String name) {
            if (processes.containsKey(name)) {
                return;
            }
            final NodeSpec spec = specs.get(name);
            final List<Dial> dials = spec.dials().stream().map(dial -> new Dial(
                endpoint(dial.endpoint()), dial.position())).toList();
            processes.put(name, new AeronProcess(spec, dials, PLANE_LENGTH));
            if (name.equals("client")) {
                session = node(name).openSession(new SessionId(1, 2));
                session.show(scene.manifest(), scene.blocks(), CAMERA, SETTINGS, Mode.INTERACTIVE,
                    System.nanoTime());
            }
        }

        /** Starts who is to be dialled first: its port is free to choose. */
        private String endpoint(final String name) {
            if (!processes.containsKey(name)) {
                start(name);
            }
            return processes.get(name).endpoint();
        }

        @Override
        public void kill(final String name) {
            processes.remove(name).close();
        }

        @Override
        public TreeNode node(final String name) {
            return processes.get(name).node();
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public Picture picture() {
            return picture;
        }

        @Override
        public boolean runUntil(final BooleanSupplier condition) {
            final long deadlineNs = System.nanoTime() + LIMIT_NS;
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadlineNs > 0) {
                    return false;
                }
                processes.values().forEach(AeronProcess::step);
            }
            return true;
        }

        @Override
        public void close() {
            processes.values().forEach(AeronProcess::close);
        }
    }
}
