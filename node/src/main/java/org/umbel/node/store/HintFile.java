package org.umbel.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.umbel.node.output.WholeFile;

/**
 * A small file of lines {@code name value}, neither with a space, that processes of this machine leave one another. It
 * holds hints only: what cannot be read is not there, what cannot be written is forgotten, and of two that write at
 * once one is lost.
 */
public final class HintFile {
    private final Path file;
    private final int linesMax;

    /** A file that may be absent, and how many lines it keeps: those that were set last. */
    public HintFile(final Path file, final int linesMax) {
        this.file = file;
        this.linesMax = linesMax;
    }

    /** The value of a name; empty if there is none. */
    public String get(final String name) {
        return read().getOrDefault(name, "");
    }

    /** Sets a name's value, and makes it the newest. */
    public void set(final String name, final String value) {
        final SequencedMap<String, String> lines = read();
        lines.remove(name);
        lines.put(name, value);
        while (lines.size() > linesMax) {
            lines.remove(lines.firstEntry().getKey());
        }
        final StringBuilder text = new StringBuilder();
        lines.forEach((key, kept) -> text.append(key).append(' ').append(kept).append('\n'));
        try {
            WholeFile.write(file, part -> Files.writeString(part, text));
        } catch (final IOException e) {
            forgive(e);
        }
    }

    private SequencedMap<String, String> read() {
        final LinkedHashMap<String, String> lines = new LinkedHashMap<>();
        try {
            for (final String line : Files.readAllLines(file)) {
                final String[] words = line.split(" ", -1);
                if (words.length == 2) {
                    lines.put(words[0], words[1]);
                }
            }
        } catch (final IOException e) {
            forgive(e);
        }
        return lines;
    }

    private void forgive(final IOException e) {
        System.getLogger(HintFile.class.getName()).log(System.Logger.Level.DEBUG, "no cache", e);
    }
}
