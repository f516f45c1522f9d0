package org.umbel.bench;

import java.util.ArrayList;
import java.util.List;
import org.umbel.node.process.NodeProcess;

/** The processes of one tree, on loopback and free ports; all are gone when it is closed. */
final class Farm implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 2048;

    private final List<NodeProcess> processes = new ArrayList<>();

    private NodeProcess start(final String name, final String role, final List<String> more) {
        final List<String> args = new ArrayList<>(List.of("--role=" + role));
        args.addAll(more);
        final NodeProcess process = NodeProcess.start(name, HEAP_MEGABYTES, args);
        processes.add(process);
        return process;
    }

    /** A gateway, or with {@code --parent} one in the middle. */
    NodeProcess relay(final String name, final String... more) {
        final List<String> args = new ArrayList<>(List.of("--listen", "0"));
        args.addAll(List.of(more));
        return start(name, "relay", args);
    }

    /** A leaf of one thread. */
    NodeProcess leaf(final String name, final String parent, final String... more) {
        final List<String> args = new ArrayList<>(List.of("--parent", parent, "--threads", "1"));
        args.addAll(List.of(more));
        return start(name, "leaf", args);
    }

    /** A client that tells every step, and serves no page. */
    NodeProcess client(final List<String> scene, final String... more) {
        final List<String> args = new ArrayList<>(scene);
        args.addAll(List.of("--json", "--progress-json"));
        args.addAll(List.of(more));
        return start("client", "client", args);
    }

    /** A client that serves its page. */
    NodeProcess watched(final List<String> scene, final String... more) {
        final List<String> args = new ArrayList<>(scene);
        args.addAll(List.of(more));
        return start("client", "client", args);
    }

    /** All stand still, until {@link #resume}. Where there are POSIX signals. */
    void pause() {
        NodeProcess.pause(processes);
    }

    /** All go on. */
    void resume() {
        NodeProcess.resume(processes);
    }

    /** CPU time that all of them have taken so far. */
    long cpuNs() {
        return processes.stream().mapToLong(NodeProcess::cpuNs).sum();
    }

    @Override
    public void close() {
        processes.forEach(NodeProcess::close);
    }
}
