package org.umbel.bench;

/** A bench's numbers as typed, in order; whoever gives fewer gets the usual ones. */
final class Arguments {
    private Arguments() {}

    /** Ends the process with 2 unless there are at most as many positive integers as there are defaults. */
    static int[] read(final String[] args, final String usage, final int... defaults) {
        final int[] values = defaults.clone();
        boolean isGood = args.length <= values.length;
        for (int i = 0; i < args.length && isGood; i++) {
            isGood = args[i].matches("[1-9]\\d{0,6}");
            values[i] = isGood ? Integer.parseInt(args[i]) : 0;
        }
        if (!isGood) {
            System.err.println("usage: scripts/bench " + usage);
            System.exit(2);
        }
        return values;
    }
}
