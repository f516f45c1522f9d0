package org.umbel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenes of the benches, as a client is told of them. */
public final class Scenes {
    private static final Path ROOT = Path.of(System.getenv().getOrDefault("UMBEL_ROOT", "."));

    private Scenes() {}

    /** The flight helmet's file. */
    public static Path helmet() {
        return ROOT.resolve("scenes").resolve("flight-helmet").resolve("FlightHelmet.gltf");
    }

    /** The flight helmet's camera and light. */
    public static Path helmetView() {
        return helmet().resolveSibling("view.json");
    }

    /** Scene and view. */
    static List<String> helmetArgs() {
        return List.of(helmet().toString(), "--view", helmetView().toString());
    }

    /** Some boxes: next to nothing to import. */
    static Path boxes() {
        return ROOT.resolve(Path.of("node", "src", "test", "resources", "scenes", "boxes.gltf"));
    }

    /** A kitchen of a million triangles; a shared file that may be absent. */
    static Path kitchen() {
        return shared("bitterli-kitchen", "kitchen.glb");
    }

    /** A file of a shared scene; may be absent. */
    static Path shared(final String scene, final String file) {
        return shared().resolve("scenes").resolve(scene).resolve(file);
    }

    /** A file of the shared folder, by its path in it; may be absent. */
    public static Path shared(final String path) {
        return shared().resolve(path);
    }

    /** Shared scenes whose geometry is most of their work; those that are there. */
    static List<Path> meshHeavy() {
        return Stream.of(kitchen(), shared("dream-apartment", "dream-apartment-plain.glb"),
            shared("bunny-army", "bunny-army.glb"), shared("stanford-bunny", "bunny-plain.glb")).filter(Files::exists)
            .toList();
    }

    /** What belongs to a reference picture; may be absent. */
    public static Path reference(final String file) {
        return shared().resolve("reference").resolve(file);
    }

    /** The kitchen, seen from inside and lit by its own lamps; scene and view. */
    static List<String> kitchenArgs() {
        final Path view = ROOT.resolve(Path.of("bench", "src", "main", "views", "kitchen.json"));
        return List.of(kitchen().toString(), "--view", view.toString());
    }

    /** A file of the repository. */
    static Path file(final Path below) {
        return ROOT.resolve(below);
    }

    /** UMBEL_SHARED, or the nearest folder of that name beside the repository or above it. */
    private static Path shared() {
        final String named = System.getenv("UMBEL_SHARED");
        if (named != null) {
            return Path.of(named);
        }
        final Path root = ROOT.toAbsolutePath().normalize();
        for (Path folder = root.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared").resolve("scenes"))) {
                return folder.resolve("shared");
            }
        }
        return root.resolveSibling("shared");
    }

    /** One of the repository's scripts. */
    public static Path script(final String name) {
        return ROOT.toAbsolutePath().resolve("scripts").resolve(name);
    }

    /** The repository. */
    public static Path root() {
        return ROOT;
    }

    /** Where the figures go. */
    public static Path out() {
        return Path.of("out", "bench");
    }
}
