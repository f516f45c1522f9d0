package org.umbel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of one bench: each a JSON line, all together a table, a file and an exit code.
 *
 * <p>A line has the form {@code {"bench":"rays","case":"bounce","value":2.9,"unit":"Mrays/cpu-s",
 * "baseline":"rtcIntersect1","baselineValue":3.4,"ratio":0.853,"goal":">=0.80","ok":true}}; what has no
 * baseline leaves those three out, and what could not be measured has no value but a {@code "reason"}.
 */
public final class Figures {
    private final String bench;
    private final PrintStream lines;
    private final List<Figure> figures = new ArrayList<>();

    /** Figures of a bench, printed to {@code lines} as they come. */
    public Figures(final String bench, final PrintStream lines) {
        this.bench = bench;
        this.lines = lines;
    }

    /** Adds a figure without a baseline. */
    public void add(final String name, final double value, final String unit, final String goal,
                    final boolean ok) {
        add(new Figure(bench, name, value, unit, "", Double.NaN, goal, "", ok));
    }

    /** Adds a figure beside a baseline measured in the same run; the ratio is value / baselineValue. */
    public void add(final String name, final double value, final String unit, final String baseline,
                    final double baselineValue, final String goal, final boolean ok) {
        add(new Figure(bench, name, value, unit, baseline, baselineValue, goal, "", ok));
    }

    /** Adds what could not be measured, and why; it is a miss, but where a peer is absent that nobody has to have. */
    public void addUnmeasured(final String name, final String unit, final String goal, final String reason,
                              final boolean ok) {
        add(new Figure(bench, name, Double.NaN, unit, "", Double.NaN, goal, reason, ok));
    }

    private void add(final Figure figure) {
        figures.add(figure);
        lines.println(figure.json());
    }

    /**
     * Prints the table, writes the lines to {@code FOLDER/FILE.jsonl}; returns the exit code, 1 if a goal is
     * missed.
     */
    public int finish(final PrintStream table, final Path folder, final String file) {
        table.printf(Locale.ROOT, "%-28s %12s %12s %8s  %-5s %s%n", "case", "value", "baseline", "ratio", "",
            "goal");
        for (final Figure f : figures) {
            table.printf(Locale.ROOT, "%-28s %12s %12s %8s  %-5s %s%n", f.name(), Figure.number(f.value()),
                f.hasBaseline() ? Figure.number(f.baselineValue()) : "",
                f.hasBaseline() ? Figure.number(f.ratio()) : "", f.ok() ? "ok" : "MISS",
                f.goal() + " " + f.unit() + (f.hasBaseline() ? " (baseline " + f.baseline() + ")" : "")
                    + (f.reason().isEmpty() ? "" : " (" + f.reason() + ")"));
        }
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(file + ".jsonl"), figures.stream().map(Figure::json).toList());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures.stream().allMatch(Figure::ok) ? 0 : 1;
    }

    /**
     * One figure.
     *
     * @param baseline      what it is compared with, or empty
     * @param baselineValue in the same unit, from the same run
     * @param reason        why there is no value, or empty
     */
    private record Figure(String bench, String name, double value, String unit, String baseline,
                          double baselineValue, String goal, String reason, boolean ok) {
        boolean hasBaseline() {
            return !baseline.isEmpty();
        }

        double ratio() {
            return value / baselineValue;
        }

        String json() {
            final StringBuilder json = new StringBuilder("{");
            text(json, "bench", bench).append(',');
            text(json, "case", name).append(",\"value\":").append(number(value)).append(',');
            text(json, "unit", unit).append(',');
            if (hasBaseline()) {
                text(json, "baseline", baseline).append(",\"baselineValue\":").append(number(baselineValue))
                    .append(",\"ratio\":").append(number(ratio())).append(',');
            }
            if (!reason.isEmpty()) {
                text(json, "reason", reason).append(',');
            }
            return text(json, "goal", goal).append(",\"ok\":").append(ok).append('}').toString();
        }

        /** Four significant digits; JSON knows no NaN and no infinity. */
        static String number(final double value) {
            if (!Double.isFinite(value)) {
                return "null";
            }
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return Long.toString((long) value);
            }
            final int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }

        private static StringBuilder text(final StringBuilder json, final String key, final String value) {
            json.append('"').append(key).append("\":\"");
            for (int i = 0; i < value.length(); i++) {
                final char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    json.append('\\').append(c);
                } else if (c < ' ') {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
            return json.append('"');
        }
    }
}
