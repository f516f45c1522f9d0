package org.umbel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.render.TracerScenes;
import org.umbel.node.store.BlockFolder;
import org.umbel.node.store.CacheBudget;
import org.umbel.tracer.accel.AccelShape;
import org.umbel.tracer.accel.AccelStore;
import org.umbel.tracer.accel.BadShapeException;
import org.umbel.tracer.accel.MeshAccel;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.MeshKey;

/**
 * How long a leaf takes to prepare a scene whose blocks it has: with structures built, from memory after a move, and
 * from disk after a restart; and the size of mesh from which on the disk is the shorter way. One thread; the median of
 * the rounds, in which the ways take turns. The file system is as warm as it is.
 */
public final class PrepareBench {
    private static final long ACCEL_BYTES_MAX = 4L << 30;
    private static final int[] SIZES = {250, 500, 1_000, 2_000, 4_000, 16_000, 64_000};
    /** Of small meshes, so that a clock's step does not matter. */
    private static final int TRIANGLES_AT_LEAST = 64_000;

    private PrepareBench() {}

    /** Runs the bench; without scenes, those of {@link Scenes#meshHeavy}. */
    public static void main(final String[] args) throws IOException {
        final int rounds = 3;
        final Figures figures = new Figures("prepare", System.out);
        final Path folder = Files.createTempDirectory("prepare-bench");
        try {
            sizes(figures, folder.resolve("sizes"), rounds);
            for (final Path file : args.length > 0 ? Stream.of(args).map(Path::of).toList() : Scenes.meshHeavy()) {
                final Scene scene = SceneImporter.load(file, MaterialMode.GLTF).scene();
                scene(figures, name(file), scene, folder.resolve(name(file)), rounds);
            }
        } finally {
            delete(folder);
        }
        System.exit(figures.finish(System.err, Scenes.out(), "prepare"));
    }

    private static String name(final Path file) {
        final Path whole = file.toAbsolutePath().normalize();
        return whole.getName(Math.max(0, whole.getNameCount() - 2)).toString();
    }

    /** Keeps at once, and tells what it took. */
    private record Disk(BlockFolder folder) implements AccelStore {
        static Disk of(final Path at) {
            return new Disk(BlockFolder.open(at, CacheBudget.of(8L << 30), System.err::println));
        }

        @Override
        public Optional<AccelShape> find(final BlockId key, final int triangleCount) {
            return folder.readShape(key, triangleCount);
        }

        @Override
        public void keep(final BlockId key, final AccelShape shape) {
            folder.writeShape(key, shape);
        }

        @Override
        public void spoilt(final BlockId key, final String why) {
            throw new IllegalStateException(why);
        }
    }

    private static void scene(final Figures figures, final String name, final Scene scene, final Path folder,
                              final int rounds) {
        final SceneBlocks.Written blocks = SceneBlocks.write(scene);
        final SceneBlocks.Written moved = SceneBlocks.write(SceneEdits.moved(scene, 0));
        final Map<BlockId, Block> held = Stream.concat(blocks.blocks().stream(), moved.blocks().stream())
            .collect(Collectors.toMap(Block::id, block -> block, (a, b) -> a));
        final Disk disk = Disk.of(folder);
        final List<Double> built = new ArrayList<>();
        final List<Double> fromMemory = new ArrayList<>();
        final List<Double> fromDisk = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            final TracerScenes fresh = new TracerScenes();
            built.add(seconds(() -> fresh.prepare(blocks.manifest(), held::get)));
            fromMemory.add(seconds(() -> fresh.prepare(moved.manifest(), held::get)));
            // the first one fills it
            final Runnable restarted = () -> new TracerScenes(disk, System.err::println).prepare(blocks.manifest(),
                held::get);
            if (round == 0) {
                restarted.run();
            }
            fromDisk.add(seconds(() -> {
                restarted.run();
                return "";
            }));
        }
        final List<Mesh> meshes = scene.meshes();
        figures.add(name + "-triangles", meshes.stream().mapToLong(Mesh::triangleCount).sum(), "", "", true);
        figures.add(name + "-shapes-on-disk", disk.folder.statistics().structureBytes() / 1e6, "MB", "", true);
        figures.add(name + "-after-a-move", median(fromMemory), "s", "built", median(built), "<1",
            median(fromMemory) < median(built));
        figures.add(name + "-from-disk", median(fromDisk), "s", "built", median(built), "", true);
        structures(figures, name, meshes, disk, rounds);
    }

    /** The structures alone, without images, lights and the unpacking of blocks. */
    private static void structures(final Figures figures, final String name, final List<Mesh> meshes, final Disk disk,
                                   final int rounds) {
        final List<Double> built = new ArrayList<>();
        final List<Double> fromMemory = new ArrayList<>();
        final List<Double> fromDisk = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            final MeshAccelCache fresh = new MeshAccelCache(ACCEL_BYTES_MAX);
            built.add(seconds(() -> all(fresh, meshes)));
            fromMemory.add(seconds(() -> all(fresh, meshes)));
            fromDisk.add(seconds(() -> all(new MeshAccelCache(ACCEL_BYTES_MAX, disk), meshes)));
        }
        figures.add(name + "-structures-from-memory", median(fromMemory), "s", "built", median(built), "", true);
        figures.add(name + "-structures-from-disk", median(fromDisk), "s", "built", median(built), "<1",
            median(fromDisk) < median(built));
    }

    private static Object all(final MeshAccelCache cache, final List<Mesh> meshes) {
        meshes.forEach(cache::of);
        return cache;
    }

    /** One mesh of each size, built and from disk, its name in both. */
    private static void sizes(final Figures figures, final Path at, final int rounds) {
        final Disk disk = Disk.of(at);
        for (int warm = 0; warm < 2; warm++) {
            for (final int size : SIZES) {
                final List<Mesh> meshes = new ArrayList<>();
                for (int i = 0; i < Math.max(1, TRIANGLES_AT_LEAST / size); i++) {
                    meshes.add(sheet(size, new Random(size + i)));
                }
                meshes.forEach(mesh -> disk.keep(MeshKey.of(mesh), MeshAccel.build(mesh).shape()));
                final List<Double> built = new ArrayList<>();
                final List<Double> fromDisk = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    built.add(seconds(() -> meshes.stream().map(MeshAccel::build).toList()) / meshes.size());
                    fromDisk.add(seconds(() -> meshes.stream().map(mesh -> found(disk, mesh)).toList())
                        / meshes.size());
                }
                if (warm == 1) {
                    figures.add(size + "-triangles-from-disk", 1e3 * median(fromDisk), "ms", "built",
                        1e3 * median(built), "", true);
                }
            }
        }
    }

    private static MeshAccel found(final Disk disk, final Mesh mesh) {
        try {
            return MeshAccel.of(mesh, disk.find(MeshKey.of(mesh), mesh.triangleCount()).orElseThrow());
        } catch (final BadShapeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A bumpy square, as modelled surfaces are: neighbours share vertices. */
    private static Mesh sheet(final int triangles, final Random random) {
        final int edge = (int) Math.ceil(Math.sqrt(triangles / 2.0));
        final float[] positions = new float[3 * (edge + 1) * (edge + 1)];
        for (int i = 0; i < positions.length / 3; i++) {
            positions[3 * i] = i % (edge + 1);
            positions[3 * i + 1] = 2 * random.nextFloat();
            positions[3 * i + 2] = (i - i % (edge + 1)) / (edge + 1f);
        }
        final int[] indices = new int[3 * triangles];
        for (int i = 0; i < triangles; i++) {
            final int corner = i / 2 / edge * (edge + 1) + i / 2 % edge;
            indices[3 * i] = i % 2 == 0 ? corner : corner + edge + 2;
            indices[3 * i + 1] = i % 2 == 0 ? corner + edge + 1 : corner + 1;
            indices[3 * i + 2] = i % 2 == 0 ? corner + 1 : corner + edge + 1;
        }
        return new Mesh(positions, indices, new float[0], new float[0], new float[0], new float[0]);
    }

    private static double seconds(final Supplier<?> work) {
        final long beganNs = System.nanoTime();
        final Object kept = work.get();
        final long ns = System.nanoTime() - beganNs;
        if (kept == null) {
            throw new IllegalStateException("nothing was done");
        }
        return ns / 1e9;
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void delete(final Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (final Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
