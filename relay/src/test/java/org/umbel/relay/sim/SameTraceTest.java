package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Invariant 22 across processes: hash codes of identity and salted collections are others in each of them. */
class SameTraceTest {
    private static final String[] SEEDS = {"--seed", "5", "--seeds", "12"};
    private static final Pattern TRACE_HASH = Pattern.compile("\"traceHash\":\"([0-9a-f]{16})\"");

    @Test
    void shouldLeaveSameTraceWhenProcessIsAnother() throws IOException {
        final ByteArrayOutputStream here = new ByteArrayOutputStream();
        Simulation.run(SEEDS, new PrintStream(here, true, StandardCharsets.UTF_8));
        assertThat(traceHash(other())).isEqualTo(traceHash(here.toString(StandardCharsets.UTF_8)));
    }

    private static String other() throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-agent") && !argument.startsWith("-javaagent"))
            .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SameTraceTest.class.getName()));
        final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The other process. */
    public static void main(final String[] args) {
        Simulation.run(SEEDS, System.out);
    }

    private static String traceHash(final String output) {
        final Matcher matcher = TRACE_HASH.matcher(output);
        assertThat(matcher.find()).as("a trace hash in: " + output).isTrue();
        return matcher.group(1);
    }
}
