package org.umbel.node.process;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders pictures one after the other on a tree of real processes while those are killed, paused, restarted and
 * joined by others on a network that loses datagrams; compares every finished picture with the one that a single
 * process rendered. The same seed draws the same faults; what they hit is up to the machine.
 */
public final class Chaos {
    private static final int HEAP_MEGABYTES = 512;
    private static final int PICTURE_SECONDS_MAX = 300;
    private static final int PAUSE_MIN_MS = 100;
    /** Links are dead after 1.5 s. */
    private static final int PAUSE_SPREAD_MS = 3500;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Options options;
    private final Consumer<String> log;
    private final Random random;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<Double> seconds = new ArrayList<>();
    private int mismatches;
    private int joined;
    private volatile boolean ended;

    /** What is done to the tree. */
    public enum Fault {
        /** Kill -9 of a leaf. */
        LEAF_KILLED,
        /** Kill -9 of a relay, at times the gateway. */
        RELAY_KILLED,
        /** A machine's process stands still, at times for longer than its links live. */
        PAUSED,
        /** A dead process comes back. */
        RESTARTED,
        /** A new machine takes the place of a dead leaf's. */
        JOINED
    }

    /**
     * What to do.
     *
     * @param seed     of all that is drawn
     * @param seconds  that faults go on for; the picture that is being rendered then is finished
     * @param relays   below the gateway
     * @param leaves   below the relays
     * @param leafArgs of each leaf
     * @param picture  arguments of a client: scene, size, samples
     * @param everyMs  mean time between two faults
     * @param lossMax  share of datagrams lost, at most; each process draws its own
     */
    public record Options(long seed, int seconds, int relays, int leaves, List<String> leafArgs, List<String> picture,
                          int everyMs, double lossMax) {
        public Options {
            leafArgs = List.copyOf(leafArgs);
            picture = List.copyOf(picture);
            if (seconds < 1 || relays < 0 || leaves < 1 || everyMs < 1 || !(lossMax >= 0 && lossMax < 1)) {
                throw new IllegalArgumentException("chaos out of bounds");
            }
        }
    }

    /**
     * What came of it.
     *
     * @param pictureSeconds of every picture that was finished, from the import to the last sample
     * @param mismatches     pictures whose hash is not the single process's
     * @param faults         how often each was done
     */
    public record Report(List<Double> pictureSeconds, int mismatches, Map<Fault, Integer> faults) {
        public Report {
            pictureSeconds = List.copyOf(pictureSeconds);
            faults = Map.copyOf(faults);
        }
    }

    private Chaos(final Options options, final Consumer<String> log) {
        this.options = options;
        this.log = log;
        this.random = new Random(options.seed());
        for (final Fault fault : Fault.values()) {
            faults.put(fault, 0);
        }
    }

    /**
     * Runs it, for as long as the options say and one picture more.
     *
     * @throws NodeProcessException when a picture is not finished in time; the message holds what all nodes said
     */
    public static Report run(final Options options, final Consumer<String> log) {
        return new Chaos(options, log).run();
    }

    private Report run() {
        final String expected = hash(render("alone", List.of("--threads", "1")));
        final Random losses = new Random(options.seed() + 1);
        try (ChaosFarm farm = new ChaosFarm(name -> List.of("-Dumbel.loss=%s,%d".formatted(
            losses.nextDouble() * options.lossMax(), losses.nextInt(1 << 20))), options.leafArgs())) {
            farm.startTree(options.relays(), options.leaves());
            final Thread injector = Thread.ofPlatform().name("faults").daemon().start(() -> inject(farm));
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.seconds());
            while (System.nanoTime() - endNs < 0) {
                picture(farm, expected);
            }
            ended = true;
            injector.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeProcessException("interrupted", e);
        } finally {
            ended = true;
        }
        return new Report(seconds, mismatches, faults);
    }

    private void picture(final ChaosFarm farm, final String expected) {
        final JsonNode summary;
        try {
            summary = render("client-" + seconds.size(), List.of("--farm", farm.address("gateway")));
        } catch (final NodeProcessException e) {
            throw new NodeProcessException("a picture was not finished: " + e.getMessage() + "\n" + farm.said(), e);
        }
        final double took = summary.get("seconds").get("complete").asDouble()
            - summary.get("seconds").get("import").asDouble();
        final boolean same = hash(summary).equals(expected);
        seconds.add(took);
        mismatches += same ? 0 : 1;
        log.accept("picture %d: %.1f s, %s".formatted(seconds.size(), took, same ? "the same" : "ANOTHER HASH"));
    }

    private JsonNode render(final String name, final List<String> more) {
        final List<String> args = new ArrayList<>(List.of("--role=client", "--json"));
        args.addAll(options.picture());
        args.addAll(more);
        try (NodeProcess client = NodeProcess.start(name, HEAP_MEGABYTES, args)) {
            return JsonMapper.builder().build().readTree(client.result(PICTURE_SECONDS_MAX));
        }
    }

    private static String hash(final JsonNode summary) {
        return summary.get("pixelsSha256").asString();
    }

    /** Faults until the end; then everybody comes back. */
    private void inject(final ChaosFarm farm) {
        while (!ended) {
            rest((long) (-Math.log(1 - random.nextDouble()) * options.everyMs()));
            if (!ended) {
                fault(farm);
            }
        }
        farm.names("", false).forEach(farm::restart);
    }

    private void rest(final long ms) {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (!ended && System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(STEP_NS);
        }
    }

    /** At most half of the leaves and one relay are dead at a time: who is dead comes back before others go. */
    private void fault(final ChaosFarm farm) {
        final int draw = random.nextInt(10);
        final List<String> deadLeaves = farm.names("leaf", false);
        final List<String> deadRelays = new ArrayList<>(farm.names("relay", false));
        deadRelays.addAll(farm.names("gateway", false));
        if (!deadRelays.isEmpty() && draw < 5) {
            any(deadRelays).ifPresent(name -> restart(farm, name));
        } else if (draw < 3 && deadLeaves.size() < options.leaves() / 2) {
            any(farm.names("leaf", true)).ifPresent(name -> kill(farm, name, Fault.LEAF_KILLED));
        } else if (draw < 5) {
            any(random.nextInt(4) == 0 ? List.of("gateway") : farm.names("relay", true))
                .ifPresent(name -> kill(farm, name, Fault.RELAY_KILLED));
        } else if (draw < 7 && !deadLeaves.isEmpty()) {
            any(deadLeaves).ifPresent(name -> restart(farm, name));
        } else if (draw < 8 && !deadLeaves.isEmpty() && options.relays() > 0) {
            any(deadLeaves).ifPresent(name -> join(farm, name));
        } else {
            any(farm.names("", true)).ifPresent(name -> pause(farm, name, PAUSE_MIN_MS
                + random.nextInt(PAUSE_SPREAD_MS)));
        }
    }

    private void kill(final ChaosFarm farm, final String name, final Fault fault) {
        farm.kill(name);
        note(fault, name);
    }

    private void restart(final ChaosFarm farm, final String name) {
        farm.restart(name);
        note(Fault.RESTARTED, name);
    }

    private void pause(final ChaosFarm farm, final String name, final int ms) {
        farm.pause(name, ms);
        note(Fault.PAUSED, name + " for " + ms + " ms");
    }

    private void join(final ChaosFarm farm, final String dead) {
        farm.remove(dead);
        final String name = "leaf-new-" + joined++;
        farm.leaf(name, "relay-" + random.nextInt(options.relays()));
        note(Fault.JOINED, name + " in place of " + dead);
    }

    private Optional<String> any(final List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(random.nextInt(names.size())));
    }

    private void note(final Fault fault, final String what) {
        faults.merge(fault, 1, Integer::sum);
        log.accept(fault + " " + what);
    }
}
