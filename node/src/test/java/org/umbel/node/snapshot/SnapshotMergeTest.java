package org.umbel.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.relay.work.RangeSet;
import org.umbel.topology.ProblemException;

final class SnapshotMergeTest {
    @TempDir
    private Path folder;

    private Path file(final String name) {
        return folder.resolve(name);
    }

    @Test
    void shouldAddDisjointSamplesToWhatOneRunWouldHaveRendered() throws IOException {
        final Path a = Snapshots.write(file("a"), 0, 64);
        final Path b = Snapshots.write(file("b"), 64, 128);

        assertThat(SnapshotMerge.merge(a, b, file("c"))).isEqualTo(Snapshots.TILES);
        assertThat(SnapshotMerge.merge(b, a, file("d"))).isEqualTo(Snapshots.TILES);

        final String whole = PictureHash.pixelsSha256(70, 40, 16, t -> Snapshots.sums(t, RangeSet.of(0, 128)), 128);
        assertThat(Snapshots.hash(file("c"))).isEqualTo(whole);
        assertThat(Snapshots.hash(file("d"))).isEqualTo(whole);
    }

    @Test
    void shouldCountEqualSamplesOnceAndKeepTheLargerOfContainedOnes() throws IOException {
        final Path small = Snapshots.write(file("small"), 16, 32);
        final Path large = Snapshots.write(file("large"), 0, 64);

        SnapshotMerge.merge(large, large, file("same"));
        SnapshotMerge.merge(small, large, file("second"));
        SnapshotMerge.merge(large, small, file("first"));

        assertThat(file("same")).hasSameBinaryContentAs(large);
        assertThat(file("second")).hasSameBinaryContentAs(large);
        assertThat(file("first")).hasSameBinaryContentAs(large);
    }

    @Test
    void shouldTakeTilesThatOnlyOneHasAndSpanBothRegions() throws IOException {
        final TreeMap<Integer, SnapshotRecord> left = new TreeMap<>();
        left.put(0, Snapshots.record(0, RangeSet.of(0, 16)));
        Snapshot.update(file("a"), Snapshots.HEAD.withRegion(new PixelRegion(0, 0, 8, 8)), left);
        final TreeMap<Integer, SnapshotRecord> right = new TreeMap<>();
        right.put(1, Snapshots.record(1, RangeSet.of(0, 32)));
        Snapshot.update(file("b"), Snapshots.HEAD.withRegion(new PixelRegion(40, 2, 8, 8)), right);

        assertThat(SnapshotMerge.merge(file("b"), file("a"), file("c"))).isEqualTo(2);

        try (SnapshotPicture picture = new SnapshotPicture(file("c"))) {
            assertThat(picture.samples(0)).isEqualTo(16);
            assertThat(picture.samples(1)).isEqualTo(32);
            assertThat(picture.samples(2)).isZero();
            assertThat(picture.head().region()).isEqualTo(new PixelRegion(0, 0, 48, 10));
        }
    }

    @Test
    void shouldRefusePartialOverlapsNamingTheTilesAndWriteNothing() throws IOException {
        final Path a = Snapshots.write(file("a"), 0, 64);
        final Path b = Snapshots.write(file("b"), 32, 96);

        assertThatThrownBy(() -> SnapshotMerge.merge(a, b, file("c"))).isInstanceOf(ProblemException.class)
            .hasMessageContaining("tile 0 has samples {[0, 64)} and {[32, 96)}").hasMessageContaining("tile 5");
        assertThat(file("c")).doesNotExist();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(a, b);
        }
    }

    @Test
    void shouldRefuseOtherSumsOfTheSameSamples() throws IOException {
        final Path a = Snapshots.write(file("a"), 0, 64);
        final TreeMap<Integer, SnapshotRecord> lie = new TreeMap<>();
        final TileSums sums = Snapshots.sums(3, RangeSet.of(0, 64));
        sums.sums()[5]++;
        lie.put(3, new SnapshotRecord(3, RangeSet.of(0, 64), SnapshotFormat.encode(sums, new TileSumsCodec())));
        Snapshot.update(file("b"), Snapshots.HEAD, lie);

        assertThatThrownBy(() -> SnapshotMerge.merge(a, file("b"), file("c"))).isInstanceOf(ProblemException.class)
            .hasMessageContaining("tile 3 has other sums of the same samples");
        assertThat(file("c")).doesNotExist();
    }

    @Test
    void shouldRefuseAnotherPictureAndAFileThatIsNotOneOfBoth() throws IOException {
        final Path a = Snapshots.write(file("a"), 0, 64);
        Snapshot.update(file("b"), new SnapshotHead(Snapshots.HEAD.manifest(), Snapshots.camera(41),
            Snapshots.SETTINGS, Snapshots.HEAD.profile(), SnapshotHead.Adaptive.NONE, Snapshots.HEAD.region()),
            new TreeMap<>());
        assertThatThrownBy(() -> SnapshotMerge.merge(a, file("b"), file("c")))
            .hasMessageContaining("differs in camera");

        final Path mine = Files.writeString(file("mine"), "a letter");
        assertThatThrownBy(() -> SnapshotMerge.merge(a, a, mine)).hasMessageContaining("is there already");
        assertThat(mine).hasContent("a letter");

        final Path b = Snapshots.write(file("late"), 64, 128);
        SnapshotMerge.merge(a, b, a);
        assertThat(Snapshots.hash(a)).isEqualTo(
            PictureHash.pixelsSha256(70, 40, 16, t -> Snapshots.sums(t, RangeSet.of(0, 128)), 128));
    }
}
