package org.umbel.bench.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What CONTRIBUTING.md asks of a Java file and a machine can see, each rule with a file that breaks it. */
enum StyleRule {
    PACKAGES_ARE_NOUNS_OF_THE_FIELD(Map.of(),
        source -> source.folder().matches(".*/(utils?|impl|commons?|managers?|helpers?|misc)(/.*)?")
            ? List.of("a package of that name takes anything") : List.of(),
        "relay/src/main/java/org/umbel/relay/util/Thing.java", "final class Thing {}"),

    FILES_ARE_SHORT(Map.of("codec/src/main/java/org/umbel/codec/wire/MessageDecoder.java",
        "every message has its few lines, and all of them belong together"),
        source -> source.lines().size() > 400 ? List.of(source.lines().size() + " lines, at most 400") : List.of(),
        "relay/src/main/java/org/umbel/relay/Long.java", "final class Long {\n" + "\n".repeat(400) + "}"),

    LINES_FIT(Map.of(),
        source -> where(source,
            i -> source.lines().get(i).length() > 120 && !source.lines().get(i).startsWith("import "),
            "more than 120 characters"),
        "relay/src/main/java/org/umbel/relay/Wide.java", "// " + "wide ".repeat(30)),

    CLASSES_ARE_FINAL(Map.of("bench/src/main/java/org/umbel/bench/TraversalJmh.java", "JMH extends it"),
        source -> source.isMain() ? matching(source, "^(public )?class ", "neither final, sealed nor abstract")
            : List.of(),
        "relay/src/main/java/org/umbel/relay/Open.java", "public class Open {}"),

    ACCESSORS_HAVE_NO_GET(Map.of(),
        source -> where(source,
            i -> source.isMain() && source.lines().get(i).matches("\\s+[\\w<>\\[\\], .@?]+ get[A-Z]\\w*\\(\\).*")
                && !source.lines().get(i).contains("return") && !overrides(source, i),
            "port(), not getPort()"),
        "relay/src/main/java/org/umbel/relay/Bean.java", "final class Bean {\n    public int getPort() {\n    }\n}"),

    TASKS_HAVE_AN_ISSUE(Map.of(),
        source -> matching(source, "\\b(TODO|FIXME|XXX)\\b(?!.*(#|issue )\\d)", "without the number of an issue"),
        "relay/src/main/java/org/umbel/relay/Later.java", "// TODO later"),

    TESTS_DO_NOT_SLEEP(Map.of(),
        source -> source.isTest() ? matching(source, "(Thread|TimeUnit\\.\\w+)\\.sleep\\(",
            "a test waits for what it expects, or advances the time") : List.of(),
        "relay/src/test/java/org/umbel/relay/LazyTest.java", "        Thread.sleep(100);"),

    TESTS_SAY_WHAT_SHOULD_BE(Map.of(), StyleRule::misnamedTests,
        "relay/src/test/java/org/umbel/relay/TaleTest.java", "    @Test\n    void works() {"),

    TESTS_ARE_NAMED_AFTER_WHAT_THEY_TEST(Map.of(
        "relay/src/test/java/org/umbel/relay/sim/TreeScenario.java", "its subclasses are the tests"),
        source -> source.isTest() && !source.name().endsWith("Test") && source.text().contains("    @Test\n")
            ? List.of("has tests, and is not named ...Test: they do not run") : List.of(),
        "relay/src/test/java/org/umbel/relay/Trials.java", "    @Test\n    void shouldRun() {"),

    CODE_IS_FOR_EVERY_SYSTEM(Map.of(
        "bench/src/main/java/org/umbel/bench/Memory.java", "a bench; other systems answer NaN",
        "bench/src/main/java/org/umbel/bench/ImportTrial.java", "a bench; other systems answer NaN",
        "bench/src/main/java/org/umbel/bench/CalibrateBench.java", "says where it measured",
        "bench/src/main/java/org/umbel/bench/DiscoveryBench.java", "network namespaces are Linux's",
        "bench/src/main/java/org/umbel/bench/TestFarm.java", "network namespaces are Linux's",
        "node/src/main/java/org/umbel/node/process/NodeProcess.java", "tests and benches pause a node by signals",
        "relay/src/main/java/org/umbel/relay/aeron/DriverFolder.java",
        "memory where there is such a folder, else disk"),
        source -> source.isMain() ? where(source, i -> !source.isComment(i) && isForOneSystem(source.lines().get(i)),
            "for one system only") : List.of(),
        "relay/src/main/java/org/umbel/relay/Linux.java", "        Files.readString(Path.of(\"/proc/self/stat\"));");

    private static final Pattern FOR_ONE_SYSTEM = Pattern.compile(
        "\"/(proc|dev|sys|tmp|bin|etc)\\b|\"(ba)?sh\"|\"kill\"|\"SIG[A-Z]|sun\\.misc|jdk\\.internal|\"os\\.name");

    private final Map<String, String> exceptions;
    private final Function<Source, List<String>> offences;
    private final Source broken;

    /** @param exceptions path and reason */
    StyleRule(final Map<String, String> exceptions, final Function<Source, List<String>> offences,
              final String brokenPath, final String brokenText) {
        this.exceptions = exceptions;
        this.offences = offences;
        this.broken = Source.of(brokenPath, brokenText);
    }

    /** Files that are let off. */
    Map<String, String> exceptions() {
        return exceptions;
    }

    /** A file that does not keep to the rule. */
    Source broken() {
        return broken;
    }

    /** Where and how a file breaks the rule, exception or not. */
    List<String> offences(final Source source) {
        return offences.apply(source).stream().map(offence -> source.path() + ":" + offence).toList();
    }

    private static boolean isForOneSystem(final String line) {
        return FOR_ONE_SYSTEM.matcher(line).find();
    }

    private static List<String> matching(final Source source, final String regex, final String offence) {
        final Pattern pattern = Pattern.compile(regex);
        return where(source, i -> pattern.matcher(source.lines().get(i)).find(), offence);
    }

    private static List<String> where(final Source source, final IntPredicate isWrong,
                                      final String offence) {
        return IntStream.range(0, source.lines().size()).filter(isWrong)
            .mapToObj(i -> i + 1 + ": " + offence + ": " + source.lines().get(i).strip()).toList();
    }

    private static boolean overrides(final Source source, final int line) {
        return line > 0 && source.lines().get(line - 1).strip().startsWith("@Override");
    }

    private static List<String> misnamedTests(final Source source) {
        final List<String> found = new ArrayList<>();
        boolean isTest = false;
        for (int i = 0; i < source.lines().size(); i++) {
            final String line = source.isComment(i) ? "" : source.lines().get(i).strip();
            isTest |= Stream.of("@Test", "@ParameterizedTest", "@RepeatedTest").anyMatch(line::startsWith);
            if (isTest && line.contains("void ")) {
                isTest = false;
                if (!line.matches(".*\\bvoid should[A-Z]\\w*\\(.*")) {
                    found.add(i + 1 + ": shouldVerbWhenCondition: " + line);
                }
            }
        }
        return found;
    }
}
