package org.umbel.node.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A tree of processes on loopback that may die and come back: a gateway, relays that dial it, leaves that dial the
 * relays. Who listens keeps its port over its deaths. All are gone when it is closed. Any thread may call.
 */
public final class ChaosFarm implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 512;

    /** By name: how a machine's process is started. */
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Function<String, List<String>> jvm;
    private final List<String> leafArgs;

    /** A machine and its present process, which may be dead. */
    private static final class Machine {
        private final List<String> args;
        private final String address;
        private NodeProcess process;

        Machine(final List<String> args, final String address, final NodeProcess process) {
            this.args = args;
            this.address = address;
            this.process = process;
        }
    }

    /**
     * An empty farm.
     *
     * @param jvm      by the name of a machine: what the JVM of its next process is told
     * @param leafArgs of each leaf, such as {@code --threads 1}
     */
    public ChaosFarm(final Function<String, List<String>> jvm, final List<String> leafArgs) {
        this.jvm = jvm;
        this.leafArgs = List.copyOf(leafArgs);
    }

    /** Relays below a gateway, and leaves below the relays in turn; all have been started. */
    public void startTree(final int relays, final int leaves) {
        relay("gateway", "");
        for (int i = 0; i < relays; i++) {
            relay("relay-" + i, "gateway");
        }
        for (int i = 0; i < leaves; i++) {
            leaf("leaf-" + i, relays == 0 ? "gateway" : "relay-" + i % relays);
        }
    }

    /** A new relay; an empty parent: it is the gateway. */
    public synchronized void relay(final String name, final String parent) {
        final List<String> args = new ArrayList<>(List.of("--role=relay"));
        if (!parent.isEmpty()) {
            args.addAll(List.of("--parent", address(parent)));
        }
        final NodeProcess first = launch(name, with(args, "0"));
        final String address = first.listening();
        machines.put(name, new Machine(with(args, address.substring(address.lastIndexOf(':') + 1)), address, first));
    }

    private static List<String> with(final List<String> args, final String port) {
        final List<String> all = new ArrayList<>(args);
        all.addAll(List.of("--listen", port));
        return all;
    }

    /** A new leaf. */
    public synchronized void leaf(final String name, final String parent) {
        final List<String> args = new ArrayList<>(List.of("--role=leaf", "--parent", address(parent)));
        args.addAll(leafArgs);
        machines.put(name, new Machine(args, "", launch(name, args)));
    }

    private NodeProcess launch(final String name, final List<String> args) {
        return NodeProcess.start(name, HEAP_MEGABYTES, jvm.apply(name), args);
    }

    /** Where a relay listens, whether it lives or not. */
    public synchronized String address(final String name) {
        return machine(name).address;
    }

    /** Machines whose name begins so and whose process lives, or does not. */
    public synchronized List<String> names(final String prefix, final boolean alive) {
        return machines.entrySet().stream()
            .filter(e -> e.getKey().startsWith(prefix) && e.getValue().process.isAlive() == alive)
            .map(Map.Entry::getKey).toList();
    }

    /** Kill -9. */
    public synchronized void kill(final String name) {
        machine(name).process.kill();
    }

    /** See {@link NodeProcess#pause}. */
    public synchronized void pause(final String name, final long ms) {
        machine(name).process.pause(ms);
    }

    /** A new process of a machine whose process is dead. */
    public synchronized void restart(final String name) {
        final Machine machine = machine(name);
        if (!machine.process.isAlive()) {
            machine.process = launch(name, machine.args);
        }
    }

    /** A machine is never heard of again. */
    public synchronized void remove(final String name) {
        machine(name).process.kill();
        machines.remove(name);
    }

    private Machine machine(final String name) {
        final Machine machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException("no machine is named " + name);
        }
        return machine;
    }

    /** What every present process has said, for a failure's message. */
    public synchronized String said() {
        return machines.entrySet().stream().map(e -> "--- " + e.getKey() + "\n" + e.getValue().process.said())
            .collect(Collectors.joining("\n"));
    }

    /** CPU time of the processes that live. */
    public synchronized long cpuNs() {
        return machines.values().stream().filter(m -> m.process.isAlive()).mapToLong(m -> m.process.cpuNs()).sum();
    }

    @Override
    public synchronized void close() {
        machines.values().forEach(machine -> machine.process.close());
    }
}
