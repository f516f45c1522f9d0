package org.umbel.relay.hub;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.SessionTimes;
import org.umbel.relay.transport.Outbox;

/** One epoch of a session at the local renderer: its scene, then a coarse picture of the home, then exact work. */
final class LocalSession {
    private enum Scene { WANTED, LOADING, LOADED, FAILED }

    private final Assignment assignment;
    private final long fence;
    private final MortonOrder order;
    private final ArrayDeque<TileRange> waiting = new ArrayDeque<>();
    private Scene scene = Scene.WANTED;
    private String failure = "";
    private boolean begun;
    private final Previews previews;
    private long rendering;
    private long rendered;
    private long creditSaid = -1;

    /** @param old the session's work before, or null */
    LocalSession(final Assignment assignment, final long fence, final int threads,
                 final @Nullable LocalSession old) {
        this.assignment = assignment;
        this.fence = fence;
        this.order = old != null && old.assignment.settings().grid().equals(assignment.settings().grid()) ? old.order
            : new MortonOrder(assignment.settings().grid());
        if (old != null && old.assignment.manifest().equals(assignment.manifest())) {
            scene = old.scene;
            failure = old.failure;
        }
        // the same epoch under a new fence has its coarse picture already
        final boolean shown = old != null && old.assignment.epoch() == assignment.epoch();
        final int first = assignment.homeFirst();
        this.previews = new Previews(order, first, shown ? first : first + assignment.homeCount(),
            assignment.mode() == Mode.INTERACTIVE, threads);
    }

    Assignment assignment() {
        return assignment;
    }

    long fence() {
        return fence;
    }

    boolean wantsScene() {
        return scene == Scene.WANTED;
    }

    void onLoading() {
        scene = Scene.LOADING;
    }

    void onLoaded(final BlockId manifest) {
        if (scene != Scene.WANTED && assignment.manifest().equals(manifest)) {
            scene = Scene.LOADED;
            failure = "";
        }
    }

    /** The renderer cannot have this scene: it is not asked again before there is another. */
    void onLoadFailed(final BlockId manifest, final String reason) {
        if (scene == Scene.LOADING && assignment.manifest().equals(manifest)) {
            scene = Scene.FAILED;
            failure = reason;
        }
    }

    /** Why the scene cannot be loaded; empty while it can. */
    String failure() {
        return failure;
    }

    boolean isLoaded() {
        return scene == Scene.LOADED;
    }

    boolean isRendering() {
        return rendering > 0;
    }

    void grant(final List<TileRange> ranges) {
        waiting.addAll(ranges);
        ranges.forEach(previews::onGranted);
    }

    void onPreview(final int grid) {
        previews.onPreview(grid);
    }

    void onRendered(final int tileSamples) {
        rendering -= tileSamples;
        rendered += tileSamples;
        previews.onExact();
    }

    void poll(final Outbox out) {
        if (!begun) {
            begun = true;
            out.begin(assignment.session(), assignment.epoch(), assignment.manifest(), assignment.camera(),
                assignment.settings());
        }
        final Previews.Renderer renderer =
            (tile, grid) -> out.preview(assignment.session(), assignment.epoch(), tile, grid);
        previews.pollCoarse(renderer);
        while (previews.isCoarseDone() && !waiting.isEmpty()) {
            final TileRange next = waiting.poll();
            rendering += next.range().count();
            out.render(assignment.session(), assignment.epoch(), fence, next.tile(), next.range());
        }
        previews.pollFine(rendering == 0, renderer);
    }

    /** Tile-samples that may have been granted in all: what is done, and a window. Never less than said before. */
    long credit(final SessionTimes times, final int threads, final int rate, final long rttNs) {
        creditSaid = Math.max(creditSaid, rendered + times.window(assignment.mode(), threads, rate, rttNs));
        return creditSaid;
    }
}
