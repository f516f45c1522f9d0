package org.umbel.tracer.accel;

import java.util.Optional;
import org.umbel.codec.block.BlockId;

/**
 * Where the shapes of structures outlive the scene, or the process. Nothing in it is believed. Called by the thread
 * that prepares a scene, one at a time.
 */
public interface AccelStore {
    /** Holds nothing. */
    AccelStore NONE = new AccelStore() {
        @Override
        public Optional<AccelShape> find(final BlockId key, final int triangleCount) {
            return Optional.empty();
        }

        @Override
        public void keep(final BlockId key, final AccelShape shape) {}

        @Override
        public void spoilt(final BlockId key, final String why) {}
    };

    /**
     * A shape that was kept, if it still is; the caller waits for it.
     *
     * @param key           as {@link MeshKey} has it
     * @param triangleCount of the mesh: no shape is larger than it can need
     */
    Optional<AccelShape> find(BlockId key, int triangleCount);

    /** Keeps a shape, when there is time; it may be dropped. */
    void keep(BlockId key, AccelShape shape);

    /** What was found is no shape of that mesh. */
    void spoilt(BlockId key, String why);
}
