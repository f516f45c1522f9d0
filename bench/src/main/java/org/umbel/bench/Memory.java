package org.umbel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of another process, where the system tells it as Linux does; NaN elsewhere. */
final class Memory {
    private static final double KILOBYTES_PER_MEGABYTE = 1024;

    private Memory() {}

    /** The most that was ever resident, in MiB. */
    static double peakMegabytes(final long pid) {
        return megabytes(pid, "VmHWM:");
    }

    /** What is resident, in MiB. */
    static double residentMegabytes(final long pid) {
        return megabytes(pid, "VmRSS:");
    }

    private static double megabytes(final long pid, final String key) {
        final Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.exists(status) ? Files.readAllLines(status).stream().filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.substring(key.length()).trim().split("\\s+")[0]))
                .findFirst().orElse(Double.NaN) / KILOBYTES_PER_MEGABYTE : Double.NaN;
        } catch (final IOException e) {
            // It ended in between: there is nothing left to tell.
            return Double.NaN;
        }
    }
}
