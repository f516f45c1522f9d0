package org.umbel.relay.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.work.RangeSet;

/** Work of one tile that a test moves about. */
final class FakeWork implements WorkView {
    static final SessionId SESSION = new SessionId(11, 12);
    static final long CHILD_LINK = 5;
    static final long FENCE = 3;

    RangeSet received = RangeSet.of(0, 16);
    RangeSet free = RangeSet.of(0, 4);
    RangeSet owed = RangeSet.of(4, 8);
    RangeSet held = RangeSet.EMPTY;
    RangeSet bucketed = RangeSet.of(8, 12);
    RangeSet passedOn = RangeSet.of(12, 16);
    int epoch = 1;
    Mode mode = Mode.FINAL;
    boolean childless;
    SessionId session = SESSION;
    long credit = 8;
    long childLink = CHILD_LINK;
    long uplink = 1;
    long uplinkFence = 9;

    @Override
    public SessionId session() {
        return session;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public long uplink() {
        return uplink;
    }

    @Override
    public long uplinkFence() {
        return uplinkFence;
    }

    @Override
    public int tileCount() {
        return 1;
    }

    @Override
    public void forTilesReceived(final IntConsumer tile) {
        tile.accept(0);
    }

    @Override
    public RangeSet received(final int tile) {
        return received;
    }

    @Override
    public RangeSet free(final int tile) {
        return free;
    }

    @Override
    public RangeSet held(final int tile) {
        return held;
    }

    @Override
    public RangeSet bucketed(final int tile) {
        return bucketed;
    }

    @Override
    public RangeSet passedOn(final int tile) {
        return passedOn;
    }

    @Override
    public List<ChildView> children() {
        if (childless) {
            return List.of();
        }
        final Map<Integer, RangeSet> byTile = new HashMap<>();
        if (!owed.isEmpty()) {
            byTile.put(0, owed);
        }
        return List.of(new ChildView(childLink, FENCE, true, 4, credit, byTile));
    }

    @Override
    public long freeTileSamples() {
        return free.size();
    }

    @Override
    public boolean holdsAnything() {
        return !held.isEmpty();
    }

    @Override
    public long loans() {
        return 0;
    }

    @Override
    public long bucketedTileSamples() {
        return bucketed.size();
    }

    @Override
    public long entriesStale() {
        return 0;
    }

    @Override
    public long entriesAccepted() {
        return 0;
    }
}
