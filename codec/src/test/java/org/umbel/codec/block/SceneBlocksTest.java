package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

class SceneBlocksTest {
    /** Of scene(8420, 12_000); both change only with the form version. */
    private static final String GOLDEN_MANIFEST =
        "3bb9c0a3b36988bcd9a04e258c5160316cd587a2451c77144034acb284f6ecc3";
    private static final String GOLDEN_LAYOUT =
        "44cf988712734f796ca3d27d5bab924a9cb50128534d6878d52cdf35c5466861";

    @Test
    void shouldReturnScenesAsTheyWereWritten() throws BlockException {
        for (final int vertices : new int[] {0, 3, 300, 40_000}) {
            final Scene scene = scene(vertices + 1, vertices);
            final SceneBlocks.Written written = SceneBlocks.write(scene);
            final Scene read = SceneBlocks.read(written.manifest(), map(written)::get);
            assertSame(read, scene);
            assertThat(written.blocks()).doesNotHaveDuplicates().allMatch(b -> b.rawLength() <= Block.RAW_BYTES_MAX);
        }
    }

    @Test
    void shouldCutALargeMeshBetweenVertices() {
        final SceneBlocks.Written written = SceneBlocks.write(scene(1, 40_000));
        assertThat(written.blocks().stream().filter(b -> b.rawLength() >= 16 * 1024 && b.rawLength() % 4 == 0).count())
            .isGreaterThan(30);
    }

    @Test
    void shouldNameTheSameSceneAlike() {
        assertThat(SceneBlocks.write(scene(8420, 12_000)).manifest()).hasToString(GOLDEN_MANIFEST);
        assertThat(SceneBlocks.write(scene(8420, 300))).isEqualTo(SceneBlocks.write(scene(8420, 300)));
    }

    /** The bytes that the compressor gets, and not those that it makes of them: it may be upgraded. */
    @Test
    void shouldLayTheSameSceneOutAlike() {
        final ByteArrayOutputStream laidOut = new ByteArrayOutputStream();
        for (final Block block : SceneBlocks.write(scene(8420, 12_000)).blocks()) {
            final byte[] frame = block.compressed();
            laidOut.write(frame[0]);
            laidOut.writeBytes(Zstd.decompress(Arrays.copyOfRange(frame, 1, frame.length), block.rawLength()));
        }
        assertThat(BlockId.of(laidOut.toByteArray())).hasToString(GOLDEN_LAYOUT);
    }

    @Test
    void shouldSendOneBlockAndTheManifestWhenAnInstanceMoves() {
        final Scene scene = scene(5, 40_000);
        final List<Instance> moved = new ArrayList<>(scene.instances());
        final float[] matrix = moved.getFirst().objectToWorld().clone();
        matrix[3] += 1;
        moved.set(0, new Instance(moved.getFirst().mesh(), moved.getFirst().material(), matrix));
        final Scene after = new Scene(scene.meshes(), scene.images(), scene.materials(), moved, scene.lights(),
            scene.environment());
        final Set<Block> fresh = new HashSet<>(SceneBlocks.write(after).blocks());
        SceneBlocks.write(scene).blocks().forEach(fresh::remove);
        assertThat(fresh).hasSize(2).allMatch(b -> b.rawLength() < 8192);
    }

    @Test
    void shouldKeepEqualBlocksOnce() {
        final Scene one = scene(5, 300);
        final List<Mesh> twice = List.of(one.meshes().get(0), one.meshes().get(0));
        final Scene two = new Scene(twice, one.images(), one.materials(), List.of(), List.of(), one.environment());
        final Scene single = new Scene(twice.subList(0, 1), one.images(), one.materials(), List.of(), List.of(),
            one.environment());
        assertThat(SceneBlocks.write(two).blocks()).hasSameSizeAs(SceneBlocks.write(single).blocks());
    }

    @Test
    void shouldLeadAFetchToCompletionInThreeRounds() throws BlockException {
        final Scene scene = manyImages(4_000);
        final SceneBlocks.Written written = SceneBlocks.write(scene);
        final Map<BlockId, Block> parent = map(written);
        final Map<BlockId, Block> here = new HashMap<>();
        int rounds = 0;
        assertThat(SceneBlocks.missing(written.manifest(), here::get)).containsExactly(written.manifest());
        for (List<BlockId> wants = SceneBlocks.missing(written.manifest(), here::get); !wants.isEmpty();
             wants = SceneBlocks.missing(written.manifest(), here::get)) {
            for (final BlockId id : wants) {
                assertThat(here.put(id, parent.get(id))).isNull();
            }
            rounds++;
        }
        assertThat(rounds).isEqualTo(3);
        assertThat(here.equals(parent)).isTrue();
        assertSame(SceneBlocks.read(written.manifest(), here::get), scene);
    }

    @Test
    void shouldRefuseWhatIsNotThereOrNotWhole() {
        final SceneBlocks.Written written = SceneBlocks.write(scene(7, 300));
        for (final Block block : written.blocks()) {
            final Map<BlockId, Block> map = map(written);
            map.remove(block.id());
            refuses(written.manifest(), map, "");
            final byte[] flipped = block.compressed().clone();
            flipped[flipped.length - 1] ^= (byte) 0xFF;
            map.put(block.id(), new Block(block.id(), block.rawLength(), flipped));
            refuses(written.manifest(), map, block.id().toString());
            map.put(block.id(), BlockCodec.encode(new byte[] {2, 3}, 0, 2, 1));
            refuses(written.manifest(), map, "in place of");
        }
    }

    @Test
    void shouldRefuseASceneBeyondTheBudget() {
        final SceneBlocks.Written written = SceneBlocks.write(scene(7, 300));
        assertThatThrownBy(() -> SceneBlocks.read(written.manifest(), map(written)::get, 10_000))
            .isInstanceOf(BlockException.class).hasMessageContaining("budget");
    }

    @Test
    void shouldSurviveManifestsOfRandomBytes() {
        final Random random = new Random(8420);
        final SceneBlocks.Written written = SceneBlocks.write(scene(7, 30));
        final byte[] good = rawOf(written.blocks().getLast());
        for (int i = 0; i < 4_000; i++) {
            final byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(300)] : good.clone();
            if (i % 2 == 0) {
                random.nextBytes(bytes);
                System.arraycopy(good, 0, bytes, 0, Math.min(bytes.length, 4 + random.nextInt(7)));
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            survives(bytes, map(written));
        }
    }

    @Test
    void shouldAskForNodesThenWhatPlacesThingsThenGeometryThenImages() throws BlockException {
        final Scene large = scene(3, 40_000);
        final Scene scene = new Scene(large.meshes(), manyImages(500).images(), large.materials(), large.instances(),
            large.lights(), large.environment());
        final SceneBlocks.Written written = SceneBlocks.write(scene);
        final Map<BlockId, Block> all = map(written);
        final Map<BlockId, Block> here = new HashMap<>();
        here.put(written.manifest(), all.get(written.manifest()));
        final List<BlockId> nodes = SceneBlocks.missing(written.manifest(), here::get);
        assertThat(nodes).hasSizeBetween(2, 20).allMatch(id -> all.get(id).rawLength() <= 16 * 1024);
        here.put(nodes.getFirst(), all.get(nodes.getFirst()));
        final List<BlockId> partly = SceneBlocks.missing(written.manifest(), here::get);
        assertThat(partly).startsWith(nodes.subList(1, nodes.size()).toArray(BlockId[]::new))
            .hasSizeGreaterThan(nodes.size());
        nodes.forEach(id -> here.put(id, all.get(id)));
        final List<BlockId> data = SceneBlocks.missing(written.manifest(), here::get);
        assertThat(data).hasSize(all.size() - here.size());
        final Map<BlockId, RecordKind> kinds = new HashMap<>();
        SceneBlocks.manifest(written.manifest(), all::get).records()
            .forEach(record -> record.pieces().forEach(piece -> kinds.put(piece.id(), record.kind())));
        assertThat(data.stream().map(kinds::get).distinct()).startsWith(RecordKind.MATERIALS, RecordKind.INSTANCES,
            RecordKind.LIGHTS, RecordKind.POSITIONS).endsWith(RecordKind.IMAGE_PNG);
        assertThat(data.indexOf(BlockId.of(scene.images().getFirst().encoded()))).isEqualTo(data.size() - 500);
    }

    @Test
    void shouldRefuseHugeCountsWithoutAllocatingThem() {
        final Map<BlockId, Block> none = new HashMap<>();
        refuses(put(none, head(6, 0).put((byte) 0)), none, "multiple of 36");
        refuses(put(none, head(6, 1).put((byte) 0)), none, "multiple of 32");
        refuses(put(none, head(6, 200)), none, "200 levels");
        refuses(put(none, head(9, 0)), none, "form 9");
        refuses(put(none, head(2, 0)), none, "import the scene again");
        refuses(put(none, item(head(6, 0), 99, 0, new BlockId(0, 0, 0, 0))), none, "kind 99");
        refuses(put(none, item(head(6, 0), 0, 0, new BlockId(0, 0, 0, 1))), none, "block of 0 bytes");
        refuses(put(none, item(head(6, 0), 0, 0xFFFFFF, new BlockId(0, 0, 0, 1))), none, "block of 16777215 bytes");
        refuses(put(none, item(head(6, 0), 128, 5, new BlockId(0, 0, 0, 1))), none, "did not begin");
        final Block small = BlockCodec.encode(new byte[12], 0, 12, 1);
        none.put(small.id(), small);
        refuses(put(none, item(head(6, 0), 0, Block.RAW_BYTES_MAX, small.id())), none, "of 12 bytes, not 262144");
        final ByteBuffer bomb = head(6, 0);
        for (int i = 0; i < 1_700; i++) {
            item(bomb, 0, Block.RAW_BYTES_MAX, small.id());
        }
        assertThatThrownBy(() -> SceneBlocks.read(put(none, bomb), none::get, 512 << 20))
            .isInstanceOf(BlockException.class).hasMessageContaining("budget");
    }

    @Test
    void shouldRefuseTreesThatGrowWithoutEnd() {
        final Map<BlockId, Block> map = new HashMap<>();
        BlockId node =
            put(map, item(ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN), 0, 12, BlockId.of(new byte[12])));
        for (int level = 1; level <= 4; level++) {
            final ByteBuffer ids = ByteBuffer.allocate(512 * 32);
            while (ids.hasRemaining()) {
                ids.put(node.bytes());
            }
            node = put(map, ids);
        }
        refuses(put(map, head(6, 4).put(rawOf(map.get(node)))), map, "manifest of more than");
        refuses(put(map, head(6, 1).put(BlockId.of(new byte[12]).bytes())), map, "not complete");
        final BlockId large = put(map, ByteBuffer.allocate(16 * 1024 + 4).position(16 * 1024 + 4));
        refuses(put(map, head(6, 1).put(large.bytes())), map, "node " + large + " of 16388 bytes");
        // What a cycle would need: a block in place of the one that was named.
        final BlockId root = put(map, head(6, 1).put(large.bytes()));
        map.put(large, map.get(root));
        refuses(root, map, "in place of");
    }

    @Test
    void shouldRefuseRecordsThatDisagree() {
        final Scene s = scene(7, 30);
        final Instance stray = new Instance(99, 0, s.instances().getFirst().objectToWorld());
        assertThatThrownBy(() -> SceneBlocks.write(new Scene(s.meshes(), s.images(), s.materials(), List.of(stray),
            s.lights(), s.environment()))).isInstanceOf(IllegalArgumentException.class);
        final byte[] instance = FlatRecords.instances(List.of(stray));
        final byte[] lights = FlatRecords.lights(s.environment(), List.of());
        final Map<BlockId, Block> map = new HashMap<>();
        final List<Manifest.Entry> entries = new ArrayList<>();
        entries.add(new Manifest.Entry(RecordKind.MATERIALS, List.of()));
        entries.add(entry(map, RecordKind.INSTANCES, instance));
        refuses(write(entries, map), map, "no LIGHTS");
        entries.add(entry(map, RecordKind.LIGHTS, lights));
        refuses(write(entries, map), map, "instance 0 has no such mesh");
        final byte[] spot = FlatRecords.lights(s.environment(), s.lights().subList(1, 2));
        final byte[] cut = Arrays.copyOf(spot, spot.length - 1);
        entries.set(2, entry(map, RecordKind.LIGHTS, cut));
        refuses(write(entries, map), map, "lights record of " + cut.length);
        spot[lights.length] = 3;
        entries.set(2, entry(map, RecordKind.LIGHTS, spot));
        refuses(write(entries, map), map, "light of unknown kind 3");
        final byte[] odd = new byte[13];
        entries.addFirst(entry(map, RecordKind.POSITIONS, odd));
        refuses(write(entries, map), map, "mesh stream of 13");
        final byte[] beyond = IndexDeltas.encode(new int[] {9, 0, 0});
        entries.set(0, new Manifest.Entry(RecordKind.POSITIONS, List.of()));
        entries.add(1, entry(map, RecordKind.INDICES, beyond));
        refuses(write(entries, map), map, "index 9");
    }

    /** Large arrays by themselves: the recursive comparison takes seconds for them. */
    static void assertSame(final Scene read, final Scene scene) {
        assertThat(read.meshes()).hasSameSizeAs(scene.meshes());
        for (int i = 0; i < scene.meshes().size(); i++) {
            final Mesh a = read.meshes().get(i);
            final Mesh b = scene.meshes().get(i);
            assertThat(Arrays.equals(a.indices(), b.indices())).isTrue();
            assertThat(Arrays.equals(a.positions(), b.positions()) && Arrays.equals(a.normals(), b.normals())
                && Arrays.equals(a.tangents(), b.tangents()) && Arrays.equals(a.colors(), b.colors())).isTrue();
            assertThat(a.texcoordSets()).hasSameSizeAs(b.texcoordSets());
            for (int set = 0; set < a.texcoordSets().size(); set++) {
                assertThat(Arrays.equals(a.texcoords(set), b.texcoords(set))).isTrue();
            }
        }
        assertThat(read.images()).hasSameSizeAs(scene.images());
        for (int i = 0; i < scene.images().size(); i++) {
            assertThat(read.images().get(i).format()).isEqualTo(scene.images().get(i).format());
            assertThat(Arrays.equals(read.images().get(i).encoded(), scene.images().get(i).encoded())).isTrue();
        }
        assertThat(read.materials()).usingRecursiveComparison().isEqualTo(scene.materials());
        assertThat(read.instances()).usingRecursiveComparison().isEqualTo(scene.instances());
        assertThat(read.lights()).usingRecursiveComparison().isEqualTo(scene.lights());
        assertThat(read.environment()).usingRecursiveComparison().isEqualTo(scene.environment());
    }

    static Manifest.Entry entry(final Map<BlockId, Block> map, final RecordKind kind, final byte[] raw) {
        final Block block = BlockCodec.encode(raw, 0, raw.length, 1);
        map.put(block.id(), block);
        return new Manifest.Entry(kind, List.of(new Manifest.Piece(block.id(), raw.length)));
    }

    static BlockId write(final List<Manifest.Entry> entries, final Map<BlockId, Block> map) {
        final RecordWriter writer = new RecordWriter(Map.of());
        final BlockId id = ManifestTree.write(new Manifest(entries).items(), writer);
        map.putAll(writer.blocks());
        return id;
    }

    private static ByteBuffer item(final ByteBuffer list, final int kind, final int bytes, final BlockId id) {
        return list.putInt(kind | bytes << 8).put(id.bytes());
    }

    private static ByteBuffer head(final int version, final int level) {
        return ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN).put("UMBM".getBytes(
            java.nio.charset.StandardCharsets.US_ASCII)).put((byte) version).put((byte) level);
    }

    private static BlockId put(final Map<BlockId, Block> map, final ByteBuffer raw) {
        final Block block = BlockCodec.encode(raw.array(), 0, raw.position(), 1);
        map.put(block.id(), block);
        return block.id();
    }

    private static void survives(final byte[] manifest, final Map<BlockId, Block> map) {
        final Block root = BlockCodec.encode(manifest, 0, manifest.length, 1);
        map.put(root.id(), root);
        try {
            assertThat(SceneBlocks.missing(root.id(), map::get)).isNotNull();
            assertThat(SceneBlocks.read(root.id(), map::get)).isNotNull();
        } catch (final BlockException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    static void refuses(final BlockId manifest, final Map<BlockId, Block> map, final String reason) {
        assertThatThrownBy(() -> SceneBlocks.read(manifest, map::get)).isInstanceOf(BlockException.class)
            .hasMessageContaining(reason);
    }

    private static byte[] rawOf(final Block block) {
        try {
            return BlockCodec.decode(block);
        } catch (final BlockException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<BlockId, Block> map(final SceneBlocks.Written written) {
        final Map<BlockId, Block> map = new HashMap<>();
        written.blocks().forEach(b -> map.put(b.id(), b));
        return map;
    }

    private static Scene manyImages(final int count) {
        final List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(new Image(Image.Format.PNG, ByteBuffer.allocate(4).putInt(i).array()));
        }
        return new Scene(List.of(), images, List.of(), List.of(), List.of(), Environment.constant(1, 1, 1));
    }

    static Scene scene(final long seed, final int vertices) {
        final Random random = new Random(seed);
        final List<Mesh> meshes = new ArrayList<>();
        meshes.add(new Mesh(floats(random, 3 * vertices), indices(random, vertices), floats(random, 3 * vertices),
            floats(random, 4 * vertices), floats(random, 2 * vertices), floats(random, 4 * vertices)));
        meshes.add(new Mesh(floats(random, 9), new int[] {0, 1, 2}, new float[0], new float[0],
            List.of(floats(random, 6), floats(random, 6), floats(random, 6)), new float[0]));
        final byte[] png = new byte[1000];
        random.nextBytes(png);
        final List<Image> images = List.of(new Image(Image.Format.PNG, png), new Image(Image.Format.JPEG, new byte[0]),
            new Image(Image.Format.PNG, new byte[] {1}));
        final TextureRef texture = new TextureRef(2, TextureRef.Wrap.MIRROR, TextureRef.Wrap.CLAMP, true, 2,
            new TextureRef.Transform(1, 2, 3, 4, 5, 6));
        final List<Material> materials = List.of(
            new Material(Material.Model.GLTF, floats(random, 4), texture, 0.25f, 0.5f, TextureRef.NONE,
                new TextureRef(0, TextureRef.Wrap.REPEAT, TextureRef.Wrap.REPEAT, false), -1, floats(random, 3),
                texture, Material.AlphaMode.MASK, 0.5f, true,
                new MaterialExtensions(1.25f, true, 0.75f, texture, 2, floats(random, 3), 0.5f,
                    new MaterialExtensions.Specular(0.125f, texture, floats(random, 3), texture),
                    new MaterialExtensions.Clearcoat(0.25f, texture, 0.5f, texture, texture, 2),
                    new MaterialExtensions.Sheen(floats(random, 3), texture, 0.75f, texture),
                    new MaterialExtensions.Anisotropy(0.5f, 0.25f, texture),
                    new MaterialExtensions.Iridescence(0.25f, texture, 1.5f, 10, 20, texture))),
            new Material(Material.Model.LAMBERT, floats(random, 4), TextureRef.NONE, 0, 1, texture, TextureRef.NONE, 1,
                floats(random, 3), TextureRef.NONE, Material.AlphaMode.OPAQUE, -0.0f, false));
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            instances.add(new Instance(i % 2, random.nextInt(2), floats(random, 12)));
        }
        return new Scene(meshes, images, materials, instances,
            List.of(new Light.Sun(floats(random, 3), floats(random, 3)),
                new Light.Spot(floats(random, 3), floats(random, 3), floats(random, 3), 0.75f, 0.5f, 8),
                new Light.Point(floats(random, 3), floats(random, 3), 0)),
            new Environment.Gradient(floats(random, 3), floats(random, 3), floats(random, 3)));
    }

    private static float[] floats(final Random random, final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    private static int[] indices(final Random random, final int vertices) {
        final int[] values = new int[vertices / 3 * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(vertices);
        }
        return values;
    }
}
