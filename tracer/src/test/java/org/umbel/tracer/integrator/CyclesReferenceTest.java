package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.tracer.accel.MeshAccelCache;

/** Pictures beside those of Blender's Cycles, in linear light. */
class CyclesReferenceTest {
    private static final long CACHE_BYTES = 1L << 28;
    /** Cycles' own relMSE at 64 samples against the same reference, from its JSON. */
    private static final double CYCLES_BUNNY_64 = 2.597355887138992e-05;

    @Test
    void shouldComeAsNearToTheBunnyAsCyclesWhenSamplesAreEqual() {
        final PreparedScene scene = PreparedScene.prepare(References.bunny("bunny-brown.glb",
            Environment.constant(0.4f, 0.5f, 0.7f),
            List.of(new Light.Sun(new float[] {-0.5f, -1, -0.6f}, new float[] {3, 3, 3}))),
            new MeshAccelCache(CACHE_BYTES));
        final float[] picture = References.render(scene, References.bunnyCamera(30),
            new PictureSettings(320, 180, 64, 16, Filter.BOX, 8));

        final double error = References.relMse(picture, References.pfm("bunny_lambert.pfm"));

        System.out.println("bunny_lambert, 64 samples: relMSE " + error + ", Cycles " + CYCLES_BUNNY_64);
        assertThat(error).isLessThanOrEqualTo(1.3 * CYCLES_BUNNY_64);
    }

    @Test
    void shouldLoseNoEnergyWhenAWhiteBunnyStandsInAWhiteFurnace() {
        final PreparedScene scene = PreparedScene.prepare(
            References.bunny("bunny-plain.glb", Environment.constant(1, 1, 1), List.of()),
            new MeshAccelCache(CACHE_BYTES));
        final float[] picture = References.render(scene, References.bunnyCamera(36),
            new PictureSettings(320, 180, 16, 16, Filter.BOX, 8));

        System.out.println("furnace_bunny_lambert, 16 samples: mean " + References.mean(picture));
        assertThat(References.mean(picture)).isBetween(0.997, 1.003);
        assertThat(References.relMse(picture, References.pfm("furnace_bunny_lambert.pfm"))).isLessThan(3e-5);
    }
}
