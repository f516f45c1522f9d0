package org.umbel.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.node.discovery.Announcement.Standing;
import org.umbel.topology.Endpoint;

final class FarmSearchTest {
    private static final String BUILD = "1.2";
    private static final Announcement GATE = announcement(1, "gate", Standing.GATEWAY, BUILD, "Render room");
    private static final Announcement MIDDLE = announcement(2, "middle", Standing.RELAY, BUILD, "Render room");
    private static final Announcement DESK = announcement(3, "desk", Standing.CLIENT, BUILD, "Attic");
    private static final Announcement OLD_GATE = announcement(4, "a-gate", Standing.GATEWAY, "1.1", "Old room");
    private static final long T = 7_000_000_000L;

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
    void shouldGiveUpWhoDoesNotAnswerAndTryHimAgainLater() {
        final long chosenNs = chooseGate();
        final List<Announcement> both = List.of(GATE, DESK);
        assertThat(search.look(both, false, chosenNs + FarmSearch.PATIENCE_NS - 1)).contains(GATE);

        final long givenUpNs = chosenNs + FarmSearch.PATIENCE_NS;
        assertThat(search.look(both, false, givenUpNs)).isEmpty();
        assertThat(search.look(both, false, givenUpNs + FarmSearch.SETTLE_NS)).contains(DESK);
        assertThat(search.look(List.of(GATE), false, givenUpNs + FarmSearch.SHUN_NS)).isEmpty();
        assertThat(search.look(List.of(GATE), false, givenUpNs + FarmSearch.SHUN_NS + FarmSearch.SETTLE_NS))
            .contains(GATE);
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
