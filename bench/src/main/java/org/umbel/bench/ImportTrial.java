package org.umbel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.topology.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** Imports one scene in a process that has done nothing else, and prints what {@code import.py} does for Blender. */
public final class ImportTrial {
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final double TICKS_PER_SECOND = 100;
    /** After the name in parentheses: of the process itself and of children that have ended, as user and as system. */
    private static final int TICKS_FROM = 11;
    private static final int TICKS_TO = 15;

    private ImportTrial() {}

    /** One file. */
    public static void main(final String[] args) throws IOException {
        final long pid = ProcessHandle.current().pid();
        final double before = Memory.peakMegabytes(pid);
        final double beganCpu = cpuSeconds();
        final long beganNs = System.nanoTime();
        try {
            SceneImporter.load(Path.of(args[0]), MaterialMode.GLTF);
        } catch (final ProblemException e) {
            System.out.println(JsonMapper.builder().build().createObjectNode().put("reason",
                e.problems().getFirst().message()));
            return;
        }
        final double wall = (System.nanoTime() - beganNs) / 1e9;
        System.out.printf(Locale.ROOT, "{\"cpu\":%.3f,\"wall\":%.3f,\"peak\":%.1f,\"before\":%.1f}%n",
            cpuSeconds() - beganCpu, wall, Memory.peakMegabytes(pid), before);
    }

    /** Of this process with all its threads, and of the decoders' that it started; NaN where the system is another. */
    private static double cpuSeconds() throws IOException {
        if (!Files.exists(STAT)) {
            return Double.NaN;
        }
        final String stat = Files.readString(STAT);
        final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int i = TICKS_FROM; i < TICKS_TO; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
