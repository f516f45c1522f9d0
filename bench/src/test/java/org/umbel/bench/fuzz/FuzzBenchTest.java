package org.umbel.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzBenchTest {
    private static final Path ROOT = Path.of(Optional.ofNullable(System.getenv("UMBEL_ROOT")).orElse(".."));
    private static final long NO_END = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    /** A second or two each; {@code scripts/fuzz} does more. */
    @ParameterizedTest
    @CsvSource({"SCENE, 200", "CHECK, 400", "VIEW, 400", "TOPOLOGY, 200", "MESSAGE, 5000", "FOREIGN, 2"})
    void shouldTakeOrRefuseWhateverIsRead(final Reader reader, final int rounds) throws IOException {
        final FuzzBench fuzz = new FuzzBench(8420, folder);
        fuzz.addRepository(ROOT);
        final FuzzBench.Tally tally = fuzz.run(reader, rounds, NO_END);
        assertThat(tally.faults()).isEmpty();
        assertThat(tally.accepted() + tally.refused()).isEqualTo(rounds);
        if (reader != Reader.FOREIGN) {
            assertThat(tally.accepted()).as("changes are small enough to get past the first check").isPositive();
            assertThat(tally.refused()).isPositive();
        }
    }

    @Test
    void shouldChangeTheSameBytesForTheSameNumbers() {
        final byte[] text = "{\"asset\":{\"version\":\"2.0\"},\"scene\":0}".getBytes(StandardCharsets.UTF_8);
        boolean differs = false;
        for (int seed = 0; seed < 200; seed++) {
            final byte[] once = new Mutator(new Random(seed)).change(text);
            assertThat(new Mutator(new Random(seed)).change(text)).isEqualTo(once);
            differs |= !Arrays.equals(once, text);
        }
        assertThat(differs).isTrue();
        assertThat(new Mutator(new Random(1)).change(new byte[0])).isEmpty();
    }
}
