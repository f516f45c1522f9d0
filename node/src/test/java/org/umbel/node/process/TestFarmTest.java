package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Machines that meet on a network: scripts/testfarm makes one of namespaces, for who may. */
@Timeout(300)
final class TestFarmTest {
    private static final int SAMPLES = 64;
    private static final Path ROOT = Path.of(System.getenv("UMBEL_ROOT"));
    private static final Pattern NAME = Pattern.compile("testfarm: (umbel-[0-9a-f]{8})-1 to");
    private static final Pattern HASH = Pattern.compile("\"pixelsSha256\":\"[0-9a-f]{64}\"");
    /** What testfarm exits with when the machine or its rights do not suffice. */
    private static final int NOT_HERE = 3;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process testfarm(final int count, final String command) throws IOException {
        return testfarm(List.of(Integer.toString(count)), command);
    }

    private Process testfarm(final List<String> options, final String command) throws IOException {
        final List<String> words = new ArrayList<>(List.of(ROOT.resolve("scripts").resolve("testfarm").toString()));
        words.addAll(options);
        words.addAll(List.of("--", "bash", "-c", command));
        final Process process = new ProcessBuilder(words).start();
        processes.add(process);
        return process;
    }

    /** Of FarmProbe.EACH each: how many came unicast, how many multicast, how many to mDNS's group. */
    private List<Integer> arrived(final String... options) throws IOException, InterruptedException {
        final List<String> all = new ArrayList<>(List.of(options));
        all.add("2");
        final String probe = String.join(" ", NodeProcess.java(FarmProbe.class));
        final Process farm = testfarm(all, """
            if [ "$UMBEL_INDEX" = 1 ]; then
              exec %1$s count $UMBEL_ADDRESS
            fi
            exec %1$s send $UMBEL_ADDRESS 10.231.0.1
            """.formatted(probe));
        name(farm);
        final List<String> lines = farm.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(farm.waitFor()).isZero();
        assertThat(lines).singleElement().asString().startsWith("arrived ");
        return Arrays.stream(lines.getFirst().split(" ")).skip(1).map(Integer::valueOf).toList();
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
    void shouldSendTheSceneToAllOnANetworkThatCarriesMulticast() throws IOException, InterruptedException {
        assertThat(saidWhileRendering()).contains("leaf-2 hears what is sent to all",
            "leaf-3 hears what is sent to all");
    }

    @Test
    void shouldSendEachItsOwnCopyWhereMulticastDoesNotArrive() throws IOException, InterruptedException {
        assertThat(saidWhileRendering("--no-multicast")).contains("leaf-2 is sent its own copy of each block: "
            + "multicast does not reach it", "leaf-3 is sent its own copy of each block: multicast does not reach it");
    }

    /** What a client says that renders with two leaves which it knows; the picture is what it always is. */
    private String saidWhileRendering(final String... options) throws IOException, InterruptedException {
        final String node = String.join(" ", NodeProcess.java()) + " --bind $UMBEL_ADDRESS --insecure --no-discovery";
        final List<String> all = new ArrayList<>(List.of(options));
        all.add("3");
        // the picture waits for both: they have said whether they hear when the second is linked for a second or so
        final Process farm = testfarm(all, """
            if [ "$UMBEL_INDEX" = 1 ]; then
              exec %s --name client --listen 7400 --threads 0 %s 2>&1
            fi
            exec %s --role=leaf --name leaf-$UMBEL_INDEX --parent 10.231.0.1:7400 --threads 1 --duty 20 --no-cache
            """.formatted(node, String.join(" ", Tree.picture(SAMPLES)), node.replace("--bind $UMBEL_ADDRESS ", "")));
        name(farm);
        final String said = String.join("\n", farm.inputReader(StandardCharsets.UTF_8).lines().toList());
        assertThat(farm.waitFor()).isZero();
        assertThat(said).contains(Tree.hashAlone(SAMPLES));
        return said;
    }

    @Test
    void shouldSayThatLargePacketsDoNotPassAndGoOnWithSmallerOnes() throws IOException, InterruptedException {
        final String found = saidWherePacketsAreSmall("");
        // first the scene does not come to the leaf, and then its sums do not come back
        assertThat(found).contains("umbel: BLOCK to 10.231.0.2:", "umbel: REPORT to 10.231.0.1:")
            .contains(
                "packets of 1,436 bytes do not pass this path. None of more than 1,180 is sent there from now on");
        final String told = saidWherePacketsAreSmall("--mtu 1100");
        assertThat(told).doesNotContain("do not pass");
        assertThat(hash(told)).isEqualTo(hash(found));
    }

    /** What both sides of a picture of the helmet say when packets of more than 1,200 bytes are lost in silence. */
    private String saidWherePacketsAreSmall(final String more) throws IOException, InterruptedException {
        final String node = String.join(" ", NodeProcess.java()) + " --insecure --no-discovery " + more;
        final Process farm = testfarm(List.of("--largest", "1200", "2"), """
            if [ "$UMBEL_INDEX" = 1 ]; then
              exec %1$s --name client --role=client %2$s --listen 7400 --bind $UMBEL_ADDRESS --threads 0 --json \
                --size 64x48 --spp 16 2>&1
            fi
            exec %1$s --role=leaf --name leaf --parent 10.231.0.1:7400 --threads 1 --no-cache 2>&1
            """.formatted(node, ROOT.resolve("scenes/flight-helmet/FlightHelmet.gltf")));
        name(farm);
        final String said = String.join("\n", farm.inputReader(StandardCharsets.UTF_8).lines().toList());
        assertThat(farm.waitFor()).as(said).isZero();
        return said;
    }

    private static String hash(final String said) {
        final Matcher matcher = HASH.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher.group();
    }

    @Test
    void shouldKeepMulticastFromArrivingButNothingElseWhenAskedTo() throws IOException, InterruptedException {
        assertThat(arrived("--no-multicast")).containsExactly(FarmProbe.EACH, 0, FarmProbe.EACH);
    }

    @Test
    void shouldLetMulticastArrive() throws IOException, InterruptedException {
        assertThat(arrived()).containsExactly(FarmProbe.EACH, FarmProbe.EACH, FarmProbe.EACH);
    }

    @Test
    void shouldLoseTheShareThatItIsToldTo() throws IOException, InterruptedException {
        // 300 of 6,000 are lost, give or take six standard deviations of 17
        final int sent = 3 * FarmProbe.EACH;
        assertThat(arrived("--loss", "5").stream().mapToInt(Integer::intValue).sum())
            .isBetween(sent - 402, sent - 198);
    }

    @Test
    void shouldLoseWhatIsMoreThanTheRateAndAShortQueue() throws IOException, InterruptedException {
        // a batch of 25,000 bytes is sent at once; 2 Mbit/s carry and queue about 8,000 of them
        assertThat(arrived("--rate", "2")).allSatisfy(count -> assertThat(count).isBetween(1, FarmProbe.EACH * 3 / 4));
    }

    @Test
    void shouldLoseWhatIsLargerThanItIsTold() throws IOException, InterruptedException {
        // a datagram of FarmProbe and its headers are 1,028 bytes
        assertThat(arrived("--largest", "1027")).containsExactly(0, 0, 0);
        assertThat(arrived("--largest", "1028")).containsExactly(FarmProbe.EACH, FarmProbe.EACH, FarmProbe.EACH);
    }

    @Test
    void shouldLetAMachineReachOnlyItsNeighboursInAChain(@TempDir final Path folder)
        throws IOException, InterruptedException {
        // refused by who is there, and no route to who is not
        final Path done = folder.resolve("done");
        final Process farm = testfarm(List.of("--nets", "1,2/2,3", "3"), """
            export LC_ALL=C
            reach() {
              if (: < /dev/tcp/10.231.0.$1/9) 2>&1 | grep -q refused; then echo "$UMBEL_INDEX reaches $1"; fi
            }
            case $UMBEL_INDEX in
              1) reach 2; reach 3; until [ -e %1$s ]; do sleep 0.1; done ;;
              2) reach 1; reach 3; touch %1$s ;;
            esac
            """.formatted(done));
        name(farm);
        assertThat(farm.inputReader(StandardCharsets.UTF_8).lines().toList())
            .containsExactlyInAnyOrder("1 reaches 2", "2 reaches 1", "2 reaches 3");
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
