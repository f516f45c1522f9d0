package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.PreparedMaterial;
import org.umbel.tracer.texture.TextureCache;

final class LampCacheTest {
    private static final Mesh SQUARE = square();

    private final LampCache cache = new LampCache(2);
    /** Somebody holds the lamps of the scenes that there are. */
    private final List<List<PlacedMesh>> scenes = new ArrayList<>();
    private final LampTables first = tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 2));

    @Test
    void shouldKnowTheSameLampsOfTheNextScene() {
        assertThat(first.areas()).containsExactly(0.5f, 0.5f, 0.5f, 0.5f);
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 2))).isSameAs(first);
    }

    @Test
    void shouldKnowThemAfterAllScenesButTheNewestAreGone() {
        for (int i = 0; i < 5; i++) {
            assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 2))).isSameAs(first);
            scenes.removeFirst();
            System.gc();
        }
    }

    @Test
    void shouldMakeNewTablesOfLampsThatWereMovedDimmedReshapedAddedOrTakenAway() {
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 4, 2))).isNotSameAs(first);
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 1.5f))).isNotSameAs(first);
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(square(), 3, 2))).isNotSameAs(first);
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 2), lamp(SQUARE, 6, 2))).isNotSameAs(first);
        assertThat(tables(lamp(SQUARE, 0, 1))).isNotSameAs(first);
    }

    @Test
    void shouldMakeNewTablesForAnotherChoice() {
        assertThat(cache.of(scenes.getFirst(), LightChoice.UNIFORM)).isNotSameAs(first);
        assertThat(cache.of(scenes.getFirst(), LightChoice.TREE)).isSameAs(first);
    }

    @Test
    void shouldForgetTheLeastRecentlyUsed() {
        tables(lamp(SQUARE, 1, 1));
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 2))).isSameAs(first);
        tables(lamp(SQUARE, 2, 1));
        tables(lamp(SQUARE, 3, 1));
        assertThat(tables(lamp(SQUARE, 0, 1), lamp(SQUARE, 3, 2))).isNotSameAs(first);
    }

    @Test
    void shouldChooseByPowerAmongMoreThanATreeTakes() {
        final List<PlacedMesh> lamps = scenes.getFirst();
        final double[] powers = {1, 1, 2, 2};
        assertThat(LampTables.choice(lamps, powers, LightChoice.TREE, 4)).isInstanceOf(LightTree.class);
        assertThat(LampTables.choice(lamps, powers, LightChoice.TREE, 3)).isInstanceOf(FixedChoice.class);
    }

    private LampTables tables(final PlacedMesh... lamps) {
        scenes.add(List.of(lamps));
        return cache.of(scenes.getLast(), LightChoice.TREE);
    }

    private static PlacedMesh lamp(final Mesh mesh, final float x, final float shine) {
        final Material material = new Material(Material.Model.LAMBERT, new float[] {1, 1, 1, 1}, TextureRef.NONE, 0, 1,
            TextureRef.NONE, TextureRef.NONE, 1, new float[] {shine, shine, shine}, TextureRef.NONE,
            Material.AlphaMode.OPAQUE, 0.5f, false);
        return new PlacedMesh(mesh, new Instance(0, 0, new float[] {1, 0, 0, x, 0, 1, 0, 1, 0, 0, 1, 0}),
            new PreparedMaterial(material, new TextureCache(1).of(List.of(), List.of(material))));
    }

    private static Mesh square() {
        return new Mesh(new float[] {0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1}, new int[] {0, 1, 2, 2, 3, 0}, new float[0],
            new float[0], new float[0], new float[0]);
    }
}
