package org.umbel.node.importer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Scene;

/**
 * What an importer made of a file.
 *
 * @param scene  with the file's lights, or a neutral sky when it has neither lights nor emission above 1
 * @param camera the file's first camera in scene order
 * @param notes  what was left out or replaced, a sentence each, for people
 */
public record Imported(Scene scene, Optional<Camera> camera, List<String> notes) {
    public Imported {
        notes = List.copyOf(notes);
    }

    /** The same with more notes. */
    Imported with(final List<String> more) {
        return more.isEmpty() ? this
            : new Imported(scene, camera, Stream.concat(notes.stream(), more.stream()).toList());
    }
}
