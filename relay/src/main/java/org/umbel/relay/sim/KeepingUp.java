package org.umbel.relay.sim;

import org.umbel.relay.simulated.NetworkOptions;

/** Whether a tree must show a coarse picture every 100 ms: only a local network and fast enough renderers can. */
final class KeepingUp {
    private static final long DELAY_MAX_NS = 2_000_000;
    private static final double COARSE_SECONDS_MAX = 0.02;
    /** A coarse view has a sample of every eighth pixel of every eighth row. */
    private static final double COARSE = 1 / 64.0;

    private KeepingUp() {}

    static boolean isSure(final Farm farm) {
        return farm.roots().size() == 1 && isLocal(farm.options().network())
            && farm.options().machine().parkMaxNs() <= DELAY_MAX_NS / 2 && coarseSeconds(farm) <= COARSE_SECONDS_MAX;
    }

    private static boolean isLocal(final NetworkOptions network) {
        return network.delayMaxNs() - network.delays().blockSkewNs() <= DELAY_MAX_NS
            && network.streamBytesMax() >= 1 << 20 && network.mishaps().equals(NetworkOptions.Mishaps.NONE);
    }

    /** A whole coarse picture, and one view more by the slowest thread. */
    private static double coarseSeconds(final Farm farm) {
        final PictureOptions picture = farm.options().picture();
        double slowest = Double.MAX_VALUE;
        for (final SimProcess process : farm.nodes()) {
            if (process.rate() > 0) {
                slowest = Math.min(slowest, process.rate() / process.spec().threads());
            }
        }
        return picture.columns() * picture.rows() * COARSE / farm.runningRate() + COARSE / slowest;
    }
}
