package org.umbel.relay.sim;

import java.util.function.Consumer;

/**
 * Times one picture: waits until a first one is whole (every worker is ready then, and its rate is known), rests, moves
 * the camera, and ends the simulation when the new picture is whole. For farms with one client, told to have no faults.
 */
public final class Stopwatch implements Script {
    private static final long REST_NS = 3_000_000_000L;

    private final Consumer<Farm> onBegin;
    private long firstReadyNs = -1;
    private long coldNs = -1;
    private long beganNs = -1;
    private long warmNs = -1;
    private long ingressBegin;
    private long ingressBytes;
    private long messagesBegin;
    private long messages;

    /** @param onBegin called when the timed picture begins, to schedule what is to happen during it */
    public Stopwatch(final Consumer<Farm> onBegin) {
        this.onBegin = onBegin;
    }

    @Override
    public void begin(final Farm farm) {
        // Everything goes by conditions.
    }

    @Override
    public void onStep(final Farm farm) {
        if (farm.roots().isEmpty()) {
            return;
        }
        final SimRoot root = farm.roots().getFirst();
        if (firstReadyNs < 0 && root.session().tileSamplesAccepted() > 0) {
            firstReadyNs = farm.nowNs();
        }
        if (coldNs < 0 && root.session().isComplete()) {
            coldNs = farm.nowNs() - firstReadyNs;
            farm.events().after(REST_NS, () -> edit(farm, root));
        } else if (beganNs >= 0 && warmNs < 0 && root.session().isComplete()) {
            warmNs = farm.nowNs() - beganNs;
            ingressBytes = farm.network().totals().bytesInto(root.node().name()) - ingressBegin;
            messages = farm.network().totals().messages() - messagesBegin;
            farm.heal();
        }
    }

    private void edit(final Farm farm, final SimRoot root) {
        beganNs = farm.nowNs();
        ingressBegin = farm.network().totals().bytesInto(root.node().name());
        messagesBegin = farm.network().totals().messages();
        root.moveCamera();
        onBegin.accept(farm);
    }

    /** From the first samples accepted to the whole first picture; negative if it never was. */
    public long coldNs() {
        return coldNs;
    }

    /** From the edit to the whole picture; negative if it never was. */
    public long warmNs() {
        return warmNs;
    }

    /** Bytes that the root received for the timed picture. */
    public long ingressBytes() {
        return ingressBytes;
    }

    /** Messages delivered anywhere in the tree for the timed picture. */
    public long messages() {
        return messages;
    }
}
