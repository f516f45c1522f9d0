package org.umbel.node.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a user's caches lie. Asks for the places, not for the name of the system, so that each is found anywhere. */
public final class CachePlace {
    private static final String NAME = "umbel";

    private CachePlace() {}

    /** Umbel's own folder for this user; it need not be there. */
    public static Path umbel() {
        return umbel(System.getenv(), System.getProperty("user.home"));
    }

    /**
     * The folder {@code umbel} in {@code XDG_CACHE_HOME} if that names an absolute path (the XDG base directory
     * specification), else in {@code LOCALAPPDATA}, which Windows sets, else in {@code ~/Library/Caches} where there is
     * one, as on macOS, else in {@code ~/.cache}.
     *
     * @param env  the process's environment
     * @param home the user's own folder
     */
    public static Path umbel(final Map<String, String> env, final String home) {
        for (final String variable : new String[] {"XDG_CACHE_HOME", "LOCALAPPDATA"}) {
            final String folder = env.getOrDefault(variable, "");
            if (!folder.isEmpty() && Path.of(folder).isAbsolute()) {
                return Path.of(folder, NAME);
            }
        }
        final Path library = Path.of(home, "Library", "Caches");
        return (Files.isDirectory(library) ? library : Path.of(home, ".cache")).resolve(NAME);
    }

    /** Where blocks are kept unless somebody names another folder. */
    public static Path blocks() {
        return umbel().resolve("blocks");
    }
}
