package org.umbel.relay.check;

import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.Worker;
import org.umbel.relay.simulated.SeededRandom;

/**
 * Invariant 13: what a person is told of is of the session's current epoch; the samples of a tile only grow within an
 * epoch; and what one renderer says of a tile under one fence only becomes finer. A relay that renders may pass on a
 * coarse view of a tile that it has shown itself, of a child that has just gone: tiles that were shown from below too
 * are left out.
 */
public final class ViewChecker implements Checker {
    private static final long NONE = -1;

    private final Findings findings;
    /** By a hash of (process, link, fence, session, tile): the last epoch and grid. */
    private final Long2LongHashMap rendererViews = new Long2LongHashMap(NONE);
    /** The same of views that came to a process that renders. */
    private final LongHashSet fromBelow = new LongHashSet();
    private final Map<Tile, Seen> samples = new HashMap<>();

    /** A tile as one process sees it. */
    private record Tile(long incarnation, SessionId session, int tile) {}

    /** The last of it. */
    private record Seen(int epoch, int value) {}

    public ViewChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onView(final ObservedRoot root, final Message.View view) {
        findings.expect(Invariant.VIEW_FORWARD, view.epoch() == root.session().epoch()
            && view.session().equals(root.session().id()), root.node().name(),
            () -> "shown a view of epoch " + view.epoch() + " in " + root.session().epoch());
    }

    @Override
    public void onTile(final ObservedRoot root, final int epoch, final int tile) {
        findings.expect(Invariant.VIEW_FORWARD, epoch == root.session().epoch(), root.node().name(),
            () -> "told of a tile of epoch " + epoch + " in " + root.session().epoch());
        final int size = root.session().accepted(tile).size();
        final Seen before = samples.put(new Tile(root.node().incarnation(), root.session().id(), tile),
            new Seen(epoch, size));
        findings.expect(Invariant.VIEW_FORWARD, before == null || before.epoch < epoch
            || before.epoch == epoch && before.value < size, root.node().name(),
            () -> "tile " + tile + " had " + before + " and now " + size + " samples in epoch " + epoch);
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
        if (message instanceof Message.View view && node.rate() > 0) {
            fromBelow.add(key(node, 0, 0, view.session(), view.tile()));
        }
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        final WorkView work = message instanceof Message.View view ? node.work(view.session()) : null;
        if (message instanceof Message.View view && work != null && isRenderersOwn(work)
            && !fromBelow.contains(key(node, 0, 0, view.session(), view.tile()))) {
            final long before = rendererViews.put(key(node, link, work.uplinkFence(), view.session(), view.tile()),
                (long) view.epoch() << Integer.SIZE | view.grid());
            final int epoch = (int) (before >>> Integer.SIZE);
            findings.expect(Invariant.VIEW_FORWARD, before == NONE || epoch < view.epoch()
                || epoch == view.epoch() && (int) before >= view.grid(), node.name(),
                () -> "tile " + view.tile() + " was shown with grid " + (int) before + " of epoch " + epoch
                    + " and then with grid " + view.grid() + " of epoch " + view.epoch());
        }
    }

    private static long key(final ObservedNode node, final long link, final long fence, final SessionId session,
                            final int tile) {
        final long where = SeededRandom.mix(node.incarnation() * 31 + link) * 31 + fence;
        return SeededRandom.mix(SeededRandom.mix(where) * 31 + session.hashCode()) * 31 + tile;
    }

    private static boolean isRenderersOwn(final WorkView work) {
        return work.childCount() == 1 && work.child(Worker.LOCAL) != null;
    }
}
