package org.umbel.node.page;

import java.util.List;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message.SceneProgress;

/**
 * A session as a person is told of it.
 *
 * @param about          what does not change
 * @param epoch          of the picture
 * @param settings       its size, and the samples wanted
 * @param camera         of this epoch
 * @param samplesDone    per pixel, the mean over the picture
 * @param seconds        since this epoch began, until it was complete
 * @param firstPixelsMs  from the epoch's begin until the first pixels were here, negative before
 * @param samplesPerSecond of all nodes together: lately, or over the whole epoch when it is complete
 * @param isComplete     whether nothing is left to do
 * @param farm           for example "Local network farm, 3 leaves"
 * @param notice         what must not be overlooked at the moment, or empty
 * @param denoising      why nobody sees the picture without its grain although somebody wants to, or empty
 * @param nodes          all nodes, a parent before its children
 */
public record StudioState(About about, int epoch, PictureSettings settings, Camera camera, double samplesDone,
                          double seconds, double firstPixelsMs, double samplesPerSecond, boolean isComplete,
                          String farm, String notice, String denoising, List<Node> nodes) {
    public StudioState {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node of the tree.
     *
     * @param id               of its process
     * @param depth            0 for the client
     * @param name             for people
     * @param role             client, relay or leaf
     * @param state            in words: what it does, or what it waits for
     * @param mood             how it fares
     * @param threads          render threads
     * @param samplesPerSecond measured there
     * @param share            of all samples accepted in this session, itself and below, 0..1
     * @param scene            how much of the scene it has
     */
    public record Node(long id, int depth, String name, String role, String state, Mood mood, int threads,
                       double samplesPerSecond, double share, SceneProgress scene) {}

    /** How a node fares. */
    public enum Mood {
        /** Contributes. */
        BUSY,
        /** Has nothing to do, and nothing is wrong. */
        IDLE,
        /** Contributes nothing yet: something is missing. */
        WAITING,
        /** Its link is dead. */
        GONE
    }
}
