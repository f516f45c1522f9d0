package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Machines that meet on a network: scripts/testfarm makes one of namespaces, for who may. */
@Timeout(300)
final class TestFarmTest {
    private static final int SAMPLES = 64;
    private static final Path ROOT = Path.of(System.getenv("UMBEL_ROOT"));
    private static final Pattern NAME = Pattern.compile("testfarm: (umbel-[0-9a-f]{8})-1 to");
    /** What testfarm exits with when the machine or its rights do not suffice. */
    private static final int NOT_HERE = 3;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process testfarm(final int count, final String command) throws IOException {
        final Process process = new ProcessBuilder(ROOT.resolve("scripts").resolve("testfarm").toString(),
            Integer.toString(count), "--", "bash", "-c", command).start();
        processes.add(process);
        return process;
    }

    /** Reads on until it has said its name; not at all where there can be none. */
    private static String name(final Process farm) throws IOException, InterruptedException {
        final StringBuilder said = new StringBuilder();
        final BufferedReader reader = farm.errorReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            final Matcher matcher = NAME.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(() -> reader.lines().forEach(_ -> {}));
                return matcher.group(1);
            }
            said.append(line).append('\n');
        }
        final int status = farm.waitFor();
        if (status == NOT_HERE && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort(said.toString().strip());
        }
        return Assertions.fail("testfarm ended with " + status + ": " + said);
    }

    private static boolean isThere(final String name) throws IOException, InterruptedException {
        final Process list = new ProcessBuilder("ip", "netns", "list").start();
        final boolean isThere = list.inputReader().lines().anyMatch(line -> line.startsWith(name + "-"));
        list.waitFor();
        return isThere;
    }

    @Test
    void shouldLetAClientAndThreeLeavesMeetOnANetworkWithoutBeingTold() throws IOException, InterruptedException {
        final String node = String.join(" ", NodeProcess.java()) + " --bind $UMBEL_ADDRESS --insecure --farm-name test";
        final Process farm = testfarm(4, """
            if [ "$UMBEL_INDEX" = 1 ]; then
              exec %s --name client --threads 0 %s
            fi
            exec %s --role=leaf --name leaf-$UMBEL_INDEX --threads 1
            """.formatted(node, String.join(" ", Tree.picture(SAMPLES)), node));
        final String name = name(farm);
        final String line = farm.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(farm.waitFor(100, TimeUnit.SECONDS)).isTrue();

        assertThat(farm.exitValue()).isZero();
        final JsonNode summary = JsonMapper.shared().readTree(line);
        assertThat(Tree.hash(summary)).isEqualTo(Tree.hashAlone(SAMPLES));
        assertThat(Tree.rangesAccepted(summary, "leaf-2") + Tree.rangesAccepted(summary, "leaf-3")
            + Tree.rangesAccepted(summary, "leaf-4")).isPositive();
        assertThat(isThere(name)).isFalse();
    }

    @Test
    void shouldCleanUpAlsoWhenItIsKilled() throws IOException, InterruptedException {
        final Process farm = testfarm(2, "exec sleep 1000");
        final String name = name(farm);
        assertThat(isThere(name)).isTrue();

        farm.destroyForcibly().waitFor();

        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (isThere(name) && System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
        }
        assertThat(isThere(name)).isFalse();
    }
}
