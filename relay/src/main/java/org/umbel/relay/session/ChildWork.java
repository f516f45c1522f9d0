package org.umbel.relay.session;

import java.util.List;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.OwedSet;

/** The issuer's book on one child for one session: what it may have, has, and has delivered. */
final class ChildWork {
    private final Worker worker;
    private final Tally tally;
    private final OwedSet owed = new OwedSet();
    private long fence;
    private boolean ready;
    private int weight;
    /** The weight that the homes were last divided by. */
    private int weightDivided;
    private int rate;
    private long granted;
    private long credit;
    /** What may still be granted before the child's next word, towards the end of a picture. */
    private long turn;
    private int homeFirst;
    private int homeEnd;

    ChildWork(final Worker worker, final Tally tally) {
        this.worker = worker;
        this.tally = tally;
    }

    Tally tally() {
        return tally;
    }

    Worker worker() {
        return worker;
    }

    OwedSet owed() {
        return owed;
    }

    long fence() {
        return fence;
    }

    boolean isReady() {
        return ready;
    }

    int weight() {
        return weight;
    }

    int weightDivided() {
        return weightDivided;
    }

    int rate() {
        return rate;
    }

    long granted() {
        return granted;
    }

    long credit() {
        return credit;
    }

    /** Tile-samples that may still be granted. */
    long open() {
        return ready ? Math.max(0, credit - granted) : 0;
    }

    long turn() {
        return turn;
    }

    void turn(final long newTurn) {
        turn = newTurn;
    }

    int homeFirst() {
        return homeFirst;
    }

    int homeEnd() {
        return homeEnd;
    }

    void home(final int first, final int end) {
        homeFirst = first;
        homeEnd = end;
    }

    /** Work begins anew under a fence of its own; what was owed must be gone already. */
    void restart(final long newFence, final boolean staysReady, final long firstCredit) {
        fence = newFence;
        ready &= staysReady;
        granted = 0;
        credit = ready ? firstCredit : 0;
        turn = 0;
    }

    void ready(final int newWeight) {
        ready = newWeight > 0;
        weight = newWeight;
    }

    void divided() {
        weightDivided = weight;
    }

    /** Cumulative, so an older word than the newest changes nothing. */
    void credit(final long newCredit, final int newRate) {
        credit = Math.max(credit, newCredit);
        rate = newRate;
    }

    void grant(final TileRange tileRange) {
        owed.add(tileRange.tile(), tileRange.range());
        granted += tileRange.range().count();
        turn -= tileRange.range().count();
    }

    /** Removes what is delivered; false when it was not owed. */
    boolean deliver(final int tile, final List<SampleRange> ranges) {
        if (!owed.remove(tile, ranges)) {
            return false;
        }
        tally.onAccepted(ranges);
        return true;
    }

    /** As a checker sees it. */
    WorkView.ChildView view() {
        return new WorkView.ChildView(worker.link(), fence, ready, granted, credit, owed.byTile());
    }
}
