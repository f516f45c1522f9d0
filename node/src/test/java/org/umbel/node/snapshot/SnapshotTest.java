package org.umbel.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.relay.session.Checkpoint;
import org.umbel.relay.session.TileResult;
import org.umbel.relay.work.RangeSet;
import org.umbel.topology.ProblemException;

final class SnapshotTest {
    private static final int SEED = 0x5EED;

    @TempDir
    private Path folder;

    @Test
    void shouldGiveBackTheTilesThatARegionTouches() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 24);
        final SnapshotHead corner = Snapshots.HEAD.withRegion(new PixelRegion(31, 0, 2, 4));

        final List<TileResult> done = Snapshot.load(file, corner, 24);

        assertThat(done).extracting(TileResult::tile).containsExactly(0, 1);
        assertThat(done).allSatisfy(result -> {
            assertThat(result.ranges()).isEqualTo(RangeSet.of(0, 24));
            assertThat(result.sums()).isEqualTo(Snapshots.sums(result.tile(), RangeSet.of(0, 24)));
        });
        assertThat(Snapshot.load(folder.resolve("absent"), Snapshots.HEAD, 24)).isEmpty();
    }

    @Test
    void shouldKeepTilesThatAnUpdateDoesNotName() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 16);
        final TreeMap<Integer, SnapshotRecord> one = new TreeMap<>();
        one.put(2, Snapshots.record(2, RangeSet.of(0, 32)));
        Snapshot.update(file, Snapshots.HEAD, one);

        assertThat(Snapshot.load(file, Snapshots.HEAD, 32)).hasSize(Snapshots.TILES)
            .allSatisfy(result -> assertThat(result.ranges())
                .isEqualTo(RangeSet.of(0, result.tile() == 2 ? 32 : 16)));
    }

    @Test
    void shouldRefuseAnotherPictureSayingInWhatAndLeaveItAlone() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 16);
        final byte[] before = Files.readAllBytes(file);
        final PictureSettings s = Snapshots.SETTINGS;
        final SnapshotHead other = new SnapshotHead(new BlockId(9, 9, 9, 9), Snapshots.camera(41),
            new PictureSettings(70, 41, 16, 16, PictureSettings.Filter.BLACKMAN_HARRIS, s.bounces()), 0xBEEF,
            SnapshotHead.Adaptive.NONE, Snapshots.HEAD.region());

        assertThatThrownBy(() -> Snapshot.load(file, other, 16)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("scene or lights, camera, size, pixel filter, version of the renderer");
        assertThatThrownBy(() -> Snapshot.update(file, other, new TreeMap<>())).isInstanceOf(ProblemException.class);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void shouldGoOnToMoreSamplesButNotToFewer() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 64);

        assertThat(Snapshot.load(file, Snapshots.HEAD, 1000)).hasSize(Snapshots.TILES);
        assertThatThrownBy(() -> Snapshot.load(file, Snapshots.HEAD, 63)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("samples up to 64").hasMessageContaining("--spp");
    }

    @Test
    void shouldNameFileAndTileOfAnyDamage() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 16);
        final byte[] sound = Files.readAllBytes(file);
        final Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            final byte[] bytes = sound.clone();
            final int at = i < SnapshotFormat.HEAD_BYTES ? i : random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            assertThatThrownBy(() -> Snapshot.load(file, Snapshots.HEAD, 16)).as("byte %d", at)
                .isInstanceOf(ProblemException.class).hasMessageContaining(file.toString())
                .hasMessageMatching(at < SnapshotFormat.HEAD_BYTES ? "(?s).*" : "(?s).*damaged at tile [0-5]:.*");
        }
        for (int length = 0; length < sound.length; length += 1 + random.nextInt(60)) {
            Files.write(file, java.util.Arrays.copyOf(sound, length));
            assertThatThrownBy(() -> Snapshot.load(file, Snapshots.HEAD, 16)).as("cut at %d", length)
                .isInstanceOf(ProblemException.class).hasMessageContaining("cut off");
        }
    }

    @Test
    void shouldTellTheTileWhoseBytesAreWrong() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 16);
        final byte[] bytes = Files.readAllBytes(file);
        final int recordBytes = SnapshotFormat.record(Snapshots.record(0, RangeSet.of(0, 16))).limit();
        bytes[SnapshotFormat.HEAD_BYTES + recordBytes + 100] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Snapshot.load(file, Snapshots.HEAD, 16)).hasMessageContaining("damaged at tile 1:");
    }

    /** Killed while it writes: the half of a new file lies beside the whole old one. */
    @Test
    void shouldReadTheOldFileWhenAWriteWasCutOff() throws IOException {
        final Path file = Snapshots.write(folder.resolve("a"), 0, 16);
        final byte[] newer = Files.readAllBytes(Snapshots.write(folder.resolve("b"), 0, 32));
        Files.write(folder.resolve(".a.12345.part"), java.util.Arrays.copyOf(newer, newer.length / 2));

        assertThat(Snapshot.load(file, Snapshots.HEAD, 64)).hasSize(Snapshots.TILES);
        Snapshots.write(file, 0, 64);
        assertThat(Snapshot.load(file, Snapshots.HEAD, 64).getLast().ranges()).isEqualTo(RangeSet.of(0, 64));
    }

    @Test
    void shouldRefuseWhatIsNoSnapshot() throws IOException {
        final Path file = Files.writeString(folder.resolve("a"), "A letter to somebody.".repeat(20));

        assertThatThrownBy(() -> Snapshot.load(file, Snapshots.HEAD, 16)).isInstanceOf(ProblemException.class)
            .hasMessageContaining("is no snapshot");
        assertThatThrownBy(() -> Snapshot.checkWritable(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void shouldKeepWhatAdaptiveSamplingNeedsToGoOnAndOnlyForWhoDecidesAlike() throws IOException {
        final SnapshotHead adaptive = Snapshots.HEAD.withAdaptive(new SnapshotHead.Adaptive(0.01f, 64));
        final Path file = folder.resolve("a");
        final TileSumsCodec codec = new TileSumsCodec();
        final Checkpoint checkpoint = new Checkpoint(16, Snapshots.sums(4, RangeSet.of(0, 16)));
        final TreeMap<Integer, SnapshotRecord> tiles = new TreeMap<>();
        tiles.put(4, SnapshotFormat.encode(new TileResult(4, RangeSet.of(0, 24),
            Snapshots.sums(4, RangeSet.of(0, 24)), Optional.of(checkpoint)), codec));
        tiles.put(5, Snapshots.record(5, RangeSet.of(0, 32)));
        Snapshot.update(file, adaptive, tiles);

        final List<TileResult> done = Snapshot.load(file, adaptive, 64);
        assertThat(done).extracting(TileResult::checkpoint).containsExactly(Optional.of(checkpoint), Optional.empty());
        assertThat(done.getLast().sums()).isEqualTo(Snapshots.sums(5, RangeSet.of(0, 32)));
        assertThat(Snapshot.load(file, Snapshots.HEAD, 64)).hasSize(2);
        assertThatThrownBy(() -> Snapshot.load(file, adaptive.withAdaptive(new SnapshotHead.Adaptive(0.02f, 64)), 64))
            .hasMessageContaining("--adaptive 0.01 --spp 64");
        try (SnapshotPicture picture = new SnapshotPicture(file)) {
            assertThat(picture.samples(4)).isEqualTo(24);
            assertThat(picture.pixelsSha256(new PixelRegion(32, 32, 38, 8))).isEqualTo(PictureHash.pixelsSha256(
                Snapshots.SETTINGS.grid(), new PixelRegion(32, 32, 38, 8), 16,
                tile -> Snapshots.sums(tile, RangeSet.of(0, tile == 4 ? 24 : 32)), tile -> tile == 4 ? 24 : 32));
        }

        Snapshots.write(file, 0, 16);
        assertThatThrownBy(() -> Snapshot.load(file, adaptive, 64))
            .hasMessageContaining("not rendered with --adaptive");
    }
}
