package org.umbel.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.node.discovery.Announcement.Standing;
import org.umbel.topology.Endpoint;

final class FarmSearchTest {
    private static final String BUILD = "1.2";
    private static final Announcement GATE = announcement(1, "gate", Standing.GATEWAY, BUILD, "Render room");
    private static final Announcement MIDDLE = announcement(2, "middle", Standing.RELAY, BUILD, "Render room");
    private static final Announcement DESK = announcement(3, "desk", Standing.CLIENT, BUILD, "Attic");
    private static final Announcement OLD_GATE = announcement(4, "a-gate", Standing.GATEWAY, "1.1", "Old room");
    private static final long T = 7_000_000_000L;
    private static final long GOAL_NS = 3_000_000_000L;
    /** Hello, welcome, and on a busy machine. */
    private static final long LINKING_NS = 500_000_000L;

    private final List<String> lines = new ArrayList<>();
    private final FarmSearch search = leaf("");

    private static Announcement announcement(final int id, final String name, final Standing standing,
                                             final String build, final String farm) {
        return new Announcement("%016x".formatted(id), name, standing, new Endpoint("10.0.0." + id, 7400), build, farm);
    }

    private FarmSearch leaf(final String farm) {
        return new FarmSearch(new DiscoveryConfig("10.0.0.9", farm, true), BUILD, Set.of(Standing.values()),
            lines::add);
    }

    @Test
    void shouldWaitForOthersToAnswerBeforeItChooses() {
        assertThat(search.look(List.of(), false, T)).isEmpty();
        assertThat(search.look(List.of(DESK), false, T + 1)).isEmpty();
        assertThat(search.look(List.of(DESK, GATE), false, T + FarmSearch.SETTLE_NS)).isEmpty();
        assertThat(search.look(List.of(DESK, GATE), false, T + 1 + FarmSearch.SETTLE_NS)).contains(GATE);
    }

    /** While it decides the node stays awake; whoever only hears of others may rest. */
    @Test
    void shouldBeDecidingOnlyFromTheFirstWhoMayBeDialledToTheChoice() {
        search.look(List.of(), false, T);
        assertThat(search.isDeciding()).isFalse();
        search.look(List.of(GATE), false, T + 1);
        assertThat(search.isDeciding()).isTrue();
        search.look(List.of(GATE), false, T + 1 + FarmSearch.SETTLE_NS);
        assertThat(search.isDeciding()).isFalse();
        final FarmSearch announces =
            new FarmSearch(new DiscoveryConfig("10.0.0.9", "", false), BUILD, Set.of(), lines::add);
        announces.look(List.of(GATE, DESK), false, T);
        assertThat(announces.isDeciding()).isFalse();
    }

    @Test
    void shouldPreferItsOwnBuildThenAGatewayThenARelay() {
        search.look(List.of(OLD_GATE, DESK, MIDDLE, GATE), false, T);

        assertThat(search.look(List.of(OLD_GATE, DESK, MIDDLE, GATE), false, T + FarmSearch.SETTLE_NS)).contains(GATE);
        assertThat(lines).singleElement().asString().startsWith("found 'Render room' (gate at 10.0.0.1:7400)")
            .contains("also there: 'Render room' (middle").contains("'Old room'");
    }

    @Test
    void shouldTakeAnotherBuildWhenThereIsNoOtherAndSaySo() {
        search.look(List.of(OLD_GATE), false, T);

        assertThat(search.look(List.of(OLD_GATE), false, T + FarmSearch.SETTLE_NS)).contains(OLD_GATE);
        assertThat(lines).singleElement().asString().contains("it is of build 1.1, this is 1.2");
    }

    @Test
    void shouldMeetOnlyTheFarmThatIsNamedAndOnlyWhomItMayDial() {
        final FarmSearch attic = leaf("Attic");
        attic.look(List.of(GATE, DESK), false, T);
        assertThat(attic.look(List.of(GATE, DESK), false, T + FarmSearch.SETTLE_NS)).contains(DESK);

        final FarmSearch client = new FarmSearch(new DiscoveryConfig("10.0.0.9", "", true), BUILD,
            Set.of(Standing.GATEWAY), lines::add);
        client.look(List.of(MIDDLE, DESK), false, T);
        assertThat(client.look(List.of(MIDDLE, DESK), false, T + FarmSearch.SETTLE_NS)).isEmpty();
    }

    @Test
    void shouldKeepToItsChoiceWhileTheLinkLivesEvenIfTheAnnouncementIsGone() {
        chooseGate();

        assertThat(search.look(List.of(DESK), true, T + 100 * FarmSearch.PATIENCE_NS)).contains(GATE);
        assertThat(search.choice()).contains(GATE);
    }

    @Test
    void shouldGiveUpWhoDoesNotAnswerWhenThereIsAnotherAndTryHimAgainLater() {
        final long chosenNs = chooseGate();
        final List<Announcement> both = List.of(GATE, DESK);
        assertThat(search.look(both, false, chosenNs + FarmSearch.PATIENCE_NS - 1)).contains(GATE);

        final long givenUpNs = chosenNs + FarmSearch.PATIENCE_NS;
        assertThat(search.look(both, false, givenUpNs)).contains(DESK);
        assertThat(search.look(List.of(GATE), false, givenUpNs + 1)).isEmpty();
        assertThat(search.look(List.of(GATE), false, givenUpNs + FarmSearch.SHUN_NS)).isEmpty();
        assertThat(search.look(List.of(GATE), false, givenUpNs + FarmSearch.SHUN_NS + FarmSearch.SETTLE_NS))
            .contains(GATE);
    }

    @Test
    void shouldKeepTryingTheOnlyOneThereIs() {
        final long chosenNs = chooseGate();

        assertThat(search.look(List.of(GATE), false, chosenNs + 10 * FarmSearch.PATIENCE_NS)).contains(GATE);
    }

    /** Virtual time, in steps as a node looks; a link takes long, and a killed gateway is still announced. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeLinkedWithinThreeSecondsOfTheFirstAnnouncement(final boolean isGateDead) {
        final List<Announcement> known = List.of(GATE, DESK);
        final Announcement alive = isGateDead ? DESK : GATE;
        Optional<Announcement> choice = Optional.empty();
        long chosenNs = T;
        for (long nowNs = T; nowNs <= T + GOAL_NS; nowNs += FarmSearch.LOOK_EVERY_NS) {
            final boolean isLinked = choice.filter(alive::equals).isPresent() && nowNs - chosenNs >= LINKING_NS;
            if (isLinked) {
                return;
            }
            final Optional<Announcement> next = search.look(known, false, nowNs);
            chosenNs = next.equals(choice) ? chosenNs : nowNs;
            choice = next;
        }
        Assertions.fail("not linked: " + lines);
    }

    @Test
    void shouldLookFurtherAtOnceWhenItsChoiceSaysFarewell() {
        final long chosenNs = chooseGate();
        search.look(List.of(GATE), true, chosenNs + 1);

        assertThat(search.look(List.of(DESK), false, chosenNs + 2)).isEmpty();
        assertThat(search.look(List.of(DESK), false, chosenNs + 2 + FarmSearch.SETTLE_NS)).contains(DESK);
    }

    private long chooseGate() {
        search.look(List.of(GATE), false, T);
        final long chosenNs = T + FarmSearch.SETTLE_NS;
        assertThat(search.look(List.of(GATE), false, chosenNs)).contains(GATE);
        return chosenNs;
    }
}
