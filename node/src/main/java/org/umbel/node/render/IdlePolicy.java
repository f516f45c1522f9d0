package org.umbel.node.render;

/**
 * Whether a worker that is to disturb nobody may render, from how busy the machine is with other things. It gives way
 * soon, and comes back only after a longer quiet, so that it does not flutter. Told all times; reads no clock.
 */
public final class IdlePolicy {
    /** Share of the machine's processors that others use: from here on it is theirs. */
    static final double BUSY_LOAD = 0.25;
    /** Below this it is idle. */
    static final double IDLE_LOAD = 0.10;
    static final long BUSY_NS = 1_000_000_000L;
    static final long IDLE_NS = 10_000_000_000L;

    private boolean renders = true;
    /** Whether the latest loads speak against what it does now, and since when. */
    private boolean isDoubted;
    private long doubtedNs;

    /**
     * A measurement.
     *
     * @param systemLoad share of all processors in use lately, 0..1; negative or NaN: unknown, and nothing changes
     * @param ownLoad    share of them that this process used
     * @return whether to render
     */
    public boolean at(final double systemLoad, final double ownLoad, final long nowNs) {
        if (!(systemLoad >= 0) || !(ownLoad >= 0)) {
            return renders;
        }
        final double others = systemLoad - ownLoad;
        final boolean speaksAgainst = renders ? others >= BUSY_LOAD : others <= IDLE_LOAD;
        if (!speaksAgainst) {
            isDoubted = false;
        } else if (!isDoubted) {
            isDoubted = true;
            doubtedNs = nowNs;
        } else if (nowNs - doubtedNs >= (renders ? BUSY_NS : IDLE_NS)) {
            renders = !renders;
            isDoubted = false;
        }
        return renders;
    }
}
