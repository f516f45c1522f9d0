package org.umbel.node.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IdlePolicyTest {
    private static final double OWN = 0.5;
    private static final double BUSY = OWN + IdlePolicy.BUSY_LOAD;
    private static final double QUIET = OWN + IdlePolicy.IDLE_LOAD / 2;
    private static final double BETWEEN = OWN + (IdlePolicy.IDLE_LOAD + IdlePolicy.BUSY_LOAD) / 2;
    private static final long BEGIN_NS = -3;

    private final IdlePolicy policy = new IdlePolicy();

    private boolean at(final double system, final long ns) {
        return policy.at(system, OWN, BEGIN_NS + ns);
    }

    @Test
    void shouldRenderWhateverItUsesItself() {
        assertThat(policy.at(1, 1, 0)).isTrue();
        assertThat(policy.at(1, 1, 10 * IdlePolicy.IDLE_NS)).isTrue();
    }

    @Test
    void shouldGiveWayOnceOthersHaveBeenBusyForAWhile() {
        assertThat(at(BUSY, 0)).isTrue();
        assertThat(at(BUSY, IdlePolicy.BUSY_NS - 1)).isTrue();
        assertThat(at(BUSY, IdlePolicy.BUSY_NS)).isFalse();
    }

    @Test
    void shouldNotMindAShortBurst() {
        at(BUSY, 0);
        at(QUIET, IdlePolicy.BUSY_NS / 2);
        assertThat(at(BUSY, IdlePolicy.BUSY_NS)).isTrue();
        assertThat(at(BUSY, 2 * IdlePolicy.BUSY_NS - 1)).isTrue();
    }

    @Test
    void shouldComeBackOnlyAfterALongerQuiet() {
        at(BUSY, 0);
        at(BUSY, IdlePolicy.BUSY_NS);
        final long quietNs = 2 * IdlePolicy.BUSY_NS;
        assertThat(at(QUIET, quietNs)).isFalse();
        assertThat(at(BETWEEN, quietNs + IdlePolicy.IDLE_NS / 2)).as("not quiet any more").isFalse();
        assertThat(at(QUIET, quietNs + IdlePolicy.IDLE_NS)).isFalse();
        assertThat(at(QUIET, quietNs + 2 * IdlePolicy.IDLE_NS - 1)).isFalse();
        assertThat(at(QUIET, quietNs + 2 * IdlePolicy.IDLE_NS)).isTrue();
    }

    @Test
    void shouldStayAsItIsBetweenTheTwoLoads() {
        for (int i = 0; i < 100; i++) {
            assertThat(at(BETWEEN, i * IdlePolicy.BUSY_NS)).isTrue();
        }
        at(BUSY, 100 * IdlePolicy.BUSY_NS);
        at(BUSY, 101 * IdlePolicy.BUSY_NS);
        for (int i = 102; i < 200; i++) {
            assertThat(at(BETWEEN, i * IdlePolicy.BUSY_NS)).isFalse();
        }
    }

    @Test
    void shouldChangeNothingWhenTheLoadIsUnknown() {
        assertThat(policy.at(-1, 0, 0)).isTrue();
        assertThat(policy.at(Double.NaN, 0, 1)).isTrue();
        assertThat(policy.at(1, -1, 2)).isTrue();
    }
}
