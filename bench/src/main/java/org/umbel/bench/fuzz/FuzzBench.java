package org.umbel.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.umbel.bench.Arguments;
import org.umbel.topology.ProblemException;

/** Feeds changed files to every {@link Reader} for a while. Exit code 1 when one neither took nor refused an input. */
public final class FuzzBench {
    /** Larger files make fewer rounds and no other ones. */
    private static final long SEED_BYTES_MAX = 256 * 1024;
    private static final long SLOW_NS = 10_000_000_000L;
    private static final String USAGE = "fuzz [--minutes N] [--seed S] [--reader NAME] [--files FOLDER]";

    private final long seed;
    private final Path faultFolder;
    private final Map<Reader, Map<String, byte[]>> seeds = new EnumMap<>(Reader.class);

    /**
     * @param faultFolder where inputs that found a fault are kept; it need not exist
     */
    FuzzBench(final long seed, final Path faultFolder) {
        this.seed = seed;
        this.faultFolder = faultFolder;
    }

    /**
     * What a reader made of its inputs.
     *
     * @param faults what went wrong, a line each
     */
    record Tally(int accepted, int refused, long slowestNs, List<String> faults) {}

    public static void main(final String[] args) throws IOException {
        final Arguments arguments =
            Arguments.named(args, USAGE, Set.of("minutes", "seed", "reader", "files"), Set.of());
        final long seed = arguments.number("seed", 1);
        final long minutes = arguments.number("minutes", 1);
        final String only = arguments.text("reader", "").toUpperCase(Locale.ROOT);
        final Path root = Path.of(System.getenv().getOrDefault("UMBEL_ROOT", "."));
        final FuzzBench fuzz = new FuzzBench(seed, root.resolve("out/fuzz"));
        fuzz.addRepository(root);
        final String folder = arguments.text("files", "");
        if (!folder.isEmpty()) {
            fuzz.add(Path.of(folder));
        }
        final List<Reader> readers = fuzz.seeds.keySet().stream()
            .filter(reader -> only.isEmpty() || reader.name().equals(only)).toList();
        if (readers.isEmpty()) {
            System.err.println("--reader " + only + ": none of " + fuzz.seeds.keySet());
            System.exit(2);
        }
        boolean isSound = true;
        for (final Reader reader : readers) {
            final long endNs = System.nanoTime() + minutes * 60_000_000_000L / readers.size();
            final Tally tally = fuzz.run(reader, Integer.MAX_VALUE, endNs);
            System.out.printf(Locale.ROOT, "%-9s %3d files %8d accepted %8d refused  slowest %d ms  faults %d%n",
                reader,
                fuzz.seedsOf(reader).size(), tally.accepted(), tally.refused(), tally.slowestNs() / 1_000_000,
                tally.faults().size());
            tally.faults().forEach(fault -> System.out.println("    " + fault));
            isSound &= tally.faults().isEmpty();
        }
        System.exit(isSound ? 0 : 1);
    }

    /** What the repository has itself. */
    void addRepository(final Path root) throws IOException {
        for (final String folder : List.of("examples", "scenes", "node/src/test/resources/scenes",
            "bench/src/test/resources/fuzz")) {
            add(root.resolve(folder));
        }
        int count = 0;
        for (final String line : Files.readAllLines(root.resolve("codec/src/test/resources/golden/messages.txt"))) {
            final byte[] message = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1).strip());
            add("golden" + count++ + ".message", message);
        }
    }

    /** Every file below a folder that some reader takes. */
    void add(final Path folder) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (final Path file : files) {
            if (Files.size(file) <= SEED_BYTES_MAX) {
                add(folder.relativize(file).toString().replace('/', '_').replace('\\', '_'), Files.readAllBytes(file));
            }
        }
    }

    private void add(final String name, final byte[] bytes) {
        final String bare = name.substring(name.lastIndexOf('_') + 1);
        for (final Reader reader : Reader.values()) {
            if (reader.takes(bare.toLowerCase(Locale.ROOT)) && bytes.length > 0) {
                seeds.computeIfAbsent(reader, key -> new TreeMap<>()).put(name, bytes);
            }
        }
    }

    private Map<String, byte[]> seedsOf(final Reader reader) {
        return seeds.getOrDefault(reader, Map.of());
    }

    /** As many rounds as are wanted, or as there is time for. Each depends on the seed and its number alone. */
    Tally run(final Reader reader, final int rounds, final long endNs) throws IOException {
        final List<Map.Entry<String, byte[]>> from = List.copyOf(seedsOf(reader).entrySet());
        final Path folder = Files.createTempDirectory("umbel-fuzz");
        final List<String> faults = new ArrayList<>();
        int accepted = 0;
        int refused = 0;
        long slowestNs = 0;
        for (int round = 0; round < rounds && !from.isEmpty() && System.nanoTime() < endNs; round++) {
            final Random random = new Random(seed * 1_000_003 + round);
            final Map.Entry<String, byte[]> chosen = from.get(random.nextInt(from.size()));
            final byte[] input = new Mutator(random).change(chosen.getValue());
            final String name = chosen.getKey();
            final Path file = folder.resolve("input" + name.substring(name.lastIndexOf('.')));
            final long beganNs = System.nanoTime();
            try {
                if (reader.read(input, file)) {
                    accepted++;
                } else {
                    refused++;
                }
            } catch (final ProblemException e) {
                refused++;
            } catch (final RuntimeException | Error e) {
                faults.add(keep(reader, round, name, input) + ": " + e + at(e));
            }
            final long ns = System.nanoTime() - beganNs;
            slowestNs = Math.max(slowestNs, ns);
            if (ns > SLOW_NS) {
                faults.add(keep(reader, round, name, input) + ": took " + ns / 1_000_000 + " ms");
            }
        }
        removeAll(folder);
        return new Tally(accepted, refused, slowestNs, faults);
    }

    private Path keep(final Reader reader, final int round, final String name, final byte[] input) throws IOException {
        return Files.write(Files.createDirectories(faultFolder)
            .resolve(reader.name().toLowerCase(Locale.ROOT) + "-" + seed + "-" + round + "-" + name), input);
    }

    private static String at(final Throwable fault) {
        final StackTraceElement[] trace = fault.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static void removeAll(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
