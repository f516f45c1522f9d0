package org.umbel.node.role;

import java.util.function.Consumer;

/**
 * Says that a node cannot do its part since a peer is absent, with the command that would help: once it has lasted a
 * second, and again every minute; and that it is over. Sans-IO; one thread.
 */
final class WaitingNotice {
    static final long PATIENCE_NS = 1_000_000_000L;
    static final long REPEAT_NS = 60_000_000_000L;

    private final Consumer<String> log;
    private String absent = "";
    private long sayAtNs;
    private boolean isSaid;

    WaitingNotice(final Consumer<String> log) {
        this.log = log;
    }

    /**
     * @param nowAbsent what is absent, as a sentence with its remedy; empty when all is there
     */
    void update(final String nowAbsent, final long nowNs) {
        if (!nowAbsent.equals(absent)) {
            if (isSaid && nowAbsent.isEmpty()) {
                log.accept("waiting no more");
            }
            isSaid = isSaid && !nowAbsent.isEmpty();
            absent = nowAbsent;
            sayAtNs = nowNs + PATIENCE_NS;
        } else if (!absent.isEmpty() && nowNs - sayAtNs >= 0) {
            log.accept(absent);
            isSaid = true;
            sayAtNs = nowNs + REPEAT_NS;
        }
    }
}
