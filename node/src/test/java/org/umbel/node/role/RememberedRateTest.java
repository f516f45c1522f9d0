package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RememberedRateTest {
    @TempDir
    private Path folder;

    private RememberedRate rate(final String key, final int threads) {
        return new RememberedRate(folder.resolve("deep/rates"), key, threads);
    }

    @Test
    void shouldRememberTheRateOfAThreadForTheNextRun() {
        assertThat(rate("a", 4).rate()).isZero();
        rate("a", 4).keep(1000);
        rate("b", 1).keep(7);

        assertThat(rate("a", 4).rate()).isEqualTo(1000);
        assertThat(rate("a", 2).rate()).isEqualTo(500);
        assertThat(rate("b", 1).rate()).isEqualTo(7);
        assertThat(rate("c", 1).rate()).isZero();
    }

    @Test
    void shouldWriteOnlyWhatChangedByATenth() throws IOException {
        final RememberedRate rate = rate("a", 1);
        rate.keep(1000);
        final Path file = folder.resolve("deep/rates");
        Files.delete(file);
        rate.keep(1050);
        rate.keep(0);
        assertThat(file).doesNotExist();
        rate.keep(1200);
        assertThat(rate("a", 1).rate()).isEqualTo(1200);
    }

    @Test
    void shouldTakeAnythingElseAsUnknown() throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/rates"), "x\na -3\na NaN\nb 5 6\n");
        assertThat(rate("a", 1).rate()).isZero();
        Files.writeString(folder.resolve("deep/rates"), "b 5\na many\n");
        assertThat(rate("a", 1).rate()).isZero();
        Files.delete(folder.resolve("deep/rates"));
        Files.createDirectories(folder.resolve("deep/rates"));
        rate("a", 1).keep(5);
    }

    @Test
    void shouldForgetTheOldestOfManyMachines() throws IOException {
        for (int i = 0; i < 100; i++) {
            rate("machine-" + i, 1).keep(i + 1);
        }
        assertThat(Files.readAllLines(folder.resolve("deep/rates"))).hasSize(64);
        assertThat(rate("machine-35", 1).rate()).isZero();
        assertThat(rate("machine-36", 1).rate()).isEqualTo(37);
    }

    @Test
    void shouldLieInTheUsersCacheFolder() {
        assertThat(RememberedRate.file(Map.of("XDG_CACHE_HOME", "/c"), "/h")).isEqualTo(Path.of("/c/umbel/rates"));
        assertThat(RememberedRate.file(Map.of(), "/h")).isEqualTo(Path.of("/h/.cache/umbel/rates"));
    }
}
