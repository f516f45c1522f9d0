package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DiallerTest {
    private static final long MS = 1_000_000L;

    private final Dialler dialler = new Dialler("gateway:7000", 100 * MS, 350 * MS, 5 * MS);

    @Test
    void shouldDialAtOnceAndNotWhileItIsLinked() {
        assertThat(dialler.endpoint()).isEqualTo("gateway:7000");
        assertThat(dialler.isDue(5 * MS - 1)).isFalse();
        assertThat(dialler.isDue(5 * MS)).isTrue();
        assertThat(dialler.nextDeadlineNs()).isEqualTo(5 * MS);
        dialler.onDialled();
        assertThat(dialler.isDue(1000 * MS)).isFalse();
        assertThat(dialler.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToABoundAndShortlyAgainAfterAWelcome() {
        long nowNs = 5 * MS;
        for (final long waitMs : new long[] {100, 200, 350, 350}) {
            dialler.onDialled();
            dialler.onDown("no answer", nowNs);
            assertThat(dialler.nextDeadlineNs()).isEqualTo(nowNs + waitMs * MS);
            assertThat(dialler.isDue(nowNs + waitMs * MS - 1)).isFalse();
            nowNs += waitMs * MS;
            assertThat(dialler.isDue(nowNs)).isTrue();
        }
        dialler.onDialled();
        dialler.onWelcome();
        dialler.onDown("silent", nowNs);
        assertThat(dialler.nextDeadlineNs()).isEqualTo(nowNs + 100 * MS);
    }

    @Test
    void shouldSayWhomItWaitsForEveryFiveSecondsAndAtOnceWhenALinkIsLost() {
        assertThat(dialler.onDown("no answer", -1000 * MS)).contains("gateway:7000", "no answer", "350 ms");
        assertThat(dialler.onDown("no answer", 3999 * MS)).isEmpty();
        assertThat(dialler.onDown("no answer", 4000 * MS)).isNotEmpty();
        assertThat(dialler.onDown("no answer", 4001 * MS)).isEmpty();
        dialler.onWelcome();
        assertThat(dialler.onDown("silent", 4002 * MS)).contains("silent");
    }
}
