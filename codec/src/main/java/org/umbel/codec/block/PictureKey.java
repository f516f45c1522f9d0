package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;

/**
 * What a picture is, whoever renders it, whenever (design, section 1). It stands beside the manifest's name because
 * {@code tile} knows nothing of cameras.
 */
public final class PictureKey {
    /** Raised when what follows it in the hashed bytes changes. */
    private static final int FORM = 2;

    /** No picture has so many: stands for any number. */
    private static final int ANY_SAMPLES = 0;

    private PictureKey() {}

    /**
     * SHA-256, in lower-case hex, over little-endian int32 2 (the form), the manifest's 32 bytes, float32 position,
     * target, up, vertical field of view, orthographic height, radius of the lens, focus distance,
     * int32 width, height, samples, F, filter (its ordinal), bounces, int64 profile.
     *
     * @param profile arithmetic profile of the tree, as in the hello
     */
    public static String of(final BlockId manifest, final Camera camera, final PictureSettings settings,
                            final long profile) {
        return of(manifest, camera, settings, settings.samples(), profile);
    }

    /** What a picture is, however many samples it will have: the same hash, with 0 for the samples. */
    public static String ofAnySamples(final BlockId manifest, final Camera camera, final PictureSettings settings,
                                      final long profile) {
        return of(manifest, camera, settings, ANY_SAMPLES, profile);
    }

    private static String of(final BlockId manifest, final Camera camera, final PictureSettings settings,
                             final int samples, final long profile) {
        final ByteBuffer b = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(FORM).put(manifest.bytes());
        put(b, camera.position());
        put(b, camera.target());
        put(b, camera.up());
        b.putFloat(camera.verticalFovDegrees()).putFloat(camera.orthographicHeight());
        b.putFloat(camera.lensRadius()).putFloat(camera.focusDistance());
        b.putInt(settings.width()).putInt(settings.height()).putInt(samples);
        b.putInt(settings.fractionBits()).putInt(settings.filter().ordinal()).putInt(settings.bounces());
        b.putLong(profile);
        return BlockId.of(b.array(), 0, b.position()).toString();
    }

    private static void put(final ByteBuffer b, final float[] vector) {
        b.putFloat(vector[0]).putFloat(vector[1]).putFloat(vector[2]);
    }
}
