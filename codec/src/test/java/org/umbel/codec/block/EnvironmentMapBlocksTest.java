package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Scene;

class EnvironmentMapBlocksTest {
    @Test
    void shouldReadAnEnvironmentsMapAndSendNoneOfItWhenItIsTurned() throws BlockException {
        final Scene scene = underAMap(0.25f, 2);
        final SceneBlocks.Written written = SceneBlocks.write(scene);
        final Map<BlockId, Block> map = new HashMap<>();
        written.blocks().forEach(b -> map.put(b.id(), b));
        SceneBlocksTest.assertSame(SceneBlocks.read(written.manifest(), map::get), scene);

        final SceneDiff turned = SceneDiff.of(written, SceneBlocks.write(underAMap(0.5f, 3)));
        assertThat(turned.changed().stream().map(SceneDiff.Row::name)).containsExactly("lights", "manifest");
        final SceneDiff without = SceneDiff.of(SceneBlocks.write(SceneBlocksTest.scene(7, 30)), written);
        assertThat(without.changed().stream().map(SceneDiff.Row::name)).contains("environment map");
    }

    private static Scene underAMap(final float turns, final float strength) {
        final Scene scene = SceneBlocksTest.scene(7, 30);
        final byte[] rgbe = new byte[4 * 300 * 150];
        new Random(5).nextBytes(rgbe);
        return new Scene(scene.meshes(), scene.images(), scene.materials(), scene.instances(), scene.lights(),
            new Environment.Mapped(new EnvironmentMap(300, 150, rgbe), turns, strength));
    }

    @Test
    void shouldRefuseAnEnvironmentWhoseMapIsNotAsItSays() {
        final Environment mapped = underAMap(0, 1).environment();
        final byte[] lights = FlatRecords.lights(mapped, List.of());
        refuses(lights, null, "environment of kind 1 without a map");
        refuses(lights, new byte[4 * 300 * 150 - 4], "300 x 150 texels in 179996 bytes");
        refuses(FlatRecords.lights(SceneBlocksTest.scene(7, 30).environment(), List.of()), new byte[4],
            "kind 0 with a map");
        final byte[] huge = lights.clone();
        huge[6] = 0x7F;
        refuses(huge, new byte[4], "8323372 x 150 texels");
        refuses(new byte[] {2, 0, 0, 0}, null, "environment of kind 2 without");
        refuses(new byte[] {0, 0, 0}, null, "lights record of 3");
        final byte[] strong = lights.clone();
        strong[19] = 0x7F;
        refuses(strong, new byte[4 * 300 * 150], "strong beyond bounds");
    }

    private static void refuses(final byte[] lights, final byte @Nullable [] map, final String words) {
        final Map<BlockId, Block> blocks = new HashMap<>();
        final List<Manifest.Entry> entries = new ArrayList<>();
        if (map != null) {
            entries.add(SceneBlocksTest.entry(blocks, RecordKind.ENVIRONMENT_MAP, map));
        }
        entries.add(new Manifest.Entry(RecordKind.MATERIALS, List.of()));
        entries.add(new Manifest.Entry(RecordKind.INSTANCES, List.of()));
        entries.add(SceneBlocksTest.entry(blocks, RecordKind.LIGHTS, lights));
        SceneBlocksTest.refuses(SceneBlocksTest.write(entries, blocks), blocks, words);
    }
}
