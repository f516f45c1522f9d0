package org.umbel.relay.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.work.RangeSet;

/** A session's root: each edit makes an epoch in which everything is free, and the buckets are the picture. */
public final class RootSession implements Session {
    private final NodeSession session;
    private final BiConsumer<BlockId, Collection<Block>> onScene;
    private final Runnable onEnd;
    private final LongSupplier freedBelow;
    private final Supplier<Optional<String>> failure;
    private RenderPlan plan = RenderPlan.of(Mode.INTERACTIVE);
    /** Null while every sample is wanted. */
    private @Nullable AdaptiveSampling adaptive;
    private @Nullable RootListener listener;
    private int epoch;
    private boolean ended;

    /**
     * @param onScene keeps a scene's blocks, before anybody is told of it
     * @param onEnd      forgets the session
     * @param freedBelow ranges freed by dead links in the whole tree
     * @param failure    why nobody will ever render it
     */
    public RootSession(final NodeSession session, final BiConsumer<BlockId, Collection<Block>> onScene,
                       final Runnable onEnd, final LongSupplier freedBelow,
                       final Supplier<Optional<String>> failure) {
        this.session = session;
        this.onScene = onScene;
        this.onEnd = onEnd;
        this.freedBelow = freedBelow;
        this.failure = failure;
        session.listener((tile, nowNs) -> {
            decide(session.begun(), tile);
            if (listener != null) {
                listener.onTile(session.id(), epoch, tile);
            }
        });
    }

    public NodeSession node() {
        return session;
    }

    @Override
    public SessionId id() {
        return session.id();
    }

    @Override
    public void show(final BlockId manifest, final Collection<Block> blocks, final Camera camera,
                     final PictureSettings settings, final RenderPlan newPlan, final long nowNs) {
        newPlan.problem(settings).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        if (!ended) {
            onScene.accept(manifest, blocks);
            begin(manifest, camera, settings, newPlan, nowNs);
        }
    }

    @Override
    public void camera(final Camera camera, final long nowNs) {
        final Assignment a = session.assignment();
        if (a != null && !ended) {
            begin(a.manifest(), camera, a.settings(), plan.edited(a.mode(), a.settings(), a.settings()), nowNs);
        }
    }

    @Override
    public void scene(final BlockId manifest, final Collection<Block> blocks, final Camera camera, final long nowNs) {
        final Assignment a = session.assignment();
        if (a != null && !ended) {
            onScene.accept(manifest, blocks);
            begin(manifest, camera, a.settings(), plan.edited(a.mode(), a.settings(), a.settings()), nowNs);
        }
    }

    @Override
    public void settings(final PictureSettings settings, final Mode mode, final long nowNs) {
        final Assignment a = session.assignment();
        if (a != null && !ended) {
            begin(a.manifest(), a.camera(), settings, plan.edited(mode, a.settings(), settings), nowNs);
        }
    }

    private void begin(final BlockId manifest, final Camera camera, final PictureSettings settings,
                       final RenderPlan newPlan, final long nowNs) {
        epoch++;
        plan = newPlan;
        session.begin(new Assignment(session.id(), epoch, manifest, camera, settings, plan.mode(), 0,
            settings.grid().tileCount()), plan.firstSample(), () -> want(settings), nowNs);
    }

    /** All that is wanted becomes free work, but for what is there already. */
    private void want(final PictureSettings settings) {
        final SessionWork work = session.begun();
        adaptive = plan.adaptiveError() > 0 ? new AdaptiveSampling(settings, plan.adaptiveError()) : null;
        final RangeSet all = RangeSet.of(plan.firstSample(), settings.samples());
        final Map<Integer, TileResult> done = new HashMap<>();
        plan.done().forEach(result -> done.put(result.tile(), result));
        for (final int tile : tiles(settings)) {
            if (plan.wants(settings, tile)) {
                final TileResult result = done.get(tile);
                if (adaptive == null) {
                    want(work, tile, result, result == null ? all : all.without(result.ranges()));
                } else {
                    final Optional<RangeSet> rest = Optional.ofNullable(result).flatMap(adaptive::begin);
                    want(work, tile, rest.isEmpty() ? null : result, rest.orElseGet(adaptive::begin));
                }
            }
        }
    }

    private void want(final SessionWork work, final int tile, final @Nullable TileResult result, final RangeSet rest) {
        if (result != null) {
            work.have(result);
        }
        work.want(tile, rest);
        decide(work, tile);
    }

    private int[] tiles(final PictureSettings settings) {
        return plan.mode() == Mode.TILED
            ? TileOrder.spiral(settings.grid(), plan.region().orElse(PixelRegion.whole(settings.grid())))
            : IntStream.range(0, settings.grid().tileCount()).toArray();
    }

    /** Adaptive sampling: a tile whose checkpoint is reached may want more. */
    private void decide(final SessionWork work, final int tile) {
        final RangeSet there = work.buckets().ranges(tile);
        if (adaptive == null || there.isEmpty() || !there.equals(work.received(tile)) || adaptive.isDecided(tile)) {
            return;
        }
        work.want(tile, adaptive.next(tile, there.size(), Objects.requireNonNull(work.buckets().sums(tile))));
    }

    @Override
    public Optional<Checkpoint> checkpoint(final int tile) {
        return adaptive == null ? Optional.empty() : adaptive.checkpoint(tile);
    }

    /** A liar's sums are in this epoch: the same picture begins again; results of earlier runs stay. */
    public void taint(final int itsEpoch, final String liar, final long nowNs) {
        final Assignment a = session.assignment();
        if (a != null && !ended && itsEpoch == epoch) {
            begin(a.manifest(), a.camera(), a.settings(), plan, nowNs);
            if (listener != null) {
                listener.onTainted(session.id(), epoch, liar);
            }
        }
    }

    @Override
    public void end(final long nowNs) {
        if (!ended) {
            ended = true;
            session.end(nowNs);
            onEnd.run();
        }
    }

    @Override
    public void listener(final RootListener newListener) {
        listener = newListener;
    }

    /** A view from below; those of older epochs are dropped. */
    public void onView(final Message.View view) {
        if (listener != null && view.epoch() == epoch && !ended) {
            listener.onView(view);
        }
    }

    @Override
    public Optional<Camera> camera() {
        return Optional.ofNullable(session.assignment()).map(Assignment::camera);
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public long tileSamplesAccepted() {
        return session.work() == null ? 0 : session.work().buckets().tileSamples();
    }

    @Override
    public long tileSamplesTotal() {
        return session.work() == null ? 0 : session.work().tileSamplesReceived();
    }

    @Override
    public boolean isComplete() {
        return epoch > 0 && tileSamplesAccepted() == tileSamplesTotal();
    }

    @Override
    public boolean isComplete(final int tile) {
        return session.work() != null && session.work().buckets().ranges(tile).size()
            == session.work().received(tile).size();
    }

    @Override
    public @Nullable TileSums sums(final int tile) {
        return session.work() == null ? null : session.work().buckets().sums(tile);
    }

    @Override
    public RangeSet accepted(final int tile) {
        return session.work() == null ? RangeSet.EMPTY : session.work().buckets().ranges(tile);
    }

    @Override
    public Optional<String> failure() {
        return failure.get();
    }

    @Override
    public long rangesFreed() {
        return freedBelow.getAsLong();
    }
}
