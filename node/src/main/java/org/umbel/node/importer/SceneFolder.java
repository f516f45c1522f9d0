package org.umbel.node.importer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Resolves the URIs of a scene: data URIs, and files inside the scene's own folder. Nothing else, ever. */
final class SceneFolder {
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final int SHOWN_CHARS_MAX = 80;

    private final Path folder;
    private final Arena arena;
    private final MemoryBudget budget;

    SceneFolder(final Path sceneFile, final Arena arena, final MemoryBudget budget) {
        final Path parent = sceneFile.toAbsolutePath().getParent();
        this.folder = parent == null ? sceneFile.toAbsolutePath().getRoot() : parent;
        this.arena = arena;
        this.budget = budget;
    }

    /**
     * The bytes behind a URI, valid as long as the arena.
     *
     * @throws Refusal when it is malformed, missing, or outside the folder
     */
    MemorySegment resolve(final String uri, final String path) {
        if (uri.regionMatches(true, 0, "data:", 0, 5)) {
            return data(uri, path);
        }
        if (SCHEME.matcher(uri).matches()) {
            throw new Refusal(path, "\"" + shown(uri) + "\" is not a file beside the scene",
                "download it into the scene's folder and name it by a relative URI");
        }
        final Path file = inside(uri, path);
        try {
            return GltfContainer.map(file, arena);
        } catch (final Refusal e) {
            throw new Refusal(path, "\"" + shown(uri) + "\": " + e.getMessage(),
                "the scene needs this file beside it: " + file.getFileName());
        } catch (final IOException e) {
            throw new Refusal(path, "\"" + shown(uri) + "\" cannot be read: " + e.getMessage());
        }
    }

    private Path inside(final String uri, final String path) {
        try {
            // URLDecoder is for forms, where + is a space; in a URI it is a plus.
            final String name = URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
            final Path file = folder.resolve(name).normalize();
            final boolean lexically = file.startsWith(folder.normalize()) && !name.isEmpty();
            // A symbolic link could still lead out: where the file exists, its real place decides.
            if (lexically && (!file.toFile().exists() || file.toRealPath().startsWith(folder.toRealPath()))) {
                return file;
            }
        } catch (final IllegalArgumentException | IOException e) {
            final String why = e instanceof InvalidPathException ? "not a file name" : e.getMessage();
            throw new Refusal(path, "\"" + shown(uri) + "\" is malformed: " + why);
        }
        throw new Refusal(path, "\"" + shown(uri) + "\" lies outside the scene's folder",
            "put the file into the scene's folder");
    }

    private MemorySegment data(final String uri, final String path) {
        final int comma = uri.indexOf(',');
        if (comma < 0 || !uri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw new Refusal(path, "a data URI without base64 data");
        }
        budget.take(2L * uri.length(), path);
        try {
            return MemorySegment.ofArray(Base64.getDecoder().decode(uri.substring(comma + 1)));
        } catch (final IllegalArgumentException e) {
            throw new Refusal(path, "a data URI with malformed base64: " + e.getMessage());
        }
    }

    private static String shown(final String uri) {
        return uri.length() <= SHOWN_CHARS_MAX ? uri : uri.substring(0, SHOWN_CHARS_MAX) + "...";
    }
}
