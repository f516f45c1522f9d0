package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.relay.check.Invariant;

/** Seeds that once found a bug. */
class SeedsTest {
    @ParameterizedTest
    @CsvSource({
        // a node that is promised nothing, on a clock below zero, took its first link for silent
        "relay-killed, 4",
        // void work that a renderer had begun kept it from the coarse views of the next epochs
        "random, 43",
        // the last samples are not for the slowest child: not a child that idles
        "random, 240",
        // two sessions shared nothing fairly
        "random, 1193",
        // whole tiles come late, one after the other: not a session that starves
        "random, 2880",
        // a child's coarse view, passed on when the child was gone: not one of the relay that renders
        "random, 7609",
        // a tile is rendered again for an audit: not a tile that runs ahead
        "random, 1891",
        // views fill a link, and a recall waits behind them: a relay has time to answer
        "random, 8458",
        // a relay that had lost its last leaf seemed to have work in hand for ever: nobody got the rest
        "random, 8816",
        // a leaf has one session's scene on its disk and waits for the other's: not a session that starves
        // and work of a picture's end came to a gateway so late that it was always behind the other session's
        "random, 59",
        // a relay gave up the manifest of one of two clients' scenes, and asked the other client for its blocks
        "group, 1743",
        // relays asked for blocks of scenes that were shown no longer, for ever, and had no room for others
        "large, 913",
        // a client's link was away when a relay asked the other one, and nobody asked again
        "large, 842",
        // manifests of old scenes were wanted for ever
        "large, 1488",
        // who was silent because others were served was thought slow, and paid ten times as much for what it got
        "large, 222"})
    void shouldStayCleanWhenSeedOnceFoundBug(final String scenario, final long seed) {
        final SimResult result = Scenarios.named(scenario).orElseThrow().run(seed);
        assertThat(result.report()).isEmpty();
        assertThat(result.checks()[Invariant.PICTURE.number()]).isPositive();
    }
}
