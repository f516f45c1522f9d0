package org.umbel.relay.sim;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.umbel.relay.check.Picture;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.session.Session;

/** The port's scenarios on the simulated network. */
class SimulatedTreeScenarioTest extends TreeScenario {
    private static final long SEED = 20261122;
    private static final long LIMIT_NS = 60_000_000_000L;

    @Override
    TreeRig rig(final List<NodeSpec> nodes) {
        return new SimulatedRig(nodes);
    }

    /** A farm whose events the test runs. */
    private static final class SimulatedRig implements TreeRig {
        private final Farm farm;

        private SimulatedRig(final List<NodeSpec> nodes) {
            farm = new Farm(SimOptions.quiet(nodes), SEED, line -> {});
        }

        @Override
        public void start(final String name) {
            farm.start(name);
        }

        @Override
        public void kill(final String name) {
            farm.kill(name);
        }

        @Override
        public TreeNode node(final String name) {
            return farm.process(name).orElseThrow().node();
        }

        @Override
        public Session session() {
            return farm.roots().getFirst().session();
        }

        @Override
        public Picture picture() {
            return farm.roots().getFirst().picture();
        }

        @Override
        public boolean runUntil(final BooleanSupplier condition) {
            final long limitNs = farm.nowNs() + LIMIT_NS;
            while (!condition.getAsBoolean() && farm.events().runNext(limitNs)) {
                continue;
            }
            return condition.getAsBoolean();
        }

        @Override
        public void close() {
            farm.checkAll();
            if (!farm.findings().isClean()) {
                throw new AssertionError(farm.findings().violations());
            }
        }
    }
}
