package org.umbel.node.importer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Resolves the URIs of a scene: data URIs, and files inside the scene's own folder. Nothing else, ever. */
final class SceneFolder {
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final int SHOWN_CHARS_MAX = 80;
    /** No system takes longer ones, and a path of many steps takes the JDK long to shorten. */
    private static final int NAME_CHARS_MAX = 4096;

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
                "the scene needs this file beside it: " + shown(String.valueOf(file.getFileName())));
        } catch (final IOException e) {
            throw new Refusal(path, "\"" + shown(uri) + "\" cannot be read: " + e.getMessage());
        }
    }

    /** The first of a URI's meanings that is a file, or anything else that exists. */
    private Path inside(final String uri, final String path) {
        if (uri.isEmpty()) {
            throw new Refusal(path, "is empty: the name of a file beside the scene is expected");
        }
        if (uri.length() > NAME_CHARS_MAX) {
            throw new Refusal(path, "\"" + shown(uri) + "\" is too long for the name of a file");
        }
        String unusable = "";
        for (final String name : names(uri)) {
            try {
                final Path file = folder.resolve(name).normalize();
                final boolean exists = file.toFile().exists();
                // Where the file exists, its real place decides: a symbolic link could lead out.
                if (!file.startsWith(folder.normalize())
                    || exists && !file.toRealPath().startsWith(folder.toRealPath())) {
                    throw new Refusal(path, "\"" + shown(uri) + "\" lies outside the scene's folder",
                        "put the file into the scene's folder");
                }
                if (exists) {
                    return file;
                }
            } catch (final InvalidPathException | IOException e) {
                unusable = e instanceof InvalidPathException ? "not a file name" : String.valueOf(e.getMessage());
            }
        }
        if (!unusable.isEmpty()) {
            throw new Refusal(path, "\"" + shown(uri) + "\" is malformed: " + shown(unusable));
        }
        throw new Refusal(path, "\"" + shown(uri) + "\": there is no such file",
            "the scene needs this file beside it: " + shown(names(uri).getFirst()));
    }

    /**
     * What file a URI may mean, the likeliest first: its escapes resolved as the standard has it; as it stands, since
     * some write names and no URIs; without query and fragment; and each of them with the separators of Windows.
     */
    private static List<String> names(final String uri) {
        final String whole = unescaped(uri);
        final Set<String> names = new LinkedHashSet<>(List.of(whole, uri, unescaped(uri.split("[?#]", 2)[0])));
        List.copyOf(names).forEach(name -> names.add(name.replace('\\', '/')));
        names.remove("");
        return List.copyOf(names);
    }

    /** Percent escapes resolved, or the text itself when there are malformed ones. */
    private static String unescaped(final String uri) {
        try {
            // URLDecoder is for forms, where + is a space; in a URI it is a plus.
            return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return uri;
        }
    }

    private MemorySegment data(final String uri, final String path) {
        final int comma = uri.indexOf(',');
        if (comma < 0 || !uri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw new Refusal(path, "a data URI without base64 data");
        }
        budget.take(2L * uri.length(), path);
        try {
            return MemorySegment.ofArray(Base64.getDecoder().decode(unescaped(uri.substring(comma + 1))));
        } catch (final IllegalArgumentException e) {
            throw new Refusal(path, "a data URI with malformed base64: " + e.getMessage());
        }
    }

    private static String shown(final String uri) {
        return uri.length() <= SHOWN_CHARS_MAX ? uri : uri.substring(0, SHOWN_CHARS_MAX) + "...";
    }
}
