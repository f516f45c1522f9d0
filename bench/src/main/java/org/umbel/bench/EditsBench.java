package org.umbel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.wire.Message;
import org.umbel.node.importer.Framing;
import org.umbel.node.importer.Imported;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.process.NodeProcess;
import org.umbel.node.session.SceneSession;
import org.umbel.relay.aeron.DriverBytes;

/**
 * What edits cost on a leaf's link, and how long they take until the leaf renders: a relay and a leaf as processes of
 * their own on loopback, the client in this one. The leaf has a disk cache of its own.
 *
 * <p>Bytes are the frames of the blocks that the leaf was sent for its scene, as its own line tells them; beside them
 * all UDP payload that came to the leaf from the edit until the coarse picture was whole, as its driver counts it:
 * messages of every kind, heartbeats, Aeron's own. Times are from the edit to the first pixels of its epoch at the
 * client. Each edit is made {@value #TIMES} times: the most bytes, the median time.
 */
public final class EditsBench {
    private static final PictureSettings SETTINGS = BenchClient.settings(480, 270, 1 << 14);
    private static final int TIMES = 3;
    private static final long EDIT_BYTES_MAX = 1024;
    private static final double INSERTION_MAX = 0.05;
    private static final int TRIANGLES = 100;
    /** Of a mesh's triangles: a mesh of which the new ones are a tenth cannot be had for a twentieth. */
    private static final int TRIANGLES_MIN = 100 * TRIANGLES;
    /** Blocks that come twice, or are not part of the scene. */
    private static final double FIRST_LOAD_MAX = 1.01;

    private final Figures figures = new Figures("edits", System.out);

    private EditsBench() {}

    /**
     * What one edit cost.
     *
     * @param blocks     that the leaf was sent
     * @param frameBytes of them
     * @param allBytes   that came to the leaf until the coarse picture was whole
     */
    private record Cost(int blocks, long frameBytes, long allBytes, BenchClient.Answer answer) {}

    /**
     * A mesh with triangles put into its middle.
     *
     * @param triangles   it had before
     * @param streamBytes it takes as blocks
     * @param mesh        what becomes of it
     */
    private record Insertion(int number, int triangles, long streamBytes, Mesh mesh) {}

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) throws IOException {
        if (args.length > 1 || args.length == 1 && args[0].startsWith("-")) {
            System.err.println("usage: scripts/bench edits [SCENE]");
            System.exit(2);
        }
        final Path file = args.length == 1 ? Path.of(args[0]) : Scenes.kitchen();
        final EditsBench bench = new EditsBench();
        bench.run(file, true);
        final Path army = Scenes.shared("bunny-army", "bunny-army.glb");
        if (Files.exists(army)) {
            bench.run(army, false);
        } else {
            System.err.println("skipped: no " + army);
        }
        System.exit(bench.figures.finish(System.err, Scenes.out(), "edits"));
    }

    private void run(final Path file, final boolean isWhole) throws IOException {
        final Imported imported = SceneImporter.load(file, MaterialMode.GLTF);
        final Path cache = Files.createTempDirectory("umbel-edits-");
        try (Farm farm = new Farm()) {
            new Run(farm, imported, cache).all(isWhole, file.getFileName().toString().replaceFirst("\\..*", ""));
        } finally {
            delete(cache);
        }
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One scene on one farm. */
    private final class Run {
        private final Pattern hasScene =
            Pattern.compile("has scene \\w+: (\\d+) blocks from disk, (\\d+) sent, (\\d+) bytes");
        private final Farm farm;
        private final Scene scene;
        private final Camera camera;
        private final Path cache;
        private final String gateway;
        private final long sceneBytes;
        private final int textureNumber;
        private final Optional<Image> texture;
        private final List<Insertion> insertions = new ArrayList<>();
        private NodeProcess leaf;

        Run(final Farm farm, final Imported imported, final Path cache) {
            this.farm = farm;
            this.scene = imported.scene();
            this.cache = cache;
            camera = imported.camera()
                .orElseGet(() -> Framing.frame(scene, SETTINGS.width(), SETTINGS.height()));
            sceneBytes = bytes(SceneBlocks.write(scene).blocks());
            textureNumber = scene.images().size() / 2;
            texture = scene.images().stream().skip(textureNumber).findFirst().map(SceneEdits::inverted);
            for (final int triangles : new int[] {TRIANGLES_MIN, Integer.MAX_VALUE}) {
                insertions.add(insertion(SceneEdits.meshOf(scene, triangles)));
            }
            gateway = farm.relay("gateway").listening();
            leaf = startLeaf("leaf");
        }

        private Insertion insertion(final int number) {
            final Mesh mesh = scene.meshes().get(number);
            final long streams = bytes(SceneBlocks.write(new Scene(List.of(mesh), List.of(), List.of(), List.of(),
                List.of(), scene.environment())).blocks());
            return new Insertion(number, mesh.triangleCount(), streams, SceneEdits.withTriangles(mesh, TRIANGLES));
        }

        private NodeProcess startLeaf(final String name) {
            return farm.leaf(name, gateway, "--cache", cache.toString());
        }

        void all(final boolean isWhole, final String name) {
            try (BenchClient client = BenchClient.dialling(gateway, SETTINGS, Message.Mode.INTERACTIVE)) {
                final Cost first = cost(() -> client.show(scene, camera));
                figures.add(name + "-first-load", first.frameBytes, "bytes", "its blocks", sceneBytes,
                    "<=" + FIRST_LOAD_MAX + "x", first.frameBytes <= FIRST_LOAD_MAX * sceneBytes);
                times(name + "-first-load", List.of(first));
                if (isWhole) {
                    again(name, client);
                    edits(name, client);
                    restart(name, client);
                } else {
                    moved(name + "-one-of-" + scene.instances().size() + "-moved", client,
                        Math.min(500, scene.instances().size() - 1));
                }
            }
        }

        private void again(final String name, final BenchClient client) {
            held(name + "-again-same-session", List.of(cost(() -> client.showAgain(false))));
            held(name + "-again-other-session", List.of(cost(() -> client.showAgain(true))));
            final List<Cost> moves = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                moves.add(cost(() -> client.edit(raised(client.camera()))));
            }
            held(name + "-camera-moved", moves);
        }

        private void edits(final String name, final BenchClient client) {
            moved(name + "-object-moved", client, scene.instances().size() / 2);
            final int material = scene.materials().size() / 2;
            small(name + "-material-changed", repeated(i -> client.edit((SceneSession edits) -> edits.material(material,
                SceneEdits.repainted(scene.materials().get(material), i)))));
            small(name + "-sky-changed", repeated(i -> client.edit(
                (SceneSession edits) -> edits.environment(Environment.constant(0.5f + 0.1f * i, 0.5f, 0.5f)))));
            texture(name, client);
            insertions.forEach(insertion -> insert(name, client, insertion));
        }

        private void moved(final String name, final BenchClient client, final int instance) {
            small(name, repeated(i -> client.edit((SceneSession edits) -> edits.transform(instance,
                SceneEdits.moved(edits.scene().instances().get(instance).objectToWorld())))));
        }

        private void texture(final String name, final BenchClient client) {
            if (texture.isEmpty()) {
                System.err.println(name + " has no images: no texture is changed");
                return;
            }
            final Image image = texture.get();
            final Cost cost = cost(() -> client.edit((SceneSession edits) -> edits.texture(textureNumber, image)));
            final long bytes = image.encoded().length;
            figures.add(name + "-texture-changed", cost.frameBytes, "bytes", "the new image", bytes,
                "<=1.01x + " + EDIT_BYTES_MAX, cost.frameBytes <= FIRST_LOAD_MAX * bytes + EDIT_BYTES_MAX);
            times(name + "-texture-changed", List.of(cost));
        }

        private void insert(final String name, final BenchClient client, final Insertion insertion) {
            final Cost cost = cost(() -> client
                .edit((SceneSession edits) -> edits.geometry(insertion.number, insertion.mesh)));
            final String words = name + "-inserted-into-" + insertion.triangles;
            final boolean isLarge = insertion.triangles >= TRIANGLES_MIN;
            figures.add(words, cost.frameBytes, "bytes", "its streams", insertion.streamBytes, isLarge ? "<=5 %" : "",
                !isLarge || cost.frameBytes <= INSERTION_MAX * insertion.streamBytes);
            times(words, List.of(cost));
        }

        private void restart(final String name, final BenchClient client) {
            leaf.close();
            client.turnFor(2_000_000_000L);
            final long beganNs = System.nanoTime();
            leaf = startLeaf("leaf-again");
            client.edit(raised(client.camera()));
            final double seconds = (System.nanoTime() - beganNs) / 1e9;
            final Matcher line = leaf.await(hasScene);
            final long sent = Long.parseLong(line.group(3));
            figures.add(name + "-after-restart", sent, "bytes", "0", sent == 0 && !line.group(1).equals("0"));
            figures.add(name + "-after-restart-whole-coarse", seconds, "s from the process's start", "", true);
        }

        private List<Cost> repeated(final IntFunction<BenchClient.Answer> edit) {
            final List<Cost> costs = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                final int time = i;
                costs.add(cost(() -> edit.apply(time)));
            }
            return costs;
        }

        /** What the leaf says to a scene comes before its pixels: once these are here, its words are, or soon. */
        private Cost cost(final Supplier<BenchClient.Answer> edit) {
            final int before = lines().size();
            final long receivedBefore = received();
            final BenchClient.Answer answer = edit.get();
            final long all = received() - receivedBefore;
            int blocks = 0;
            long bytes = 0;
            for (final int[] line : lines().subList(before, lines().size())) {
                blocks += line[0];
                bytes += line[1];
            }
            System.err.printf(Locale.ROOT, "%d blocks, %d bytes, %d in all, %s%n", blocks, bytes, all, answer);
            return new Cost(blocks, bytes, all, answer);
        }

        private List<int[]> lines() {
            return hasScene.matcher(leaf.said()).results()
                .map(line -> new int[] {Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3))}).toList();
        }

        private long received() {
            return DriverBytes.of(leaf.pid()).map(DriverBytes::received).orElse(0L);
        }

        private void held(final String name, final List<Cost> costs) {
            final long bytes = costs.stream().mapToLong(Cost::frameBytes).max().orElseThrow();
            figures.add(name, bytes, "bytes", "0", bytes == 0);
            times(name, costs);
        }

        private void small(final String name, final List<Cost> costs) {
            final long bytes = costs.stream().mapToLong(Cost::frameBytes).max().orElseThrow();
            figures.add(name, bytes, "bytes", "1.." + EDIT_BYTES_MAX, bytes > 0 && bytes <= EDIT_BYTES_MAX);
            times(name, costs);
        }

        private void times(final String name, final List<Cost> costs) {
            figures.add(name + "-all-bytes", median(costs.stream().map(c -> (double) c.allBytes).toList()), "bytes",
                "", true);
            figures.add(name + "-ready", median(costs.stream().map(c -> c.answer.readyUs() / 1e3).toList()), "ms", "",
                true);
            figures.add(name + "-first-pixels", median(costs.stream().map(c -> c.answer.firstUs() / 1e3).toList()),
                "ms", "", true);
        }
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static long bytes(final List<Block> blocks) {
        return blocks.stream().mapToLong(block -> block.compressed().length).sum();
    }

    /** A little higher. */
    private static Camera raised(final Camera camera) {
        final float[] p = camera.position().clone();
        p[1] += 0.05f;
        return new Camera(p, camera.target(), camera.up(), camera.verticalFovDegrees());
    }
}
