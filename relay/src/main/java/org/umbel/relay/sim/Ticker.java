package org.umbel.relay.sim;

import java.util.function.Consumer;

/** Does nothing to the tree, and is called every so much virtual time: for long simulations that people wait for. */
public final class Ticker implements Script {
    private final long everyNs;
    private final Consumer<Farm> tick;

    /** @param everyNs virtual time between two calls */
    public Ticker(final long everyNs, final Consumer<Farm> tick) {
        this.everyNs = everyNs;
        this.tick = tick;
    }

    @Override
    public void begin(final Farm farm) {
        farm.events().after(everyNs, () -> {
            tick.accept(farm);
            begin(farm);
        });
    }
}
