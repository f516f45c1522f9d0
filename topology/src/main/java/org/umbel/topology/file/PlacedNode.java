package org.umbel.topology.file;

import java.util.Optional;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.Problem;

/**
 * A node with the place where it was written.
 *
 * @param spec    as read; where the text is wrong, something harmless
 * @param isSound whether nothing is wrong with its own text
 * @param place   its entry
 * @param parent  where its parent is named, when an including file does so instead of the entry itself
 */
record PlacedNode(NodeSpec spec, boolean isSound, Place place, Optional<Place> parent) {
    /** A JSON pointer into a file. */
    record Place(YamlText text, String pointer) {
        Problem problem(final String message, final String hint) {
            return text.problem(pointer, message, hint);
        }
    }

    Problem problem(final String field, final String message, final String hint) {
        if (parent.isPresent() && field.equals("parent")) {
            return parent.get().problem(message, hint);
        }
        return place.text.problem(place.pointer + (field.isEmpty() ? "" : "/" + field), message, hint);
    }

    /** A mistake of the list in which the node stands. */
    Problem listProblem(final String message, final String hint) {
        return place.text.problem(place.pointer.substring(0, place.pointer.lastIndexOf('/')), message, hint);
    }

    /** The same under another name, below the parent that its own file names. */
    PlacedNode renamed(final String prefix) {
        return new PlacedNode(spec.moved(prefix + spec.name(), spec.parent().map(p -> prefix + p)), isSound,
            place,
            parent);
    }

    /** The same under another name, below a parent that the including file names. */
    PlacedNode grafted(final String prefix, final String under, final Place said) {
        return new PlacedNode(spec.moved(prefix + spec.name(), Optional.of(under)), isSound, place,
            Optional.of(said));
    }
}
