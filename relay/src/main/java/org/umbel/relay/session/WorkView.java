package org.umbel.relay.session;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.work.RangeSet;

/**
 * Where the work of a session's current epoch is, as one node sees it: for checkers and for {@code node why}. For each
 * tile, free + owed + held + bucketed + passed on is exactly what was received.
 */
public interface WorkView {
    SessionId session();

    int epoch();

    Mode mode();

    /** The link to the parent that the session came over; -1 at its root. */
    long uplink();

    /** The parent's fence; 0 at the root. */
    long uplinkFence();

    int tileCount();

    /** Calls for each tile of which anything was received, once. */
    void forTilesReceived(IntConsumer tile);

    RangeSet received(int tile);

    RangeSet free(int tile);

    /** Reported and under audit. */
    RangeSet held(int tile);

    RangeSet bucketed(int tile);

    RangeSet passedOn(int tile);

    List<ChildView> children();

    default int childCount() {
        return children().size();
    }

    /** Calls for each of {@link #children}. */
    default void forChildren(final Consumer<ChildView> child) {
        children().forEach(child);
    }

    /** One child, or null. */
    default @Nullable ChildView child(final long link) {
        for (final ChildView child : children()) {
            if (child.link() == link) {
                return child;
            }
        }
        return null;
    }

    /** Tile-samples that are free, over all tiles. */
    long freeTileSamples();

    /** Whether something is under audit. */
    boolean holdsAnything();

    /** How often held ranges were granted to be rendered again, in this epoch. */
    long loans();

    /** Tile-samples in buckets, over all tiles. */
    long bucketedTileSamples();

    /** Report entries dropped for an old fence or epoch. */
    long entriesStale();

    /** Report entries accepted. */
    long entriesAccepted();

    /**
     * What one child owes.
     *
     * @param link              its link; -1: the local worker
     * @param fence             of this node for this child and session
     * @param ready             whether it may have work
     * @param tileSamplesGranted granted in all under this fence
     * @param credit            the most that may be granted in all under this fence
     * @param owed              by tile; the account itself, read only
     */
    record ChildView(long link, long fence, boolean ready, long tileSamplesGranted, long credit,
                     Map<Integer, RangeSet> owed) {}
}
