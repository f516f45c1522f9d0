package org.umbel.node.role;

/**
 * Whether anything moves at a node: then its thread waits in short steps, else in long ones that cost next to nothing,
 * also while a finished picture is looked at. Sans-IO.
 */
final class Activity {
    static final long CALM_AFTER_NS = 2_000_000_000L;

    private long mark;
    private long movedNs;

    Activity(final long nowNs) {
        movedNs = nowNs;
    }

    /**
     * @param isUnderWay whether something is rendered, loaded or waits to be sent
     * @param nowMark    a number that changes with every epoch that begins and every result that comes
     */
    boolean isBusy(final boolean isUnderWay, final long nowMark, final long nowNs) {
        if (isUnderWay || nowMark != mark) {
            mark = nowMark;
            movedNs = nowNs;
        }
        return nowNs - movedNs < CALM_AFTER_NS;
    }
}
