package org.umbel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FiguresTest {
    @TempDir
    private Path folder;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final Figures figures = new Figures("tree", new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void shouldPrintALineOfTheCommonFormAtOnce() {
        figures.add("bounce", 2.9, "Mrays/cpu-s", "peer", 3.4, ">=0.80", true);

        assertThat(lines()).containsExactly("{\"bench\":\"tree\",\"case\":\"bounce\",\"value\":2.900,"
            + "\"unit\":\"Mrays/cpu-s\",\"baseline\":\"peer\",\"baselineValue\":3.400,\"ratio\":0.8529,"
            + "\"goal\":\">=0.80\",\"ok\":true}");
    }

    @Test
    void shouldLeaveOutTheBaselineWhenThereIsNone() {
        figures.add("allocated", 0, "bytes/ray", "0", true);

        assertThat(lines()).containsExactly("{\"bench\":\"tree\",\"case\":\"allocated\",\"value\":0,"
            + "\"unit\":\"bytes/ray\",\"goal\":\"0\",\"ok\":true}");
    }

    @Test
    void shouldStayJsonWhateverTheNumbersAndWordsAre() {
        figures.add("a \"quoted\"\\\n", Double.NaN, "MiB", "peer", 0, "", true);

        final JsonNode line = JsonMapper.builder().build().readTree(lines()[0]);
        assertThat(line.get("case").asString()).isEqualTo("a \"quoted\"\\\n");
        assertThat(line.get("value").isNull()).isTrue();
        assertThat(line.get("ratio").isNull()).isTrue();
    }

    @Test
    void shouldSayWhyThereIsNoValueAndMissTheGoal() {
        figures.addUnmeasured("group", "of the link", ">=0.97", "it \"ended\"", false);

        assertThat(lines()).containsExactly("{\"bench\":\"tree\",\"case\":\"group\",\"value\":null,"
            + "\"unit\":\"of the link\",\"reason\":\"it \\\"ended\\\"\",\"goal\":\">=0.97\",\"ok\":false}");
        assertThat(figures.finish(new PrintStream(table, true, StandardCharsets.UTF_8), folder, "tree")).isOne();
        assertThat(table.toString(StandardCharsets.UTF_8)).contains("it \"ended\"");
    }

    @Test
    void shouldKeepFourDigitsOfLargeAndSmallNumbers() {
        figures.add("large", 123_456.75, "", "", true);
        figures.add("small", 0.000_123_456, "", "", true);

        assertThat(lines()[0]).contains("\"value\":123457,");
        assertThat(lines()[1]).contains("\"value\":0.0001235,");
    }

    @Test
    void shouldEndWithZeroAndAFileOfAllLinesWhenEveryGoalIsMet() throws IOException {
        figures.add("one", 1, "s", "", true);
        figures.add("two", 2, "s", "", true);

        assertThat(finish()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out").resolve("tree.jsonl"))).containsExactly(lines());
        assertThat(table.toString(StandardCharsets.UTF_8)).contains("one", "two").doesNotContain("MISS");
    }

    @Test
    void shouldEndWithOneWhenAnyGoalIsMissed() {
        figures.add("one", 1, "s", "<1", false);
        figures.add("two", 2, "s", "", true);

        assertThat(finish()).isEqualTo(1);
        assertThat(table.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("MISS")))
            .singleElement().asString().startsWith("one");
    }

    private int finish() {
        return figures.finish(new PrintStream(table, true, StandardCharsets.UTF_8), folder.resolve("out"), "tree");
    }

    private String[] lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
    }
}
