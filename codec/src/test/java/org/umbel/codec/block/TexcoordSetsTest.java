package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;

/** Sets of texture coordinates in records: as many as there may be, and no more. */
class TexcoordSetsTest {
    @Test
    void shouldRefuseMoreSetsOfTextureCoordinatesThanThereMayBe() throws BlockException {
        final Map<BlockId, Block> map = new HashMap<>();
        final List<Manifest.Entry> entries = new ArrayList<>();
        entries.add(SceneBlocksTest.entry(map, RecordKind.POSITIONS, new byte[36]));
        for (int set = 0; set < Mesh.TEXCOORD_SETS_MAX; set++) {
            entries.add(SceneBlocksTest.entry(map, RecordKind.TEXCOORDS, new byte[24]));
        }
        final List<Manifest.Entry> rest = rest(map);
        final List<Manifest.Entry> most = new ArrayList<>(entries);
        most.addAll(rest);
        assertThat(SceneBlocks.read(SceneBlocksTest.write(most, map), map::get).meshes().getFirst().texcoordSets())
            .hasSize(Mesh.TEXCOORD_SETS_MAX);
        entries.add(entries.getLast());
        entries.addAll(rest);
        SceneBlocksTest.refuses(SceneBlocksTest.write(entries, map), map, "no MATERIALS where they belong");
    }

    /** The byte of the first texture behind its image and its wrapping: 1 is nearest, the rest is the set. */
    @Test
    void shouldRefuseASetThatNoMeshCanHave() throws BlockException {
        final Map<BlockId, Block> map = new HashMap<>();
        final List<Manifest.Entry> rest = rest(map);
        final byte[] material = FlatRecords.materials(List.of(new Material(Material.Model.LAMBERT, new float[4],
            TextureRef.NONE, 0, 1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE,
            Material.AlphaMode.OPAQUE, 0, false)));
        final int place = 3 + 11 * Float.BYTES + 6;
        material[place] = 7;
        final TextureRef last = SceneBlocks
            .read(SceneBlocksTest.write(List.of(SceneBlocksTest.entry(map, RecordKind.MATERIALS, material), rest.get(1),
                rest.get(2)), map), map::get)
            .materials().getFirst().baseColorTexture();
        assertThat(last.nearest()).isTrue();
        assertThat(last.set()).isEqualTo(Mesh.TEXCOORD_SETS_MAX - 1);
        for (final int wrong : new int[] {8, -2}) {
            material[place] = (byte) wrong;
            SceneBlocksTest.refuses(
                SceneBlocksTest.write(
                    List.of(SceneBlocksTest.entry(map, RecordKind.MATERIALS, material), rest.get(1), rest.get(2)), map),
                map,
                "material 0: no such image or set of texture coordinates");
        }
    }

    private static List<Manifest.Entry> rest(final Map<BlockId, Block> map) {
        return List.of(new Manifest.Entry(RecordKind.MATERIALS, List.of()),
            new Manifest.Entry(RecordKind.INSTANCES, List.of()), SceneBlocksTest.entry(map, RecordKind.LIGHTS,
                FlatRecords.lights(Environment.constant(1, 1, 1), List.of())));
    }
}
