package org.umbel.bench.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java file of the repository.
 *
 * @param path  below the root, with slashes on every system
 * @param lines its text
 */
record Source(String path, List<String> lines) {
    private static final Path ROOT = Path.of(System.getenv("UMBEL_ROOT"));

    static Source of(final String path, final String text) {
        return new Source(path, text.lines().toList());
    }

    /** Those of every module, but not the generated ones. */
    static List<Source> all() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src")).filter(Files::isDirectory).flatMap(Source::below)
                .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Source> below(final Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().map(Source::read).toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(final Path file) {
        try {
            return new Source(ROOT.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isMain() {
        return path.contains("/src/main/java/");
    }

    boolean isTest() {
        return path.contains("/src/test/java/");
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Without folder and extension. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    String text() {
        return String.join("\n", lines);
    }

    /** Whether a line holds nothing but a comment. */
    boolean isComment(final int line) {
        return lines.get(line).matches("\\s*(/\\*|\\*|//).*");
    }
}
