package org.umbel.node;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds the real scenes and reference pictures that are too large for the repository. */
public final class SharedFiles {
    private SharedFiles() {}

    /** A file of the repository itself. */
    public static Path ofRepository(final String name) {
        final String root = System.getenv("UMBEL_ROOT");
        return Path.of(root == null ? ".." : root).toAbsolutePath().normalize().resolve(name);
    }

    /**
     * A shared file, from the folder named by UMBEL_SHARED, else from a folder {@code shared} beside one of
     * the repository's ancestors. Where it is missing the test is skipped, or fails with CI=true.
     */
    public static Path shared(final String name) {
        final String named = System.getenv("UMBEL_SHARED");
        if (named != null) {
            return orSkip(Path.of(named).resolve(name), name);
        }
        for (Path at = ofRepository(""); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/scenes"))) {
                return orSkip(at.resolve("shared").resolve(name), name);
            }
        }
        return orSkip(Path.of(name), name);
    }

    private static Path orSkip(final Path path, final String name) {
        if (!Files.exists(path)) {
            final String message = "the shared file " + name + " is missing: name its folder by UMBEL_SHARED";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return path;
    }
}
