package org.umbel.topology;

import java.util.Objects;

/**
 * A user's mistake, told so that it can be mended without reading our code.
 *
 * @param file    the file as the user named it, or empty when the mistake is not in a file
 * @param line    from 1, or 0 when unknown
 * @param column  from 1, or 0 when unknown
 * @param path    place inside the document, a JSON pointer such as {@code /nodes/0/port}, or empty
 * @param message what is wrong
 * @param hint    what to do about it, or empty
 */
public record Problem(String file, int line, int column, String path, String message, String hint) {
    public Problem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line and column start at 1, 0 is unknown: " + line + ":"
                + column);
        }
    }

    /** A mistake of a whole file. */
    public static Problem of(final String file, final String message, final String hint) {
        return new Problem(file, 0, 0, "", message, hint);
    }

    /** {@code file:line:column path: message}, unknown parts left out; the hint on a line of its own. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        if (!path.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(path);
        }
        text.append(text.isEmpty() ? "" : ": ").append(message);
        if (!hint.isEmpty()) {
            text.append(System.lineSeparator()).append("    ").append(hint);
        }
        return text.toString();
    }
}
