package org.umbel.relay.hub;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.SessionTimes;
import org.umbel.relay.session.Worker;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.work.RateMeter;

/**
 * The renderer of this process, as one more child of the hub. A renderer may forget a scene that no begun session
 * names; it is asked to load again for each session that comes to a scene.
 */
final class LocalWorker implements Worker {
    private final String name;
    private final long incarnation;
    private final int threads;
    private final SessionTimes times;
    private final Map<SessionId, LocalSession> sessions = new LinkedHashMap<>();
    private final ArrayDeque<SessionId> ended = new ArrayDeque<>();
    private final RateMeter meter;
    /** Whether the renderer prepares a scene: one at a time, so that those superseded meanwhile never are. */
    private boolean loading;
    private boolean resting;

    LocalWorker(final NodeConfig config, final SessionTimes times) {
        this.name = config.name();
        this.incarnation = config.incarnation();
        this.threads = config.threads();
        this.times = times;
        this.meter = new RateMeter(config.rememberedRate());
    }

    /** What the worker says to its hub. */
    interface Parent {
        void onReady(Assignment assignment, int weight);

        void onCredit(Assignment assignment, long fence, long credit, int rate, long done);

        void onReturn(Assignment assignment, long fence, List<TileRange> ranges);
    }

    @Override
    public long link() {
        return LOCAL;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long incarnation() {
        return incarnation;
    }

    @Override
    public int threads() {
        return threads;
    }

    /** Tile-samples per second, 0 if unknown. */
    int rate() {
        return meter.perSecond();
    }

    @Override
    public void begin(final Assignment assignment, final long fence, final List<TileRange> grant, final long nowNs) {
        final LocalSession old = sessions.get(assignment.session());
        final LocalSession next = new LocalSession(assignment, fence, threads, old);
        sessions.put(assignment.session(), next);
        // the old work is void: its rest must not count as time that the new one took; other sessions' goes on
        pauseMeter();
        next.grant(grant);
    }

    @Override
    public void grant(final SessionId session, final int epoch, final long fence, final List<TileRange> ranges,
                      final long nowNs) {
        Objects.requireNonNull(sessions.get(session)).grant(ranges);
    }

    @Override
    public void recall(final SessionId session, final int epoch, final long fence, final List<TileRange> ranges,
                       final long nowNs) {
        Objects.requireNonNull(sessions.get(session)).recall(ranges);
    }

    /** Whether the renderer is not to be used for a while: what it has not rendered comes back. */
    void rest(final boolean newResting) {
        resting = newResting;
    }

    boolean isResting() {
        return resting;
    }

    @Override
    public void end(final SessionId session, final long nowNs) {
        if (sessions.remove(session) != null) {
            ended.add(session);
        }
    }

    void onLoaded(final BlockId manifest) {
        loading = false;
        sessions.values().forEach(session -> session.onLoaded(manifest));
    }

    void onLoadFailed(final BlockId manifest, final String reason) {
        loading = false;
        sessions.values().forEach(session -> session.onLoadFailed(manifest, reason));
    }

    /** Why a session's scene cannot be loaded; empty while it can. */
    String failure(final SessionId id) {
        final LocalSession session = sessions.get(id);
        return session == null ? "" : session.failure();
    }

    /** Whether it was asked for as things are now. */
    boolean onPreview(final SessionId id, final int epoch, final int tile, final int grid) {
        final LocalSession session = sessions.get(id);
        return session != null && session.assignment().epoch() == epoch && session.onPreview(tile, grid);
    }

    void onRendered(final SessionId id, final long fence, final TileRange range, final long nowNs) {
        final LocalSession session = sessions.get(id);
        if (session != null && session.fence() == fence) {
            session.onRendered(range);
            meter.onDone(range.range().count(), nowNs);
        }
        pauseMeter();
    }

    void onAbandoned(final SessionId id, final long fence, final TileRange range, final long nowNs) {
        final LocalSession session = sessions.get(id);
        if (session != null && session.fence() == fence) {
            session.onAbandoned(range);
        }
        pauseMeter();
    }

    private void pauseMeter() {
        if (sessions.values().stream().noneMatch(LocalSession::isRendering)) {
            meter.onIdle();
        }
    }

    /**
     * Tells the hub what has changed, and the renderer what to do.
     *
     * @param hasScene whether all blocks of a scene are held, for a session; asks for them where not
     */
    void poll(final Outbox out, final BiPredicate<SessionId, BlockId> hasScene, final Lookup lookup,
              final Parent parent, final long rttNs, final long nowNs) {
        while (!ended.isEmpty()) {
            out.cancel(ended.poll());
        }
        for (final LocalSession session : List.copyOf(sessions.values())) {
            final Assignment a = session.assignment();
            if (session.wantsScene() && hasScene.test(a.session(), a.manifest()) && !loading) {
                loading = true;
                session.onLoading();
                out.load(a.manifest(), lookup::get);
            }
            if (session.isLoaded()) {
                final int rate = meter.perSecond();
                if (resting) {
                    session.rest();
                }
                session.poll(out, times.pieceMax(a.mode(), threads, rate));
                if (session.isRendering()) {
                    meter.onBusy(nowNs);
                }
                parent.onReady(a, resting ? 0 : threads);
                final List<TileRange> returned = session.takeReturned();
                if (!returned.isEmpty()) {
                    parent.onReturn(a, session.fence(), returned);
                }
                parent.onCredit(a, session.fence(), session.credit(times, threads, rate, rttNs),
                    rate, session.done());
            }
        }
    }

    /** Blocks that are held. Any thread. */
    interface Lookup {
        @Nullable
        Block get(BlockId id);
    }
}
