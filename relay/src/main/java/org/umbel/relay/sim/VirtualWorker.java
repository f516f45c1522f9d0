package org.umbel.relay.sim;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.check.Picture;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.simulated.EventQueue;
import org.umbel.relay.simulated.SeededRandom;

/**
 * A local renderer in virtual time: so many threads that take jobs in order and need time for each. Like a
 * real one it may finish out of order and may still answer for work that has just been cancelled.
 */
final class VirtualWorker {
    private static final double VOID_ANSWER_PROBABILITY = 0.5;
    private static final short[][] PREVIEWS = new short[9][];

    private final EventQueue events;
    private final SeededRandom random;
    private final int planeLength;
    private double samplesPerSecondAndThread;
    private final long loadMaxNs;
    private final SceneNeeds scenes;
    private final Runnable wake;
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private final Set<Job> running = new LinkedHashSet<>();
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final Map<SessionId, Begun> begun = new HashMap<>();
    private int idleThreads;
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
    private record Job(SessionId session, int epoch, double samples, @Nullable Piece piece, Answer answer) {}

    /** A call of the node when the worker is asked for its answers. */
    interface Answer {
        void give(TreeNode node, long nowNs);
    }

    VirtualWorker(final EventQueue events, final SeededRandom random, final NodeSpec spec,
                  final SimOptions options,
                  final SceneNeeds scenes, final Runnable wake) {
        this.events = events;
        this.random = random;
        this.planeLength = options.planeLength();
        this.samplesPerSecondAndThread = spec.rate() / Math.max(1, spec.threads());
        this.loadMaxNs = options.loadMaxNs();
        this.scenes = scenes;
        this.wake = wake;
        this.idleThreads = spec.threads();
    }

    void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        if (!scenes.missing(manifest, lookup).isEmpty()) {
            throw new IllegalStateException("told to load a scene that is not whole: " + manifest);
        }
        events.after(random.between(0, loadMaxNs), () -> answer((node, nowNs) -> node.onLoaded(manifest,
            nowNs)));
    }

    void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
               final PictureSettings settings) {
        dropJobs(session);
        begun.put(session, new Begun(epoch, new Picture(manifest, camera, settings, planeLength)));
    }

    void cancel(final SessionId session) {
        dropJobs(session);
        begun.remove(session);
    }

    void render(final SessionId session, final int epoch, final long fence, final int tile,
                final SampleRange range) {
        final Begun shown = shown(session, epoch);
        queue.add(new Job(session, epoch, range.count(), new Piece(fence, tile, range), (node, nowNs) -> {
            final TileSums sums = new TileSums(planeLength);
            shown.picture.add(tile, range.first(), range.end(), sums);
            node.onRendered(session, epoch, fence, tile, range, sums, nowNs);
        }));
        startJobs();
    }

    /** Gives a piece up, queued or begun; one that is done has been answered for. */
    void abandon(final SessionId session, final int epoch, final long fence, final int tile, final SampleRange range) {
        final Piece piece = new Piece(fence, tile, range);
        final Predicate<Job> wanted =
            job -> job.session.equals(session) && job.epoch == epoch && piece.equals(job.piece);
        if (queue.removeIf(wanted)) {
            answer((node, nowNs) -> node.onAbandoned(session, epoch, fence, tile, range, nowNs));
            return;
        }
        running.stream().filter(wanted).findFirst().ifPresent(job -> {
            running.remove(job);
            idleThreads++;
            answer((node, nowNs) -> node.onAbandoned(session, epoch, fence, tile, range, nowNs));
            startJobs();
        });
    }

    void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        shown(session, epoch);
        queue.add(new Job(session, epoch, 1.0 / (grid * grid), null,
            (node, nowNs) -> node.onPreview(session, epoch, tile, grid, PREVIEWS[grid], nowNs)));
        startJobs();
    }

    /** Gives the node what has been finished; returns how much there was. */
    int drain(final TreeNode node, final long nowNs) {
        int count = 0;
        while (!answers.isEmpty()) {
            answers.poll().give(node, nowNs);
            count++;
        }
        return count;
    }

    /** Takes so many times longer for what it begins from now on. */
    void slow(final double factor) {
        samplesPerSecondAndThread /= factor;
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

    private void dropJobs(final SessionId session) {
        queue.removeIf(job -> job.session.equals(session) && !random.chance(VOID_ANSWER_PROBABILITY / 8));
    }

    private void startJobs() {
        while (idleThreads > 0 && !queue.isEmpty() && !dead) {
            idleThreads--;
            final Job job = queue.poll();
            running.add(job);
            final double seconds = job.samples / samplesPerSecondAndThread * (0.7
                + 0.6 * random.nextDouble());
            events.after((long) (seconds * 1e9), () -> finish(job));
        }
    }

    private void finish(final Job job) {
        if (!running.remove(job)) {
            return;
        }
        idleThreads++;
        final Begun now = begun.get(job.session);
        if (now != null && now.epoch == job.epoch || random.chance(VOID_ANSWER_PROBABILITY)) {
            answer(job.answer);
        }
        startJobs();
    }

    private void answer(final Answer answer) {
        if (!dead) {
            answers.add(answer);
            wake.run();
        }
    }
}
