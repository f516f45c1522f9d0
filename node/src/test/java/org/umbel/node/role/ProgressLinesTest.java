package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ProgressLines lines = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void shouldTellTheFirstWorkEachPercentAndTheEnd() {
        lines.at(0, 1000, 0);
        lines.at(1, 1000, SECOND_NS);
        lines.at(2, 1000, 2 * SECOND_NS);
        lines.at(375, 1000, 3 * SECOND_NS);
        lines.at(1000, 1000, 3 * SECOND_NS + 1);
        lines.at(1000, 1000, 4 * SECOND_NS);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly(
            "progress 0.1% (1/1000 tile-samples)", "progress 37.5% (375/1000 tile-samples)",
            "progress 100.0% (1000/1000 tile-samples)");
    }

    @Test
    void shouldNotTellMoreThanTenLinesASecond() {
        for (int i = 1; i <= 500; i++) {
            lines.at(i, 1000, SECOND_NS + i);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }
}
