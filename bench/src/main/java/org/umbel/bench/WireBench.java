package org.umbel.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneDiff;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.topology.ProblemException;

/**
 * How many bytes scenes and edits are on a link: every shared scene that imports, beside its file and beside zstd -3
 * and xz over its unpacked streams in one file; then edits, to somebody who holds the scene before, with deltas.
 */
public final class WireBench {
    private static final double LINK_MBIT = 100;
    private static final double GOAL_FACTOR = 2;
    private static final double GOAL_INSERTION = 0.05;
    private static final int GOAL_EDIT_BYTES = 1024;
    /** Mesh-heavy: more than this share of the streams are meshes, and these are not few bytes. */
    private static final double MESH_SHARE = 0.9;
    private static final int BYTES_MIN = 1 << 20;
    private static final int TRIANGLES = 100;
    private static final Pattern URI = Pattern.compile("\"uri\"\\s*:\\s*\"([^\"]+)\"");

    private final Figures figures = new Figures("wire", System.out);

    private WireBench() {}

    /** Runs the bench. */
    public static void main(final String[] args) throws IOException, InterruptedException, BlockException {
        Arguments.read(args, "wire");
        final WireBench bench = new WireBench();
        final Path scenes = Scenes.shared("", "");
        if (Files.isDirectory(scenes)) {
            bench.scenes(scenes);
            bench.edits();
        } else {
            System.err.println("skipped: the shared scenes are not at " + scenes);
        }
        bench.manyThings();
        System.exit(bench.figures.finish(System.err, Scenes.out(), "wire"));
    }

    private void scenes(final Path folder) throws IOException, InterruptedException {
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(f -> f.toString().endsWith(".glb") || f.toString().endsWith(".gltf"))
                .filter(f -> !f.toString().contains("bad-validator")).sorted().toList();
        }
        for (final Path file : files) {
            try {
                scene(file, SceneImporter.load(file, MaterialMode.GLTF).scene());
            } catch (final ProblemException e) {
                System.err.println(file.getFileName() + " skipped: " + e.problems().getFirst());
            }
        }
    }

    private void scene(final Path file, final Scene scene) throws IOException, InterruptedException {
        final String name = file.getFileName().toString().replaceFirst("\\.gl(b|tf)$", "");
        final long wire = bytes(SceneBlocks.write(scene).blocks());
        final Path streams = Files.createTempFile("umbel-wire-", ".bin");
        try {
            final long meshes = unpack(scene, streams);
            final long raw = Files.size(streams);
            final boolean isMeshes = raw >= BYTES_MIN && meshes > MESH_SHARE * raw;
            final double factor = (double) raw / wire;
            figures.add(name, wire, "bytes", "file", fileBytes(file), "", true);
            figures.add(name + "-raw", wire, "bytes", "raw streams", raw, "", true);
            for (final List<String> packer : List.of(List.of("zstd", "-3"), List.of("xz"))) {
                final Optional<Long> packed = packed(packer, streams);
                final String words = String.join(" ", packer);
                packed.ifPresentOrElse(bytes -> figures.add(name + "-" + packer.getFirst(), wire, "bytes", words, bytes,
                    "", true), () -> System.err.println(words + " skipped: it is not installed"));
            }
            figures.add(name + "-rate", factor * LINK_MBIT, "Mbit/s", "link", LINK_MBIT,
                isMeshes ? ">=" + GOAL_FACTOR + "x" : "", !isMeshes || factor >= GOAL_FACTOR);
        } finally {
            Files.deleteIfExists(streams);
        }
    }

    /** The streams end to end, as they are in memory; answers how many bytes of them are meshes'. */
    private static long unpack(final Scene scene, final Path to) throws IOException {
        long meshes = 0;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            for (final Mesh m : scene.meshes()) {
                put(out, m.positions());
                final ByteBuffer indices = buffer(m.indices().length);
                indices.asIntBuffer().put(m.indices());
                out.write(indices.array());
                put(out, m.normals());
                put(out, m.tangents());
                for (final float[] set : m.texcoordSets()) {
                    put(out, set);
                }
                put(out, m.colors());
            }
            meshes = out.size();
            for (final Image image : scene.images()) {
                out.write(image.encoded());
            }
            for (final Instance instance : scene.instances()) {
                out.writeInt(instance.mesh());
                out.writeInt(instance.material());
                put(out, instance.objectToWorld());
            }
        }
        return meshes;
    }

    private static void put(final DataOutputStream out, final float[] values) throws IOException {
        final ByteBuffer b = buffer(values.length);
        b.asFloatBuffer().put(values);
        out.write(b.array());
    }

    private static ByteBuffer buffer(final int words) {
        return ByteBuffer.allocate(words * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The file's bytes, with those of the files that it names. */
    private static long fileBytes(final Path file) throws IOException {
        long bytes = Files.size(file);
        if (file.toString().endsWith(".gltf")) {
            final Matcher uris = URI.matcher(Files.readString(file, StandardCharsets.UTF_8));
            while (uris.find()) {
                final Path named = uris.group(1).startsWith("data:") ? file : file.resolveSibling(uris.group(1));
                bytes += named.equals(file) || !Files.exists(named) ? 0 : Files.size(named);
            }
        }
        return bytes;
    }

    private static Optional<Long> packed(final List<String> packer, final Path file)
        throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(packer);
        command.addAll(List.of("-q", "-k", "-c", file.toString()));
        final Path out = Files.createTempFile("umbel-wire-", ".packed");
        try {
            final Process process = new ProcessBuilder(command).redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return process.waitFor() == 0 ? Optional.of(Files.size(out)) : Optional.empty();
        } catch (final IOException e) {
            return Optional.empty();
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private void edits() {
        final Scene kitchen = SceneImporter.load(Scenes.kitchen(), MaterialMode.GLTF).scene();
        final SceneBlocks.Written before = SceneBlocks.write(kitchen);
        for (final int triangles : new int[] {1_000, 10_000, Integer.MAX_VALUE}) {
            final int number = SceneEdits.meshOf(kitchen, triangles);
            final Mesh mesh = kitchen.meshes().get(number);
            final long streams = bytes(SceneBlocks.write(new Scene(List.of(mesh), List.of(), List.of(), List.of(),
                List.of(), kitchen.environment())).blocks());
            final SceneDiff diff = SceneDiff.of(before,
                SceneBlocks.write(SceneEdits.with(kitchen, number, SceneEdits.withTriangles(mesh, TRIANGLES))));
            final long sent = diff.total().deltaBytes();
            final String name = "insertion-into-" + mesh.triangleCount();
            figures.add(name + "-plain", diff.total().plainBytes(), "bytes", "its streams", streams, "", true);
            // A mesh of which the new triangles are a tenth cannot be had for a twentieth.
            final boolean isLarge = mesh.triangleCount() >= 100 * TRIANGLES;
            figures.add(name, sent, "bytes", "its streams", streams, isLarge ? "<=5 %" : "",
                !isLarge || sent <= GOAL_INSERTION * streams);
        }
        edit("material-changed", before, SceneBlocks.write(SceneEdits.repainted(kitchen, 45)));
        edit("kitchen-object-moved", before, SceneBlocks.write(SceneEdits.moved(kitchen, 123)));
        final Scene army =
            SceneImporter.load(Scenes.shared("bunny-army", "bunny-army.glb"), MaterialMode.GLTF).scene();
        edit("bunny-moved", SceneBlocks.write(army), SceneBlocks.write(SceneEdits.moved(army, 500)));
    }

    private void edit(final String name, final SceneBlocks.Written before, final SceneBlocks.Written after) {
        final SceneDiff.Row total = SceneDiff.of(before, after).total();
        figures.add(name + "-plain", total.plainBytes(), "bytes", "", true);
        figures.add(name, total.deltaBytes(), "bytes", "<=" + GOAL_EDIT_BYTES, total.deltaBytes() <= GOAL_EDIT_BYTES);
    }

    /** What an edit costs in a scene of many things. */
    private void manyThings() throws BlockException {
        final Scene instances = SceneEdits.many(10, 100_000);
        many("100000-instances", instances, SceneEdits.moved(instances, 54_321));
        final Scene meshes = SceneEdits.many(10_000, 10_000);
        many("10000-meshes", meshes, SceneEdits.with(meshes, 5_432, SceneEdits.mesh(new Random(1))));
    }

    private void many(final String name, final Scene one, final Scene other) throws BlockException {
        final SceneWriter writer = new SceneWriter();
        SceneBlocks.Written before = writer.write(one);
        SceneBlocks.Written after = writer.write(other);
        double writeMs = Double.MAX_VALUE;
        double missingMs = Double.MAX_VALUE;
        double basesMs = Double.MAX_VALUE;
        final Map<BlockId, Block> all = new HashMap<>();
        Stream.concat(before.blocks().stream(), after.blocks().stream()).forEach(b -> all.put(b.id(), b));
        for (int i = 0; i < 20; i++) {
            before = writer.write(one);
            final long beganNs = System.nanoTime();
            after = writer.write(other);
            final long writtenNs = System.nanoTime();
            SceneBlocks.missing(after.manifest(), all::get);
            final long missedNs = System.nanoTime();
            SceneBlocks.bases(before.manifest(), after.manifest(), all::get);
            basesMs = Math.min(basesMs, (System.nanoTime() - missedNs) / 1e6);
            missingMs = Math.min(missingMs, (missedNs - writtenNs) / 1e6);
            writeMs = Math.min(writeMs, (writtenNs - beganNs) / 1e6);
        }
        final SceneDiff.Row total = SceneDiff.of(before, after).total();
        System.err.printf(Locale.ROOT, "%s: %d blocks, the edit sends %d%n", name, after.blocks().size(),
            total.blocks());
        figures.add(name + "-plain", total.plainBytes(), "bytes", "", true);
        figures.add(name, total.deltaBytes(), "bytes", "", true);
        figures.add(name + "-write", writeMs, "ms", "", true);
        figures.add(name + "-missing", missingMs, "ms", "", true);
        figures.add(name + "-bases", basesMs, "ms", "", true);
    }

    private static long bytes(final List<Block> blocks) {
        return blocks.stream().mapToLong(block -> block.compressed().length).sum();
    }
}
