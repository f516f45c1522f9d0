package org.umbel.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A bench's command line: {@code --name VALUE} and switches, or numbers alone in the order in which the usage names
 * them. Whoever gives fewer gets the usual ones; whoever gives what makes no sense is told the usage, and the process
 * ends with 2.
 */
public final class Arguments {
    private static final Pattern NUMBER_NAME = Pattern.compile("[A-Z][A-Z_]+");
    private static final String POSITIVE = "[1-9]\\d{0,8}";

    private final String usage;
    private final Map<String, String> values;

    private Arguments(final String usage, final Map<String, String> values) {
        this.usage = usage;
        this.values = values;
    }

    /**
     * Positive integers in order, at most as many as there are defaults. The usage names them in capitals, so that
     * {@code idle [SETTLE_SECONDS [SECONDS]]} takes {@code --settle-seconds 20} too.
     */
    static int[] read(final String[] args, final String usage, final int... defaults) {
        final List<String> names = NUMBER_NAME.matcher(usage).results().map(MatchResult::group)
            .map(name -> "--" + name.toLowerCase(Locale.ROOT).replace('_', '-')).toList();
        final int[] values = defaults.clone();
        boolean isGood = true;
        int place = 0;
        for (int i = 0; i < args.length && isGood; i++) {
            final int at = args[i].startsWith("--") ? names.indexOf(args[i++]) : place++;
            isGood = at >= 0 && at < values.length && i < args.length && args[i].matches(POSITIVE);
            if (isGood) {
                values[at] = Integer.parseInt(args[i]);
            }
        }
        return isGood ? values : end(usage);
    }

    /** Named values and switches, each at most once. */
    public static Arguments named(final String[] args, final String usage, final Set<String> names,
                                  final Set<String> switches) {
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            final String name = args[i].replaceFirst("^--", "");
            final boolean isSwitch = switches.contains(name);
            if (name.equals(args[i]) || !isSwitch && (!names.contains(name) || i + 1 == args.length)
                || values.put(name, isSwitch ? "" : args[++i]) != null) {
                end(usage);
            }
        }
        return new Arguments(usage, values);
    }

    /** Whether a switch was given. */
    public boolean has(final String name) {
        return values.containsKey(name);
    }

    /** A text, or the usual one. */
    public String text(final String name, final String usual) {
        return values.getOrDefault(name, usual);
    }

    /** Texts between commas, or the usual ones; each is matched by the expression. */
    public List<String> list(final String name, final String usual, final String regex) {
        final List<String> list = List.of(text(name, usual).split(",", -1));
        if (!list.stream().allMatch(item -> item.matches(regex))) {
            end(usage);
        }
        return list;
    }

    /** A positive integer, or the usual one. */
    public int number(final String name, final int usual) {
        final String value = values.get(name);
        if (value != null && !value.matches(POSITIVE)) {
            end(usage);
        }
        return value == null ? usual : Integer.parseInt(value);
    }

    private static int[] end(final String usage) {
        System.err.println("usage: scripts/bench " + usage);
        System.exit(2);
        throw new IllegalStateException("unreachable");
    }
}
