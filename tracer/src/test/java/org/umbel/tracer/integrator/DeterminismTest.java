package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same pictures from every way in which a JVM may run the code: interpreted, by either compiler, with the vector
 * instructions of older processors or with none, before it is compiled and after, by one thread and by two. That
 * structures, packets and batches do not matter is shown elsewhere.
 */
@Timeout(180)
final class DeterminismTest {
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:UseAVX=1", "-XX:UseAVX=0",
        "-XX:-EnableVectorSupport"})
    void shouldMakeTheSamePicturesHoweverTheCodeIsRun(final String option) throws IOException, InterruptedException {
        assertThat(probe(option, 0)).containsExactly(DeterminismProbe.hashes());
    }

    @Test
    void shouldMakeTheSamePicturesOnceItIsCompiledAndByTwoThreads() throws IOException, InterruptedException {
        final String here = DeterminismProbe.hashes();

        assertThat(probe("-XX:+TieredCompilation", 60)).containsExactly(here, here, here);
        assertThat(here.split(" ")).doesNotHaveDuplicates();
    }

    private static List<String> probe(final String option, final int rounds) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "scripts", "jvm.args"), "-XX:+UnlockExperimentalVMOptions",
            "-XX:+UnlockDiagnosticVMOptions", "-XX:+IgnoreUnrecognizedVMOptions", option, "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DeterminismProbe.class.getName(), Integer.toString(rounds)));
        final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            final List<String> lines = said.lines().filter(line -> line.matches("[0-9a-f ]{324}")).toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
