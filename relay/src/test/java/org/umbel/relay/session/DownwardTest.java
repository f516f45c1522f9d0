package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;

/** Many ranges go down in messages of a size that the wire takes, each range once. */
final class DownwardTest {
    private static final int MAX = Message.Grant.RANGES_MAX;
    private static final SessionId ID = new SessionId(1, 1);

    private final FakeWorker ada = new FakeWorker(11);
    private final ChildWork child = new ChildWork(ada, new Tally(1, "ada"));
    private final Downward downward = new Downward(ID);
    private final Assignment assignment = new Assignment(ID, 1, new BlockId(1, 2, 3, 4), new Camera(
        new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40),
        new PictureSettings(64, 64, 64, 16, PictureSettings.Filter.BOX, 8), Mode.FINAL, 0, 4);

    private static List<TileRange> ranges(final int count) {
        return IntStream.range(0, count).mapToObj(tile -> new TileRange(tile, new SampleRange(0, 1))).toList();
    }

    @Test
    void shouldPutHalfAGrantIntoAnEpochAndTheRestBehindIt() {
        child.home(2, 5, 1);
        downward.begin(assignment, child, ranges(MAX / 2), 0);
        assertThat(ada.assignment.homeFirst()).isEqualTo(2);
        assertThat(ada.assignment.homeCount()).isEqualTo(3);
        assertThat(ada.messages).as("all is in the epoch").isZero();
        downward.begin(assignment, child, ranges(MAX / 2 + 3), 0);
        assertThat(ada.granted).isEqualTo(ranges(MAX / 2 + 3));
        assertThat(ada.messages).isEqualTo(1);
    }

    @Test
    void shouldGrantInAsFewMessagesAsItTakes() {
        downward.grant(assignment, child, ranges(MAX), 0);
        assertThat(ada.messages).isEqualTo(1);
        downward.grant(assignment, child, List.of(), 0);
        assertThat(ada.messages).isEqualTo(1);
        ada.granted.clear();
        downward.grant(assignment, child, ranges(MAX + 1), 0);
        assertThat(ada.messages).isEqualTo(3);
        assertThat(ada.granted).isEqualTo(ranges(MAX + 1));
    }

    @Test
    void shouldRecallInAsFewMessagesAsItTakes() {
        downward.recall(assignment, child, ranges(MAX), 0);
        assertThat(ada.messages).isEqualTo(1);
        ada.recalled.clear();
        downward.recall(assignment, child, ranges(MAX + 1), 0);
        assertThat(ada.messages).isEqualTo(3);
        assertThat(ada.recalled).isEqualTo(ranges(MAX + 1));
    }
}
