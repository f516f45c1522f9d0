package org.umbel.node.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class HandClock implements InstantSource {
    private Instant now;

    HandClock(final Instant now) {
        this.now = now;
    }

    void advance(final Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
