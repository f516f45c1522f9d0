package org.umbel.node.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files of the page: those named here, and no others. */
final class PageFiles {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> CONTENT_TYPES = Map.ofEntries(
        Map.entry("index.html", "text/html; charset=utf-8"),
        Map.entry("page.css", "text/css; charset=utf-8"),
        Map.entry("umbel.svg", "image/svg+xml"),
        Map.entry("page.js", SCRIPT),
        Map.entry("connection.js", SCRIPT),
        Map.entry("frame.js", SCRIPT),
        Map.entry("canvas.js", SCRIPT),
        Map.entry("camera.js", SCRIPT),
        Map.entry("controls.js", SCRIPT),
        Map.entry("figures.js", SCRIPT),
        Map.entry("tree.js", SCRIPT));

    private PageFiles() {}

    /**
     * A file of the page.
     *
     * @param contentType MIME type
     * @param bytes       its content
     */
    record PageFile(String contentType, byte[] bytes) {}

    /** The file at a path of the address, if there is one. */
    static Optional<PageFile> at(final String path) {
        final String name = "/".equals(path) ? "index.html" : path == null || path.isEmpty() ? "" : path.substring(1);
        final String contentType = CONTENT_TYPES.get(name);
        if (contentType == null) {
            return Optional.empty();
        }
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + name);
            }
            return Optional.of(new PageFile(contentType, in.readAllBytes()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
