package org.umbel.topology.file;

import java.util.Objects;
import org.umbel.topology.TreeSpec;

/**
 * A farm as its file describes it.
 *
 * @param description what people call it; may be empty
 * @param tree        its nodes, those of included farms among them
 */
public record Farm(String description, TreeSpec tree) {
    public Farm {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(tree, "tree");
    }
}
