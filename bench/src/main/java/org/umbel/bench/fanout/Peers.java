package org.umbel.bench.fanout;

/** The ways of sending. */
final class Peers {
    /** Of machine 1 of a farm. */
    static final String SENDER = "10.231.0.1";

    private Peers() {}
}
