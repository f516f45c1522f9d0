package org.umbel.node.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.store.BlockDisk;
import org.umbel.node.store.BlockFolder;
import org.umbel.node.store.CacheBudget;
import org.umbel.node.store.CacheOptions;
import org.umbel.tracer.accel.MeshAccel;
import org.umbel.tracer.accel.MeshKey;

/** One picture, the same bytes whether its structures were built, or came from a disk that may be spoilt. */
@Timeout(120)
final class StructuresOnDiskTest {
    private static final int SAMPLES = 2;
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 32, SAMPLES, PictureSettings.FRACTION_BITS_DEFAULT, PictureSettings.Filter.BOX, 3);
    private static final Camera CAMERA = new Camera(new float[] {0.2f, 2.5f, 3}, new float[3], new float[] {0, 1, 0},
        45);
    private static final CacheBudget AMPLE = CacheBudget.of(1L << 30);
    private static final Mesh HILLS = sheet(40, 1);
    private static final Scene SCENE = scene(0);

    @TempDir
    private Path folder;
    private final List<String> prepared = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /** A bumpy square of 2 * edge^2 triangles. */
    private static Mesh sheet(final int edge, final int bumps) {
        final float[] positions = new float[3 * (edge + 1) * (edge + 1)];
        for (int i = 0; i < positions.length / 3; i++) {
            final int x = i % (edge + 1);
            final int z = i / (edge + 1);
            positions[3 * i] = 2f * x / edge - 1;
            positions[3 * i + 1] = bumps * ((x * 31 + z * 17) % 11) / 30f;
            positions[3 * i + 2] = 2f * z / edge - 1;
        }
        final int[] indices = new int[6 * edge * edge];
        for (int i = 0; i < edge * edge; i++) {
            final int corner = i / edge * (edge + 1) + i % edge;
            final int[] square = {corner, corner + edge + 1, corner + 1, corner + 1, corner + edge + 1,
                corner + edge + 2};
            System.arraycopy(square, 0, indices, 6 * i, 6);
        }
        return new Mesh(positions, indices, new float[0], new float[0], new float[0], new float[0]);
    }

    /** Two large meshes, one of them twice, and a small one; one instance so far from its place. */
    private static Scene scene(final float moved) {
        final Material grey = new Material(Material.Model.LAMBERT, new float[] {0.7f, 0.6f, 0.5f, 1}, TextureRef.NONE,
            0, 1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f,
            true);
        return new Scene(List.of(HILLS, sheet(30, 3), sheet(3, 1)), List.of(), List.of(grey),
            List.of(new Instance(0, 0, new float[] {1, 0, 0, moved, 0, 1, 0, 0, 0, 0, 1, 0}),
                new Instance(0, 0, new float[] {1, 0, 0, 1.5f, 0, 1, 0, -0.4f, 0, 0, 1, -1}),
                new Instance(1, 0, new float[] {0.4f, 0, 0, -0.5f, 0, 0.4f, 0, 0.4f, 0, 0, 0.4f, 0}),
                new Instance(2, 0, new float[] {4, 0, 0, 0, 0, 1, 0, -1, 0, 0, 4, 0})),
            List.of(), Environment.constant(0.8f, 0.9f, 1));
    }

    private static String hash(final TracerScenes scenes, final Scene scene) {
        final SceneBlocks.Written written = SceneBlocks.write(scene);
        final Map<BlockId, Block> held = new HashMap<>();
        written.blocks().forEach(block -> held.put(block.id(), block));
        final SceneSource.TileWork work = scenes.prepare(written.manifest(), held::get).work(CAMERA, SETTINGS);
        return PictureHash.pixelsSha256(SETTINGS.width(), SETTINGS.height(), SETTINGS.fractionBits(), tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            assertThat(work.render(tile, new SampleRange(0, SAMPLES), sums, () -> false)).isTrue();
            return sums;
        }, SAMPLES);
    }

    /** A process's disk, open. */
    private BlockDisk disk() throws InterruptedException {
        final Semaphore woken = new Semaphore(0);
        final BlockDisk disk = BlockDisk.start(new CacheOptions(Optional.of(folder), AMPLE), words::add,
            woken::release);
        disk.fetch(BlockId.NONE);
        woken.acquire();
        disk.drain(answer -> {});
        return disk;
    }

    /** The picture of a leaf that has just been started. */
    private String restarted(final String counts) throws InterruptedException {
        try (BlockDisk disk = disk()) {
            final String hash = hash(new TracerScenes(disk.structures(), prepared::add), SCENE);
            assertThat(prepared).last().asString().matches("prepared scene [0-9a-f]{8} in \\d+\\.\\d\\d s: " + counts);
            return hash;
        }
    }

    private List<Path> shapes() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".shape")).toList();
        }
    }

    @Test
    void shouldRenderTheSameBytesBuiltFromDiskAndFromWhatIsSpoilt() throws Exception {
        final String built = hash(new TracerScenes(), SCENE);
        assertThat(restarted("3 structures built, 0 from disk, 0 from memory")).isEqualTo(built);
        assertThat(shapes()).hasSize(2);
        assertThat(restarted("1 structures built, 2 from disk, 0 from memory")).isEqualTo(built);
        assertThat(words).isEmpty();

        for (final Path shape : shapes()) {
            final byte[] bytes = Files.readAllBytes(shape);
            bytes[bytes.length / 2] ^= 4;
            Files.write(shape, bytes);
        }
        assertThat(restarted("3 structures built, 0 from disk, 0 from memory")).isEqualTo(built);
        assertThat(words).hasSize(2).allMatch(line -> line.startsWith("a structure on disk was spoilt and is gone"));
        Files.write(shapes().getFirst(), new byte[100]);
        assertThat(restarted("2 structures built, 1 from disk, 0 from memory")).isEqualTo(built);
        assertThat(restarted("1 structures built, 2 from disk, 0 from memory")).isEqualTo(built);
    }

    @Test
    void shouldNotBelieveAGoodFileOfAnotherMesh() throws Exception {
        final String built = hash(new TracerScenes(), SCENE);
        BlockFolder.open(folder, AMPLE, words::add).writeShape(MeshKey.of(HILLS),
            MeshAccel.build(sheet(39, 1)).shape());
        assertThat(restarted("3 structures built, 0 from disk, 0 from memory")).isEqualTo(built);
        assertThat(words).singleElement().asString().contains("was spoilt and is gone", "is in no block");
        assertThat(restarted("1 structures built, 2 from disk, 0 from memory")).isEqualTo(built);
    }

    @Test
    void shouldBuildNothingWhenAnObjectIsMoved() {
        final TracerScenes scenes = new TracerScenes(org.umbel.tracer.accel.AccelStore.NONE, prepared::add);
        hash(scenes, SCENE);
        assertThat(hash(scenes, scene(0.3f))).isEqualTo(hash(new TracerScenes(), scene(0.3f)));
        assertThat(prepared).last().asString().endsWith(": 0 structures built, 0 from disk, 3 from memory");
    }
}
