package org.umbel.relay.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.SessionTimes;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.work.RangeSet;

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
    /** What the renderer has and has not answered for. */
    private final Set<TileRange> rendering = new LinkedHashSet<>();
    private final List<TileRange> abandoning = new ArrayList<>();
    private final List<TileRange> returned = new ArrayList<>();
    /** Tile-samples that are rendered or returned. */
    private long done;
    private long creditSaid = -1;

    /** @param old the session's work before, or null */
    LocalSession(final Assignment assignment, final long fence, final int threads,
                 final @Nullable LocalSession old) {
        this.assignment = assignment;
        this.fence = fence;
        this.order = MortonOrder.of(assignment.settings().grid());
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
        return !rendering.isEmpty();
    }

    void grant(final List<TileRange> ranges) {
        waiting.addAll(ranges);
        ranges.forEach(previews::onGranted);
    }

    boolean onPreview(final int tile, final int grid) {
        return previews.onPreview(tile, grid);
    }

    void onRendered(final TileRange range) {
        rendering.remove(range);
        done += range.range().count();
        previews.onExact();
    }

    void onAbandoned(final TileRange range) {
        if (rendering.remove(range)) {
            giveBack(range);
        }
    }

    private void giveBack(final TileRange range) {
        returned.add(range);
        done += range.range().count();
    }

    /** These are wanted at once: what the renderer has not done comes back. */
    void recall(final List<TileRange> ranges) {
        final Map<Integer, RangeSet> called = new HashMap<>();
        ranges.forEach(r -> called.merge(r.tile(), RangeSet.of(r.range().first(), r.range().end()), RangeSet::plus));
        abandonIf(range -> called.containsKey(range.tile()) && !called.get(range.tile())
            .isDisjoint(range.range().first(), range.range().end()));
    }

    /** Nothing is to be rendered for a while: all of it comes back. */
    void rest() {
        abandonIf(range -> true);
    }

    private void abandonIf(final Predicate<TileRange> wanted) {
        waiting.stream().filter(wanted).forEach(this::giveBack);
        waiting.removeIf(wanted);
        rendering.stream().filter(wanted).filter(range -> !abandoning.contains(range)).forEach(abandoning::add);
    }

    /** What came back since the last call. */
    List<TileRange> takeReturned() {
        final List<TileRange> all = List.copyOf(returned);
        returned.clear();
        return all;
    }

    /** @param pieceMax samples that the renderer gets in one piece */
    void poll(final Outbox out, final int pieceMax) {
        if (!begun) {
            begun = true;
            out.begin(assignment.session(), assignment.epoch(), assignment.manifest(), assignment.camera(),
                assignment.settings());
        }
        final Previews.Renderer renderer =
            (tile, grid) -> out.preview(assignment.session(), assignment.epoch(), tile, grid);
        previews.pollCoarse(renderer);
        while (previews.isCoarseDone() && !waiting.isEmpty()) {
            render(waiting.poll(), pieceMax, out);
        }
        previews.pollFine(rendering.isEmpty(), renderer);
        abandoning.forEach(r -> out.abandon(assignment.session(), assignment.epoch(), fence, r.tile(), r.range()));
        abandoning.clear();
    }

    private void render(final TileRange range, final int pieceMax, final Outbox out) {
        final int count = Math.min(pieceMax, range.range().count());
        for (int first = range.range().first(); first < range.range().end(); first += count) {
            final TileRange piece = new TileRange(range.tile(), new SampleRange(first, count));
            rendering.add(piece);
            out.render(assignment.session(), assignment.epoch(), fence, piece.tile(), piece.range());
        }
    }

    /** Tile-samples that are rendered or returned. */
    long done() {
        return done;
    }

    /** Tile-samples that may have been granted in all: what is done, and a window. Never less than said before. */
    long credit(final SessionTimes times, final int threads, final int rate, final long rttNs) {
        creditSaid = Math.max(creditSaid, done + times.window(assignment.mode(), threads, rate, rttNs));
        return creditSaid;
    }
}
