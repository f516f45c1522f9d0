package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;

final class ChildrenTest {
    private final Children children = new Children();
    private final ChildWork ada = children.add(new FakeWorker(11));
    private final ChildWork bob = children.add(new FakeWorker(12));

    private static void ready(final ChildWork child, final int threads, final int rate) {
        child.ready(threads);
        child.credit(100, rate, 0, 0, 0);
    }

    private static Assignment home(final int first, final int count) {
        return new Assignment(new SessionId(1, 1), 1, new BlockId(1, 2, 3, 4), new Camera(new float[] {0, 0, 5},
            new float[3], new float[] {0, 1, 0}, 40),
            new PictureSettings(256, 256, 16, 16,
                PictureSettings.Filter.BOX, 8),
            Mode.FINAL, first, count);
    }

    @Test
    void shouldSumUpWhoIsReadyOnly() {
        assertThat(children.isReady()).isFalse();
        ready(ada, 4, 300);
        bob.credit(100, 500, 0, 7, 0);
        assertThat(children.isReady()).isTrue();
        assertThat(children.threads()).isEqualTo(4);
        assertThat(children.rate()).isEqualTo(300);
        assertThat(children.open()).isEqualTo(100);
        assertThat(children.farNsMax()).isZero();
        ready(bob, 2, 500);
        bob.credit(100, 500, 0, 7, 0);
        assertThat(children.rate()).isEqualTo(800);
        assertThat(children.speed()).isEqualTo(800);
        assertThat(children.farNsMax()).isEqualTo(7_000);
        ada.ready(0);
        bob.ready(0);
        assertThat(children.isReady()).isFalse();
    }

    @Test
    void shouldCountWhatIsInTheirHands() {
        ready(ada, 4, 0);
        ready(bob, 4, 0);
        assertThat(children.oweNothing()).isTrue();
        ada.grant(new TileRange(0, new SampleRange(0, 16)), 0);
        bob.grant(new TileRange(1, new SampleRange(0, 8)), 0);
        assertThat(children.oweNothing()).isFalse();
        assertThat(children.inHand()).isEqualTo(24);
        assertThat(children.open()).isEqualTo(176);
        ada.credit(50, 0, 10, 0, 0);
        assertThat(children.inHand()).isEqualTo(14);
        assertThat(ada.open()).as("credit never falls").isEqualTo(84);
    }

    @Test
    void shouldGuessTheSpeedOfWhoHasNotSaidIt() {
        ready(ada, 4, 0);
        assertThat(children.speed(ada)).as("nothing is known of anybody").isEqualTo(4);
        ready(bob, 2, 500);
        assertThat(children.speed(ada)).as("as its threads of the others").isEqualTo(1000);
        bob.ready(0);
        assertThat(children.speed(ada)).isEqualTo(4);
    }

    @Test
    void shouldDivideTheHomeAmongTheReadyAndTellTheOthersWhereTheirsWouldBe() {
        ready(ada, 4, 300);
        assertThat(children.divide(home(16, 32))).isTrue();
        assertThat(ada.homeFirst()).isEqualTo(16);
        assertThat(ada.homeEnd()).isEqualTo(48);
        assertThat(bob.homeFirst()).as("its four threads are as fast").isEqualTo(32);
        assertThat(bob.homeEnd()).isEqualTo(48);
        ready(bob, 4, 100);
        assertThat(children.divide(home(16, 32))).isTrue();
        assertThat(ada.homeEnd()).isEqualTo(40);
        assertThat(bob.homeFirst()).isEqualTo(40);
        assertThat(children.divide(home(5, 0))).as("more nodes than tiles: no home here, and none below").isTrue();
        assertThat(List.of(ada.homeFirst(), ada.homeEnd(), bob.homeFirst(), bob.homeEnd())).containsOnly(5);
    }

    @Test
    void shouldTellWhoComesLaterWhereHisHomeWouldBeAndLeaveTheOthersTheirs() {
        assertThat(children.divide(home(0, 64))).isTrue();
        ready(ada, 4, 100);
        assertThat(children.divide(home(0, 64))).isTrue();
        final ChildWork eve = children.add(new FakeWorker(13));
        assertThat(children.divide(home(0, 64))).isFalse();
        assertThat(eve.homeFirst()).isEqualTo(42);
        assertThat(eve.homeEnd()).isEqualTo(64);
        assertThat(ada.homeEnd()).isEqualTo(64);
    }

    @Test
    void shouldKeepHomesUntilSomebodyIsAFifthFasterOrSlower() {
        ready(ada, 4, 100);
        ready(bob, 4, 100);
        assertThat(children.divide(home(0, 64))).isTrue();
        assertThat(children.divide(home(0, 64))).isFalse();
        ada.credit(100, 120, 0, 0, 0);
        assertThat(children.divide(home(0, 64))).isFalse();
        ada.credit(100, 121, 0, 0, 0);
        assertThat(children.divide(home(0, 64))).isTrue();
        assertThat(ada.homeEnd()).isEqualTo(35);
        assertThat(children.divide(home(0, 32))).isTrue();
        assertThat(children.divide(home(32, 32))).isTrue();
        assertThat(Children.differ(80, 100)).isFalse();
        assertThat(Children.differ(79, 100)).isTrue();
    }

    @Test
    void shouldKeepTheTallyOfAProcessThatComesBack() {
        ada.tally().onFreed(3);
        assertThat(children.remove(11)).isSameAs(ada);
        assertThat(children.remove(11)).isNull();
        assertThat(children.get(12)).isSameAs(bob);
        assertThat(children.add(new FakeWorker(11)).tally().rangesFreed()).isEqualTo(3);
        assertThat(children.tallies()).hasSize(2);
        children.clear();
        assertThat(children.all()).isEmpty();
    }
}
