package org.umbel.bench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every Java file keeps to {@link StyleRule}. What the compiler and the formatter see is theirs. */
final class StyleTest {
    /** All but the one that holds a breach of every rule. */
    private static final List<Source> SOURCES = Source.all().stream()
        .filter(source -> !source.name().equals(StyleRule.class.getSimpleName())).toList();

    @ParameterizedTest
    @EnumSource
    void shouldKeepToTheRule(final StyleRule rule) {
        assertThat(SOURCES).filteredOn(source -> !rule.exceptions().containsKey(source.path()))
            .flatMap(rule::offences).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindWhatBreaksTheRule(final StyleRule rule) {
        assertThat(rule.offences(rule.broken())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStillNeedEveryException(final StyleRule rule) {
        final List<String> needed = SOURCES.stream().filter(source -> !rule.offences(source).isEmpty())
            .map(Source::path).toList();

        assertThat(needed).containsAll(rule.exceptions().keySet());
    }

    @Test
    void shouldDescribeEveryPackageAndKeepItFreeOfNull() {
        final Map<String, List<Source>> packages = SOURCES.stream().filter(Source::isMain)
            .collect(Collectors.groupingBy(Source::folder));

        assertThat(packages).isNotEmpty();
        assertThat(packages).allSatisfy((folder, sources) -> assertThat(sources)
            .as("package-info.java of %s, with a description and @NullMarked", folder)
            .anyMatch(source -> source.name().equals("package-info") && source.lines().getFirst().startsWith("/**")
                && source.lines().contains("@NullMarked")));
    }
}
