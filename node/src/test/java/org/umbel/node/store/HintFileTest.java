package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HintFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveToOthersWhatWasSetLast() {
        final Path file = folder.resolve("deep/hints");
        final HintFile hints = new HintFile(file, 3);
        assertThat(hints.get("a")).isEmpty();
        hints.set("a", "1");
        hints.set("b", "2");
        hints.set("a", "3");

        final HintFile others = new HintFile(file, 3);
        assertThat(others.get("a")).isEqualTo("3");
        assertThat(others.get("b")).isEqualTo("2");
        assertThat(others.get("c")).isEmpty();
    }

    /** Setting a name again makes it the newest. */
    @Test
    void shouldForgetWhatWasSetLongestAgo() throws IOException {
        final Path file = folder.resolve("hints");
        final HintFile hints = new HintFile(file, 2);
        hints.set("a", "1");
        hints.set("b", "2");
        hints.set("a", "3");
        hints.set("c", "4");

        assertThat(hints.get("b")).isEmpty();
        assertThat(Files.readAllLines(file)).containsExactly("a 3", "c 4");
    }

    @Test
    void shouldPassOverWhatItCannotRead() throws IOException {
        final Path file = folder.resolve("hints");
        Files.writeString(file, "a 1\nno value here\n\nb\nc  2\nd 4\n");
        final HintFile hints = new HintFile(file, 9);
        assertThat(hints.get("a")).isEqualTo("1");
        assertThat(hints.get("no")).isEmpty();
        assertThat(hints.get("b")).isEmpty();
        assertThat(hints.get("c")).isEmpty();
        assertThat(hints.get("d")).isEqualTo("4");

        Files.write(file, new byte[] {'a', ' ', (byte) 0xff, (byte) 0xfe, '\n'});
        assertThat(hints.get("a")).isEmpty();
        hints.set("e", "5");
        assertThat(Files.readAllLines(file)).containsExactly("e 5");
    }

    @Test
    void shouldGoOnWhereNothingCanBeWritten() throws IOException {
        final Path inTheWay = Files.writeString(folder.resolve("file"), "a 1\n");
        final HintFile hints = new HintFile(inTheWay.resolve("hints"), 2);
        hints.set("b", "2");
        assertThat(hints.get("b")).isEmpty();
        assertThat(inTheWay).hasContent("a 1");
    }
}
