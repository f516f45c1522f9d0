package org.umbel.node.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.node.output.WholeFile;
import org.umbel.relay.session.TileResult;
import org.umbel.topology.ProblemException;

/** Snapshot files of a run: what an earlier one left, and what this one adds. */
public final class Snapshot {
    private Snapshot() {}

    /**
     * Tells before a long render whether its sums can be kept here.
     *
     * @throws ProblemException when the place cannot be a file
     */
    public static void checkWritable(final Path file) {
        if (Files.isDirectory(file)) {
            throw SnapshotReader.problem(file, "is a folder", "name a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw SnapshotReader.problem(file, "cannot be written: " + folder + " is no folder that we may write to",
                "choose another place");
        }
    }

    /**
     * What is there already of a picture: nothing if there is no such file.
     *
     * @param head    the picture, and the region whose tiles are wanted
     * @param samples that the picture is to have at most
     * @throws ProblemException for a file that is damaged, of another picture, or has more samples
     */
    public static List<TileResult> load(final Path file, final SnapshotHead head, final int samples) {
        if (!Files.exists(file)) {
            return List.of();
        }
        final List<TileResult> done = new ArrayList<>();
        final TileSumsCodec codec = new TileSumsCodec();
        try (SnapshotReader reader = new SnapshotReader(file)) {
            checkSame(file, reader.head(), head);
            checkDecidedAlike(file, reader.head(), head);
            int end = 0;
            for (SnapshotRecord r = reader.next(); r != null; r = reader.next()) {
                if (head.region().touches(head.settings().grid(), r.tile())) {
                    done.add(reader.result(r, codec));
                    end = Math.max(end, r.ranges().aligned().getLast().end());
                }
            }
            if (end > samples) {
                throw SnapshotReader.problem(file, "has samples up to " + end + " already, and this run would end at "
                    + samples, "ask for more with --spp, or see the picture command for what is there");
            }
        }
        return done;
    }

    /** A tile that adaptive sampling took as done is done only for a run that decides as it did. */
    private static void checkDecidedAlike(final Path file, final SnapshotHead there, final SnapshotHead wanted) {
        if (!wanted.adaptive().equals(SnapshotHead.Adaptive.NONE) && !wanted.adaptive().equals(there.adaptive())) {
            throw SnapshotReader.problem(file, there.adaptive().equals(SnapshotHead.Adaptive.NONE)
                ? "was not rendered with --adaptive" : "was rendered with --adaptive " + there.adaptive().error()
                    + " --spp " + there.adaptive().ceiling(),
                "continue it with the same, or without --adaptive");
        }
    }

    static void checkSame(final Path file, final SnapshotHead there, final SnapshotHead wanted) {
        if (!there.key().equals(wanted.key())) {
            throw SnapshotReader.problem(file, "is a snapshot of another picture: it differs in "
                + String.join(", ", there.differences(wanted)),
                "it stays as it is: name another file, or ask for its "
                    + "picture");
        }
    }

    /**
     * Puts tiles into a file, over those of the same number; all others stay as they are.
     *
     * @throws ProblemException when what is there is damaged or of another picture, and then stays
     */
    static void update(final Path file, final SnapshotHead head, final NavigableMap<Integer, SnapshotRecord> tiles)
        throws IOException {
        WholeFile.write(file, part -> {
            final NavigableMap<Integer, SnapshotRecord> rest = new TreeMap<>(tiles);
            try (SnapshotWriter writer = new SnapshotWriter(part, head)) {
                if (Files.exists(file)) {
                    copy(file, head, rest, writer);
                }
                putBelow(rest, Integer.MAX_VALUE, writer);
                writer.end();
            }
        });
    }

    private static void copy(final Path file, final SnapshotHead head,
                             final NavigableMap<Integer, SnapshotRecord> rest, final SnapshotWriter writer)
        throws IOException {
        try (SnapshotReader reader = new SnapshotReader(file)) {
            checkSame(file, reader.head(), head);
            for (SnapshotRecord old = reader.next(); old != null; old = reader.next()) {
                putBelow(rest, old.tile(), writer);
                final SnapshotRecord newer = rest.remove(old.tile());
                writer.put(newer == null ? old : newer);
            }
        }
    }

    private static void putBelow(final NavigableMap<Integer, SnapshotRecord> rest, final int tile,
                                 final SnapshotWriter writer)
        throws IOException {
        while (!rest.isEmpty() && rest.firstKey() < tile) {
            writer.put(rest.pollFirstEntry().getValue());
        }
    }
}
