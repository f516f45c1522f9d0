package org.umbel.node.render;

/**
 * How much of a machine that belongs to somebody else a worker takes.
 *
 * @param nice        0: as anybody; else lower priority, up to 19
 * @param dutyPercent of the time of each render thread that it computes, at most; 1..100
 * @param idleOnly    whether it renders only while nobody else needs the machine
 */
public record Politeness(int nice, int dutyPercent, boolean idleOnly) {
    public static final int NICE_MAX = 19;
    /** Takes all that it gets. */
    public static final Politeness NONE = new Politeness(0, 100, false);

    public Politeness {
        if (nice < 0 || nice > NICE_MAX || dutyPercent < 1 || dutyPercent > 100) {
            throw new IllegalArgumentException("nice " + nice + ", duty " + dutyPercent + " %");
        }
    }

    /** For people; empty when there is nothing to say. */
    public String words() {
        return (nice > 0 ? ", nice " + nice : "") + (dutyPercent < 100 ? ", at most " + dutyPercent + " % of the time"
            : "") + (idleOnly ? ", only while the machine is idle" : "");
    }
}
