package org.umbel.node.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.node.output.WholeFile;
import org.umbel.relay.work.RangeSet;

/**
 * Two snapshots of one picture as one, tile by tile: disjoint samples are added, equal ones must have equal sums and
 * count once, of one that contains the other the larger stays. Anything else is refused: sums cannot be taken apart.
 */
public final class SnapshotMerge {
    private static final int NAMED_MAX = 8;

    private final Path pathA;
    private final Path pathB;
    private final SnapshotReader a;
    private final SnapshotReader b;
    private final TileSumsCodec codec = new TileSumsCodec();
    private final List<String> refused = new ArrayList<>();
    private int tiles;

    /** What became of the tiles. */
    enum Kinship { DISJOINT, EQUAL, FIRST_LARGER, SECOND_LARGER, OVERLAP }

    private SnapshotMerge(final Path pathA, final Path pathB, final SnapshotReader a, final SnapshotReader b) {
        this.pathA = pathA;
        this.pathB = pathB;
        this.a = a;
        this.b = b;
    }

    /**
     * Writes the sum of both.
     *
     * @param out may be one of them
     * @return number of tiles in it
     * @throws org.umbel.topology.ProblemException when that is not possible; then nothing is written
     */
    public static int merge(final Path pathA, final Path pathB, final Path out) {
        Snapshot.checkWritable(out);
        if (Files.exists(out) && !isSame(out, pathA) && !isSame(out, pathB)) {
            throw SnapshotReader.problem(out, "is there already", "name another file with --out, or remove it");
        }
        try (SnapshotReader a = new SnapshotReader(pathA); SnapshotReader b = new SnapshotReader(pathB)) {
            Snapshot.checkSame(pathB, b.head(), a.head());
            final SnapshotMerge merge = new SnapshotMerge(pathA, pathB, a, b);
            WholeFile.write(out, merge::write);
            return merge.tiles;
        } catch (final IOException e) {
            throw SnapshotReader.problem(out, "cannot be written: " + e, "");
        }
    }

    private static boolean isSame(final Path one, final Path other) {
        try {
            return Files.exists(other) && Files.isSameFile(one, other);
        } catch (final IOException e) {
            return false;
        }
    }

    private void write(final Path part) throws IOException {
        final boolean decidedAlike = a.head().adaptive().equals(b.head().adaptive());
        final SnapshotHead head = a.head().withRegion(a.head().region().bounding(b.head().region()))
            .withAdaptive(decidedAlike ? a.head().adaptive() : SnapshotHead.Adaptive.NONE);
        try (SnapshotWriter writer = new SnapshotWriter(part, head)) {
            SnapshotRecord one = a.next();
            SnapshotRecord other = b.next();
            while (one != null || other != null) {
                if (one != null && (other == null || one.tile() < other.tile())) {
                    writer.put(one);
                    one = a.next();
                } else if (other != null && (one == null || other.tile() < one.tile())) {
                    writer.put(other);
                    other = b.next();
                } else {
                    writer.put(merged(Objects.requireNonNull(one), Objects.requireNonNull(other)));
                    one = a.next();
                    other = b.next();
                }
                tiles++;
            }
            writer.end();
        }
        if (!refused.isEmpty()) {
            final String more = refused.size() > NAMED_MAX ? " and " + (refused.size() - NAMED_MAX) + " more" : "";
            throw SnapshotReader.problem(pathB, "cannot be added to " + pathA + ": " + refused.stream()
                .limit(NAMED_MAX).collect(Collectors.joining("; ")) + more,
                "sums cannot be taken apart: merge runs whose "
                    + "samples are disjoint (--first-sample), equal, or contained in one another");
        }
    }

    private SnapshotRecord merged(final SnapshotRecord one, final SnapshotRecord other) {
        return switch (kinship(one.ranges(), other.ranges())) {
            case DISJOINT -> {
                final TileSums sums = a.sums(one, codec);
                sums.add(b.sums(other, codec));
                yield new SnapshotRecord(one.tile(), one.ranges().plus(other.ranges()),
                    SnapshotFormat.encode(sums, codec)).withCheckpointOf(
                        one.checkpointSamples() >= other.checkpointSamples() ? one : other);
            }
            case EQUAL -> {
                if (!a.sums(one, codec).equals(b.sums(other, codec))) {
                    refused.add("tile " + one.tile() + " has other sums of the same samples " + one.ranges());
                }
                yield one;
            }
            case FIRST_LARGER -> one;
            case SECOND_LARGER -> other;
            case OVERLAP -> {
                refused.add("tile " + one.tile() + " has samples " + one.ranges() + " and " + other.ranges());
                yield one;
            }
        };
    }

    static Kinship kinship(final RangeSet a, final RangeSet b) {
        if (a.equals(b)) {
            return Kinship.EQUAL;
        }
        if (a.isDisjoint(b)) {
            return Kinship.DISJOINT;
        }
        return a.containsAll(b) ? Kinship.FIRST_LARGER : b.containsAll(a) ? Kinship.SECOND_LARGER : Kinship.OVERLAP;
    }
}
