package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbel.relay.check.Invariant;

/** Every named scenario, a few seeds each. */
class ScenariosTest {
    private static final int SEEDS = 3;

    static Stream<String> names() {
        return Scenarios.all().stream().filter(scenario -> !scenario.isLarge()).map(Scenario::name)
            .filter(name -> !name.equals("random"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldKeepInvariantsAndExpectationsInScenario(final String name) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            final SimResult result = Scenarios.named(name).orElseThrow().run(seed);
            assertThat(result.report()).isEmpty();
            assertThat(result.checks()[Invariant.PICTURE.number()]).isPositive();
        }
    }
}
