package org.umbel.bench.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbel.bench.Scenes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scene of the gallery.
 *
 * @param file       below the shared scenes, or below the repository's own
 * @param credit     who made it, and where it is from
 * @param licence    of the scene, and so of a picture of it
 * @param view       name of a file in bench/src/main/views; none: as the client frames it
 * @param samples    a pixel; 0: as many as others
 * @param exposureEv stops
 * @param shows      what it is here for
 * @param wrong      what is not as its author meant it; empty: nothing that we know of
 */
record GalleryEntry(String file, String credit, String licence, Optional<Path> view, int samples,
                    double exposureEv, String shows, String wrong) {
    /** Pictures of these may be copied, with credit. */
    private static final Set<String> SHOWN = Set.of("CC0", "CC-BY 3.0", "CC-BY 4.0", "MIT", "Apache-2.0");

    /** The scenes that the repository lists, in their order. */
    static List<GalleryEntry> all() throws IOException {
        final List<GalleryEntry> entries = new ArrayList<>();
        for (final JsonNode node : JsonMapper.builder().build().readTree(Files.readString(file("gallery.json")))) {
            entries.add(new GalleryEntry(node.required("file").asString(), node.required("credit").asString(),
                node.required("licence").asString(), view(node.path("view").asString("")),
                node.path("samples").asInt(0), node.path("exposure").asDouble(0), node.required("shows").asString(),
                node.required("wrong").asString()));
        }
        return entries;
    }

    /** What the page is made of. */
    static Path file(final String name) {
        return Scenes.root().resolve(Path.of("bench", "src", "main", "gallery", name));
    }

    private static Optional<Path> view(final String name) {
        return name.isEmpty() ? Optional.empty()
            : Optional.of(Scenes.root().resolve(name.contains("/") ? Path.of(name)
                : Path.of("bench", "src", "main", "views", name)));
    }

    /** The repository's own scene of that name, or the shared one. */
    Path path() {
        final Path own = Scenes.root().resolve("scenes").resolve(file);
        return Files.exists(own) ? own : Scenes.shared("scenes/" + file);
    }

    /** Whether its licence lets a picture of it be shown here. */
    boolean isShown() {
        return SHOWN.contains(licence);
    }
}
