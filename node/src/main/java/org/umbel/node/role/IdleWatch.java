package org.umbel.node.role;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.umbel.node.render.IdlePolicy;

/** Looks at the machine's load for a worker that renders only while nobody else needs it, and says what changes. */
final class IdleWatch {
    private static final long LOOK_EVERY_NS = 500_000_000L;

    private final boolean isAsked;
    private final Consumer<String> log;
    private final OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final IdlePolicy policy = new IdlePolicy();
    private boolean renders = true;
    private long lookNs;

    /** @param isAsked false: the worker may always render */
    IdleWatch(final boolean isAsked, final Consumer<String> log) {
        this.isAsked = isAsked;
        this.log = log;
        this.lookNs = System.nanoTime();
    }

    boolean renders() {
        return renders;
    }

    /** Whether {@link #renders} has changed. */
    boolean look(final long nowNs) {
        if (!isAsked || nowNs - lookNs < 0) {
            return false;
        }
        lookNs = nowNs + LOOK_EVERY_NS;
        final boolean before = renders;
        renders = policy.at(machine.getCpuLoad(), machine.getProcessCpuLoad(), nowNs);
        if (renders != before) {
            log.accept(renders ? "the machine is idle: renders again" : "busy machine: waits, and hands its work back");
        }
        return renders != before;
    }
}
