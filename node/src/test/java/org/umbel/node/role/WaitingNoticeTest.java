package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingNoticeTest {
    private static final long BEGIN_NS = 1_000;
    private static final String ABSENT = "waiting for a parent";

    private final List<String> lines = new ArrayList<>();
    private final WaitingNotice notice = new WaitingNotice(lines::add);

    @Test
    void shouldSayNothingWhenThePeerComesSoon() {
        notice.update(ABSENT, BEGIN_NS);
        notice.update(ABSENT, BEGIN_NS + WaitingNotice.PATIENCE_NS - 1);
        notice.update("", BEGIN_NS + WaitingNotice.PATIENCE_NS);

        assertThat(lines).isEmpty();
    }

    @Test
    void shouldSayOnceAndAgainAMinuteLater() {
        notice.update(ABSENT, BEGIN_NS);
        final long saidNs = BEGIN_NS + WaitingNotice.PATIENCE_NS;
        notice.update(ABSENT, saidNs);
        notice.update(ABSENT, saidNs + WaitingNotice.REPEAT_NS - 1);
        assertThat(lines).containsExactly(ABSENT);

        notice.update(ABSENT, saidNs + WaitingNotice.REPEAT_NS);
        assertThat(lines).containsExactly(ABSENT, ABSENT);
    }

    @Test
    void shouldSayThatItIsOver() {
        notice.update(ABSENT, BEGIN_NS);
        notice.update(ABSENT, BEGIN_NS + WaitingNotice.PATIENCE_NS);
        notice.update("", BEGIN_NS + WaitingNotice.PATIENCE_NS + 1);

        assertThat(lines).containsExactly(ABSENT, "waiting no more");
    }
}
