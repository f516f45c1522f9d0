package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String HOST = "127.0.0.1:8420";
    private static final Optional<String> OURS = Optional.of("http://" + HOST);

    private final Gate gate = new Gate(8420, TOKEN);

    private boolean isLetIn(final String host, final Optional<String> origin, final Optional<String> query,
                            final List<String> cookies, final boolean isWebSocket) {
        return gate.refusal(new Gate.Visitor(host, origin, query, cookies), isWebSocket).isEmpty();
    }

    @Test
    void shouldLetInWhoShowsTheTokenInTheAddressOrTheCookie() {
        assertThat(isLetIn(HOST, Optional.empty(), Optional.of(TOKEN), List.of(), false)).isTrue();
        assertThat(isLetIn(HOST, Optional.empty(), Optional.empty(), List.of(TOKEN), false)).isTrue();
        assertThat(isLetIn(HOST, OURS, Optional.empty(), List.of("old", TOKEN), true)).isTrue();
        assertThat(isLetIn("localhost:8420", Optional.of("http://localhost:8420"), Optional.of(TOKEN), List.of(), true))
            .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef0123456789abcdee", "0123456789abcdef", TOKEN + "0"})
    void shouldRefuseAnotherToken(final String token) {
        assertThat(isLetIn(HOST, OURS, Optional.of(token), List.of(token), false)).isFalse();
        assertThat(isLetIn(HOST, OURS, Optional.empty(), List.of(), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1:8421", "evil.example:8420", "127.0.0.1.evil.example:8420"})
    void shouldRefuseAnotherHostSoThatARebornNameIsNoWayIn(final String host) {
        assertThat(isLetIn(host, Optional.of("http://" + host), Optional.of(TOKEN), List.of(TOKEN), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.example", "https://127.0.0.1:8420", "http://127.0.0.1:8421",
        "http://localhost:8420"})
    void shouldRefuseThePagesOfOthers(final String origin) {
        assertThat(isLetIn(HOST, Optional.of(origin), Optional.of(TOKEN), List.of(TOKEN), false)).isFalse();
        assertThat(isLetIn(HOST, Optional.of(origin), Optional.of(TOKEN), List.of(TOKEN), true)).isFalse();
    }

    @Test
    void shouldRefuseAWebSocketThatDoesNotSayWhoseItIs() {
        assertThat(isLetIn(HOST, Optional.empty(), Optional.of(TOKEN), List.of(TOKEN), true)).isFalse();
    }

    @Test
    void shouldMakeTokensThatDiffer() {
        assertThat(Gate.newToken()).hasSize(32).isNotEqualTo(Gate.newToken());
    }
}
