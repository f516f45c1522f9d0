package org.umbel.bench.picture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.umbel.bench.Scenes;
import org.umbel.codec.scene.Scene;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A picture that Cycles made with many samples, 320x180, linear, box filter; and how far Cycles is from it with few.
 *
 * @param name    as in the shared folder
 * @param scene   with the view's lights and no others
 * @param view    where from
 * @param picture the reference
 * @param notes   its JSON
 */
record Reference(String name, Scene scene, ViewFile view, Picture picture, JsonNode notes) {
    static final int BOUNCES = 8;

    /** The files of a reference; which of them are absent. */
    static List<Path> missing(final String name) {
        final Stream<Path> files = Stream.of(Scenes.reference(name + ".json"), Scenes.reference(name + ".pfm"));
        return files.filter(file -> !Files.exists(file)).toList();
    }

    /** Reads it all; its files must be there. */
    static Reference read(final String name) {
        final Path file = Scenes.reference(name + ".json");
        final JsonNode notes = JsonMapper.builder().build().readTree(file.toFile());
        final MaterialMode mode =
            notes.required("mode").asString().toLowerCase(Locale.ROOT).equals("lambert") ? MaterialMode.LAMBERT
                : MaterialMode.GLTF;
        final ViewFile view = ViewFile.read(file);
        final Scene own = SceneImporter.load(Scenes.shared(notes.required("gltf").asString()), mode).scene();
        return new Reference(name, new Scene(own.meshes(), own.images(), own.materials(), own.instances(),
            view.lights(), view.environment()), view, PictureFiles.read(Scenes.reference(name + ".pfm")), notes);
    }

    /** relMSE of Cycles with so many samples: 4, 16 or 64. */
    double cyclesRelMse(final int samples) {
        return notes.required("cycles_error_at_spp").required(Integer.toString(samples)).required("relMSE").asDouble();
    }
}
