package org.umbel.node.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.PictureKey;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;

/**
 * What a snapshot is of. How many samples there are is not in it: each tile says so for itself.
 *
 * @param manifest of the scene
 * @param camera   from where
 * @param settings size, F, filter, bounces; its number of samples means nothing
 * @param profile  arithmetic profile of the tree that rendered
 * @param adaptive how adaptive sampling decided; {@link Adaptive#NONE}: not at all
 * @param region   what the last run was asked for; tiles outside may be there too
 */
public record SnapshotHead(BlockId manifest, Camera camera, PictureSettings settings, long profile,
                           Adaptive adaptive, PixelRegion region) {
    /**
     * How adaptive sampling decides. Only a run that decides alike may take a tile as done.
     *
     * @param error   0: every tile gets all samples
     * @param ceiling samples per pixel at most; 0 without it
     */
    public record Adaptive(float error, int ceiling) {
        public static final Adaptive NONE = new Adaptive(0, 0);
    }

    /** Equal exactly for snapshots that can continue each other. */
    public String key() {
        return PictureKey.ofAnySamples(manifest, camera, settings, profile);
    }

    public SnapshotHead withRegion(final PixelRegion newRegion) {
        return new SnapshotHead(manifest, camera, settings, profile, adaptive, newRegion);
    }

    SnapshotHead withAdaptive(final Adaptive newAdaptive) {
        return new SnapshotHead(manifest, camera, settings, profile, newAdaptive, region);
    }

    /** In what the other picture is another one, in words; empty when the keys are equal. */
    public List<String> differences(final SnapshotHead other) {
        final List<String> words = new ArrayList<>();
        add(words, "scene or lights", manifest.equals(other.manifest));
        add(words, "camera", Arrays.equals(camera.position(), other.camera.position())
            && Arrays.equals(camera.target(), other.camera.target()) && Arrays.equals(camera.up(), other.camera.up())
            && camera.verticalFovDegrees() == other.camera.verticalFovDegrees()
            && camera.orthographicHeight() == other.camera.orthographicHeight()
            && camera.lensRadius() == other.camera.lensRadius()
            && camera.focusDistance() == other.camera.focusDistance());
        add(words, "size", settings.grid().equals(other.settings.grid()));
        add(words, "pixel filter", settings.filter() == other.settings.filter());
        add(words, "bounces", settings.bounces() == other.settings.bounces());
        add(words, "precision of sums", settings.fractionBits() == other.settings.fractionBits());
        add(words, "version of the renderer", profile == other.profile);
        return words;
    }

    private static void add(final List<String> words, final String word, final boolean same) {
        if (!same) {
            words.add(word);
        }
    }
}
