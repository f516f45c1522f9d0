package org.umbel.node.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneWriter;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * The scene of a session, as people edit it. Any thread may edit, and waits for nobody: the newest version is written
 * into blocks by the executor, and shown by the node's thread in {@link #poll}, as a new epoch. Edits that are given
 * together are shown together. Where edits come faster than epochs can be shown, the newest wins: versions between are
 * neither written nor sent.
 *
 * <p>An epoch lives until its first pixels have been here, so that endless motion shows something; not longer than five
 * seconds without any. Holds the scene and the blocks of its last version; what a version before had is given up by the
 * node when two newer ones have been shown.
 */
public final class SceneSession implements RootListener {
    /** Faster than screens are drawn, nobody could tell the difference. */
    private static final long EPOCH_MIN_NS = 30_000_000;
    /** Perhaps nobody is there, or what is shown cannot be rendered and the edit mends it. */
    private static final long EPOCH_MAX_NS = 5_000_000_000L;

    private final Session session;
    private final SceneWriter writer;
    private final Executor writing;
    private final Runnable wake;
    private final EditCheck check;

    // Under the lock: what is wanted, what is being written of it, and what is written and not yet shown.
    private Scene scene;
    /** Wanted since a version was last begun to be written. */
    private Optional<Camera> camera = Optional.empty();
    private boolean isWriting;
    private @Nullable Version ready;
    private @Nullable Problem failure;

    // The writing task's.
    private SceneBlocks.Written written;
    private Scene writtenScene;

    // The node's thread's.
    private BlockId shown;
    private int epoch;
    private long beganNs;
    private int epochWithPixels;

    /** A version that can be shown. */
    private record Version(SceneBlocks.Written blocks, Optional<Camera> camera) {}

    /**
     * Of a session that shows {@code written}, which {@code writer} has just written of {@code scene}.
     *
     * @param writer  used by the executor's tasks from here on
     * @param writing runs one task at a time of this, none of which takes longer than writing what has changed
     * @param wake    called by any thread: the next {@link #poll} is to come at once
     */
    public SceneSession(final Session session, final Scene scene, final SceneWriter writer,
                        final SceneBlocks.Written written, final Executor writing, final Runnable wake,
                        final long nowNs) {
        this.session = session;
        this.scene = scene;
        this.writer = writer;
        this.written = written;
        this.writtenScene = scene;
        this.writing = writing;
        this.wake = wake;
        this.check = new EditCheck(scene);
        this.shown = written.manifest();
        this.epoch = session.epoch();
        this.beganNs = nowNs;
    }

    /** Looks from elsewhere. Any thread; throws as {@link #edit}. */
    public void camera(final Camera newCamera) {
        edit(List.of(new SceneEdit.Look(newCamera)));
    }

    /** Places an object. Any thread; throws as {@link #edit}. */
    public void transform(final int instance, final float[] objectToWorld) {
        edit(List.of(new SceneEdit.Transform(instance, objectToWorld)));
    }

    /** Changes a material's numbers. Any thread; throws as {@link #edit}. */
    public void material(final int material, final MaterialFactors factors) {
        edit(List.of(new SceneEdit.Paint(material, factors)));
    }

    /** Replaces an image. Any thread, which decodes it to see whether it can be; throws as {@link #edit}. */
    public void texture(final int image, final Image replacement) {
        edit(List.of(new SceneEdit.Texture(image, replacement)));
    }

    /** Replaces all lights that are not meshes. Any thread; throws as {@link #edit}. */
    public void lights(final List<Light> lights) {
        edit(List.of(new SceneEdit.Lights(lights)));
    }

    /** Replaces what rays that leave the scene see. Any thread; throws as {@link #edit}. */
    public void environment(final Environment environment) {
        edit(List.of(new SceneEdit.Sky(environment)));
    }

    /** Replaces a mesh's streams. Any thread; throws as {@link #edit}. */
    public void geometry(final int mesh, final Mesh streams) {
        edit(List.of(new SceneEdit.Geometry(mesh, streams)));
    }

    /**
     * Applies all of these, in order, in one epoch; or none of them. Any thread.
     *
     * @throws ProblemException with all that is wrong with them: a place where nothing is, numbers that are not finite
     *     or out of bounds, arrays of another length, an image that no leaf could decode
     */
    public void edit(final List<SceneEdit> edits) {
        check.check(edits);
        synchronized (this) {
            final SceneDraft draft = new SceneDraft(scene);
            edits.forEach(draft::apply);
            scene = draft.scene();
            camera = draft.camera().or(() -> camera);
            if (isWriting) {
                return;
            }
            isWriting = true;
        }
        writing.execute(this::write);
    }

    /** The newest version, whether it has been shown or not. Any thread. */
    public synchronized Scene scene() {
        return scene;
    }

    /** Writes the newest version, until there is no newer one. */
    private void write() {
        while (true) {
            final Scene next;
            final Optional<Camera> from;
            synchronized (this) {
                if (hasTheSame(scene, writtenScene) && camera.isEmpty()) {
                    isWriting = false;
                    return;
                }
                next = scene;
                from = camera;
                camera = Optional.empty();
            }
            try {
                written = hasTheSame(next, writtenScene) ? written : writer.write(next);
            } catch (final IllegalArgumentException e) {
                fail(String.valueOf(e.getMessage()));
                return;
            }
            writtenScene = next;
            synchronized (this) {
                ready = new Version(written, from.or(() -> ready == null ? Optional.empty() : ready.camera));
            }
            wake.run();
        }
    }

    /** Whether only the camera may have moved. */
    @SuppressWarnings("ReferenceEquality") // what is not touched stays the very object
    private static boolean hasTheSame(final Scene a, final Scene b) {
        return a.meshes() == b.meshes() && a.images() == b.images() && a.materials() == b.materials()
            && a.instances() == b.instances() && a.lights() == b.lights() && a.environment() == b.environment();
    }

    private void fail(final String reason) {
        synchronized (this) {
            failure = Problem.of("", "the edited scene cannot be written: " + reason, "");
        }
        wake.run();
    }

    /**
     * Shows the newest version that is written, if it is time. On the node's thread, in every turn.
     *
     * @return whether an epoch has begun
     * @throws ProblemException when the edited scene is more than can be written
     */
    public boolean poll(final long nowNs) {
        if (session.epoch() != epoch) {
            begun(nowNs);
        }
        final Version next = take(nowNs);
        if (next == null) {
            return false;
        }
        if (!next.blocks.manifest().equals(shown)) {
            shown = next.blocks.manifest();
            session.scene(shown, next.blocks.blocks(), next.camera.or(session::camera).orElseThrow(), nowNs);
        } else if (next.camera.isPresent()) {
            session.camera(next.camera.get(), nowNs);
        } else {
            return false;
        }
        begun(nowNs);
        return true;
    }

    private void begun(final long nowNs) {
        epoch = session.epoch();
        beganNs = nowNs;
    }

    private synchronized @Nullable Version take(final long nowNs) {
        if (failure != null) {
            throw new ProblemException(failure);
        }
        if (ready == null || !isTimely(nowNs)) {
            return null;
        }
        final Version next = ready;
        ready = null;
        return next;
    }

    private boolean isTimely(final long nowNs) {
        final long ageNs = nowNs - beganNs;
        return ageNs >= EPOCH_MAX_NS || session.isComplete()
            || ageNs >= EPOCH_MIN_NS && epochWithPixels == session.epoch();
    }

    @Override
    public void onTile(final SessionId id, final int itsEpoch, final int tile) {
        epochWithPixels = itsEpoch;
    }

    @Override
    public void onView(final Message.View view) {
        epochWithPixels = view.epoch();
    }
}
