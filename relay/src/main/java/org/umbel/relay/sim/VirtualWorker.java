package org.umbel.relay.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.check.Checker.Rendered;
import org.umbel.relay.check.Picture;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.SeededRandom;

/**
 * A local renderer in virtual time: so many threads that take jobs in order and need time for each. Like a real one it
 * may finish out of order, gives up what is void within a batch, and may still answer for work that has just been
 * cancelled.
 */
final class VirtualWorker {
    private static final double VOID_ANSWER_PROBABILITY = 0.5;
    private static final double VOID_JOB_PROBABILITY = VOID_ANSWER_PROBABILITY / 8;
    /** A renderer looks whether its work is void once a batch. */
    private static final long BATCH_NS = 2_000_000;
    private static final short[][] PREVIEWS = new short[9][];

    private final EventQueue events;
    private final SeededRandom random;
    private final int planeLength;
    private final double samplesPerSecondAndThread;
    private final TileCosts costs;
    private final long loadMaxNs;
    private final SceneNeeds scenes;
    private final Runnable wake;
    /** Whether its sums are false. */
    private final BooleanSupplier lies;
    private final ArrayDeque<Job> queue = new ArrayDeque<>(1);
    private final List<Job> running;
    private final ArrayDeque<Answer> answers = new ArrayDeque<>(1);
    private final Map<SessionId, Begun> begun = new HashMap<>(2);
    private final int threads;
    private double slowness = 1;
    private long slowUntilNs;
    private boolean dead;

    static {
        for (final int grid : new int[] {1, 2, 4, 8}) {
            PREVIEWS[grid] = new short[3 * (TileSums.TILE_EDGE / grid) * (TileSums.TILE_EDGE / grid)];
        }
    }

    /** What a session shows, as this worker was told. */
    private record Begun(int epoch, Picture picture) {}

    /** What a job renders exactly; previews have none. */
    private record Piece(long fence, int tile, SampleRange range) {}

    /** Work for one thread. */
    private static final class Job {
        private final SessionId session;
        private final int epoch;
        /** In samples of a tile that costs as much as the mean. */
        private final double samples;
        private final @Nullable Piece piece;
        private final Answer answer;
        private boolean isOver;

        Job(final SessionId session, final int epoch, final double samples, final @Nullable Piece piece,
            final Answer answer) {
            this.session = session;
            this.epoch = epoch;
            this.samples = samples;
            this.piece = piece;
            this.answer = answer;
        }

        boolean renders(final SessionId itsSession, final int itsEpoch, final Piece itsPiece) {
            return epoch == itsEpoch && itsPiece.equals(piece) && session.equals(itsSession);
        }
    }

    /** The agent's side. */
    interface Agent {
        void onLoaded(BlockId manifest);

        void onRendered(Rendered rendered);

        void onAbandoned(SessionId session, int epoch, long fence, int tile, SampleRange range);

        void onPreview(SessionId session, int epoch, int tile, int grid, short[] rgb);
    }

    /** A call of the agent when it asks for answers. */
    private interface Answer {
        void give(Agent agent);
    }

    VirtualWorker(final EventQueue events, final SeededRandom random, final NodeSpec spec, final SimOptions options,
                  final SceneNeeds scenes, final TileCosts costs, final Runnable wake, final BooleanSupplier lies) {
        this.events = events;
        this.random = random;
        this.planeLength = options.picture().planeLength();
        this.samplesPerSecondAndThread = spec.rate() / Math.max(1, spec.threads());
        this.costs = costs;
        this.loadMaxNs = options.machine().loadMaxNs();
        this.scenes = scenes;
        this.wake = wake;
        this.lies = lies;
        this.threads = spec.threads();
        this.running = new ArrayList<>(threads);
    }

    void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        if (!scenes.missing(manifest, lookup).isEmpty()) {
            throw new IllegalStateException("told to load a scene that is not whole: " + manifest);
        }
        events.after(random.between(0, loadMaxNs), () -> answer(agent -> agent.onLoaded(manifest)));
    }

    void begin(final SessionId session, final int epoch, final Picture picture) {
        drop(session);
        begun.put(session, new Begun(epoch, picture));
    }

    /** What a picture of a scene is, to this worker. */
    Picture picture(final BlockId manifest, final Camera camera, final PictureSettings settings) {
        return new Picture(manifest, camera, settings, planeLength);
    }

    void cancel(final SessionId session) {
        drop(session);
        begun.remove(session);
    }

    void render(final SessionId session, final int epoch, final long fence, final int tile,
                final SampleRange range) {
        final Begun shown = shown(session, epoch);
        queue.add(new Job(session, epoch, range.count() * costs.of(tile), new Piece(fence, tile, range), agent -> {
            final TileSums sums = new TileSums(planeLength);
            shown.picture.add(tile, range.first(), range.end(), sums);
            sums.sums()[0] += lies.getAsBoolean() ? 1 : 0;
            agent.onRendered(new Rendered(session, epoch, fence, tile, range, sums));
        }));
        startJobs();
    }

    /** Gives a piece up, queued at once, begun at the end of its batch; one that is done has been answered for. */
    void abandon(final SessionId session, final int epoch, final long fence, final int tile, final SampleRange range) {
        final Piece piece = new Piece(fence, tile, range);
        final Answer answer = agent -> agent.onAbandoned(session, epoch, fence, tile, range);
        if (queue.removeIf(job -> job.renders(session, epoch, piece))) {
            answer(answer);
            return;
        }
        for (final Job job : running) {
            if (job.renders(session, epoch, piece)) {
                events.after(BATCH_NS, () -> {
                    if (!job.isOver) {
                        answer(answer);
                        end(job);
                    }
                });
            }
        }
    }

    void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        shown(session, epoch);
        queue.add(new Job(session, epoch, costs.of(tile) / (grid * grid), null,
            agent -> agent.onPreview(session, epoch, tile, grid, PREVIEWS[grid])));
        startJobs();
    }

    /** From now on every job takes longer by a factor, until then. */
    void slow(final double factor, final long untilNs) {
        slowness = factor;
        slowUntilNs = untilNs;
    }

    /** Gives the agent what has been finished; returns how much there was. */
    int drain(final Agent agent) {
        int count = 0;
        for (; !answers.isEmpty(); count++) {
            answers.poll().give(agent);
        }
        return count;
    }

    void die() {
        dead = true;
        queue.clear();
    }

    private Begun shown(final SessionId session, final int epoch) {
        final Begun shown = begun.get(session);
        if (shown == null || shown.epoch != epoch) {
            throw new IllegalStateException("work of epoch " + epoch + " but told to begin "
                + (shown == null ? "nothing" : shown.epoch));
        }
        return shown;
    }

    private void drop(final SessionId session) {
        queue.removeIf(job -> job.session.equals(session) && !random.chance(VOID_JOB_PROBABILITY));
        for (final Job job : running) {
            if (job.session.equals(session)) {
                events.after(BATCH_NS, () -> end(job));
            }
        }
    }

    private void startJobs() {
        while (running.size() < threads && !queue.isEmpty() && !dead) {
            final Job job = queue.poll();
            running.add(job);
            final double seconds = job.samples / samplesPerSecondAndThread * (0.7
                + 0.6 * random.nextDouble());
            final long durationNs = durationNs((long) (seconds * 1e9));
            if (isVoid(job) && durationNs > BATCH_NS) {
                events.after(BATCH_NS, () -> end(job));
            } else {
                events.after(durationNs, () -> finish(job));
            }
        }
    }

    private boolean isVoid(final Job job) {
        final Begun now = begun.get(job.session);
        return now == null || now.epoch != job.epoch;
    }

    /** How long work of so much usual time takes from now. */
    private long durationNs(final long usualNs) {
        final long slowNs = slowUntilNs - events.nowNs();
        if (slowNs <= 0) {
            return usualNs;
        }
        final double doneMeanwhileNs = slowNs / slowness;
        return usualNs <= doneMeanwhileNs ? (long) (usualNs * slowness) : slowNs + (long) (usualNs - doneMeanwhileNs);
    }

    private void finish(final Job job) {
        if (!job.isOver) {
            if (!isVoid(job) || random.chance(VOID_ANSWER_PROBABILITY)) {
                answer(job.answer);
            }
            end(job);
        }
    }

    private void end(final Job job) {
        if (!job.isOver) {
            job.isOver = true;
            running.remove(job);
            startJobs();
        }
    }

    private void answer(final Answer answer) {
        if (!dead) {
            answers.add(answer);
            wake.run();
        }
    }
}
