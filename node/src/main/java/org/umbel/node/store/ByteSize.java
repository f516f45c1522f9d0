package org.umbel.node.store;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write and read them. */
public final class ByteSize {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(Map.entry("", 1L), Map.entry("b", 1L),
        Map.entry("kib", 1L << 10), Map.entry("mib", 1L << 20), Map.entry("gib", 1L << 30), Map.entry("tib", 1L << 40),
        Map.entry("kb", 1_000L), Map.entry("mb", 1_000_000L), Map.entry("gb", 1_000_000_000L),
        Map.entry("tb", 1_000_000_000_000L));
    private static final String[] BINARY = {"KiB", "MiB", "GiB", "TiB"};

    private ByteSize() {}

    /** Of {@code 4GiB}, {@code 1.5 GB}, {@code 500000}; upper and lower case alike; empty if it is none. */
    public static OptionalLong parse(final String text) {
        final Matcher m = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        final Long unit = m.matches() ? UNITS.get(m.group(2)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        final double bytes = Double.parseDouble(m.group(1)) * unit;
        return bytes < 0x1p62 ? OptionalLong.of((long) bytes) : OptionalLong.empty();
    }

    /** Three or four figures: {@code 712 B}, {@code 1.5 GiB}, {@code 312 MiB}. */
    public static String text(final long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        for (; value >= 1024 && unit < BINARY.length - 1; unit++) {
            value /= 1024;
        }
        final String number = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " " + BINARY[unit];
    }
}
