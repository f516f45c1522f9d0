package org.umbel.tracer.accel;

/** Which parts of the vector code are compiled, of a process or of one who does not wait for it. */
public final class Tiers {
    /** Vector code alone, compiled or not: for whoever wants to know what it computes. */
    public static final Tiers VECTOR = new Tiers(Trial.passed(), Trial.passed(), Trial.passed());
    private static final Tiers PROCESS = new Tiers(new Trial(), new Trial(), new Trial());

    final Trial nearest;
    final Trial any;
    final Trial packets;

    Tiers(final Trial nearest, final Trial any, final Trial packets) {
        this.nearest = nearest;
        this.any = any;
        this.packets = packets;
    }

    /** What the threads of this process have found out. */
    public static Tiers ofProcess() {
        return PROCESS;
    }
}
