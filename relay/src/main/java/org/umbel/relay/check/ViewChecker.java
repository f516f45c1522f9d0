package org.umbel.relay.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.session.Worker;

/**
 * Invariant 13: what a person is told of is of the session's current epoch; the samples of a tile only grow within an
 * epoch; and what one renderer says of a tile under one fence only becomes finer.
 */
public final class ViewChecker implements Checker {
    private final Findings findings;
    private final Map<Tile, Seen> rendererViews = new HashMap<>();
    private final Map<Tile, Seen> samples = new HashMap<>();

    /** A tile as one process sees it, or sends it under its parent's fence. */
    private record Tile(long incarnation, long link, long fence, SessionId session, int tile) { }

    /** The last of it. */
    private record Seen(int epoch, int value) { }

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
        final Seen before = samples.put(new Tile(root.node().incarnation(), 0, 0, root.session().id(), tile),
            new Seen(epoch, size));
        findings.expect(Invariant.VIEW_FORWARD, before == null || before.epoch < epoch
            || before.epoch == epoch && before.value < size, root.node().name(),
            () -> "tile " + tile + " had " + before + " and now " + size + " samples in epoch " + epoch);
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        final WorkView work = message instanceof Message.View view ? node.work(view.session()) : null;
        if (message instanceof Message.View view && isRenderersOwn(work)) {
            final Seen before = rendererViews.put(new Tile(node.incarnation(), link, work.uplinkFence(),
                view.session(), view.tile()), new Seen(view.epoch(), view.grid()));
            findings.expect(Invariant.VIEW_FORWARD, before == null || before.epoch < view.epoch()
                || before.epoch == view.epoch() && before.value >= view.grid(), node.name(),
                () -> "tile " + view.tile() + " was shown as " + before + " and then with grid " + view.grid()
                    + " of epoch " + view.epoch());
        }
    }

    private static boolean isRenderersOwn(final WorkView work) {
        final List<ChildView> children = work == null ? List.of() : work.children();
        return children.size() == 1 && children.getFirst().link() == Worker.LOCAL;
    }
}
