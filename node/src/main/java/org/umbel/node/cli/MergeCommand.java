package org.umbel.node.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.umbel.node.snapshot.SnapshotMerge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two snapshots as one. */
@Command(name = "merge", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Add two snapshots of one picture.",
    description = {
        "Tile by tile: disjoint samples are added; equal ones must have equal sums and count once; of one that",
        "contains the other the larger stays. Anything else is refused with the tiles named, and nothing is",
        "written. Two farms: one renders --spp 64 --snapshot A, the other --first-sample 64 --spp 64 --snapshot B."})
final class MergeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A snapshot.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path b;

    @Option(names = "--out", paramLabel = "C", required = true, description = "The sum; may be A or B.")
    @SuppressWarnings("NullAway.Init") // picocli demands it
    private Path out;

    @Override
    public Integer call() {
        final int tiles = SnapshotMerge.merge(a, b, out);
        System.out.println(out + ": " + tiles + " tiles; make a picture of it with: "
            + System.getProperty("umbel.command", "umbel") + " picture " + out + " --out picture.exr");
        return 0;
    }
}
