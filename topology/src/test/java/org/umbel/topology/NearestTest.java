package org.umbel.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> KNOWN = List.of("listen", "threads", "parent");

    @Test
    void shouldCountASwapAsOneSlip() {
        assertThat(Nearest.distance("listen", "lsiten")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void shouldNameTheNearestWordOrAllWhenNoneIsNear() {
        assertThat(Nearest.hint("thread", KNOWN)).isEqualTo("did you mean 'threads'?");
        assertThat(Nearest.hint("pareent", KNOWN)).isEqualTo("did you mean 'parent'?");
        assertThat(Nearest.hint("gpu", KNOWN)).isEqualTo("known: listen, threads, parent");
        assertThat(Nearest.hint("gpu", List.of())).isEmpty();
    }
}
