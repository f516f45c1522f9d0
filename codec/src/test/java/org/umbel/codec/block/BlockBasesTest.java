package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

class BlockBasesTest {
    @Test
    void shouldPairRootsNodesAndPieces() throws BlockException {
        final Scene before = many(3000, 20_000);
        final Scene after = moved(before, 11_111);
        final SceneWriter writer = new SceneWriter();
        final SceneBlocks.Written old = writer.write(before);
        final SceneBlocks.Written now = writer.write(after);
        final Map<BlockId, Block> all = map(old, now);
        final Set<BlockId> fresh = fresh(old, now);
        final Map<BlockId, BlockId> bases = SceneBlocks.bases(old.manifest(), now.manifest(), all::get);
        // A piece of the instances, the node that names it, perhaps the node above, the root.
        assertThat(fresh).hasSizeBetween(3, 5);
        assertThat(bases.keySet()).isEqualTo(fresh);
        assertThat(bases).containsEntry(now.manifest(), old.manifest());
        long sent = 0;
        for (final BlockId id : fresh) {
            sent += BlockDelta.encode(all.get(id), all.get(bases.get(id))).length;
        }
        assertThat(sent).isLessThan(350);
    }

    @Test
    void shouldSayNothingOfTheSameOrOfWhatIsNotThere() throws BlockException {
        final SceneBlocks.Written old = SceneBlocks.write(many(300, 2000));
        final SceneBlocks.Written now = SceneBlocks.write(moved(many(300, 2000), 5));
        final Map<BlockId, Block> all = map(old, now);
        assertThat(SceneBlocks.bases(now.manifest(), now.manifest(), all::get)).isEmpty();
        assertThat(SceneBlocks.bases(old.manifest(), now.manifest(), id -> null)).isEmpty();
        assertThat(SceneBlocks.bases(old.manifest(), now.manifest(), map(old)::get))
            .containsExactly(Map.entry(now.manifest(), old.manifest()));
        final Map<BlockId, Block> roots = Map.of(old.manifest(), all.get(old.manifest()), now.manifest(),
            all.get(now.manifest()));
        final Map<BlockId, BlockId> upper = SceneBlocks.bases(old.manifest(), now.manifest(), roots::get);
        assertThat(upper).hasSize(2).containsEntry(now.manifest(), old.manifest());
    }

    @Test
    void shouldPairStreamsOfAChangedMeshByKind() throws BlockException {
        final Scene scene = SceneBlocksTest.scene(4, 3000);
        final Mesh m = scene.meshes().getFirst();
        final Mesh turned = new Mesh(negated(m.positions()), m.indices(), negated(m.normals()), m.tangents(),
            negated(m.texcoords()), m.colors());
        final Scene after = with(scene, List.of(turned, scene.meshes().get(1)));
        final SceneBlocks.Written old = SceneBlocks.write(scene);
        final SceneBlocks.Written now = SceneBlocks.write(after);
        final Map<BlockId, BlockId> bases = SceneBlocks.bases(old.manifest(), now.manifest(), map(old, now)::get);
        assertThat(bases.keySet()).isEqualTo(fresh(old, now));
        final Map<BlockId, Block> all = map(old, now);
        bases.forEach((to, from) -> assertThat(all.get(to).compressed()[0]).isEqualTo(all.get(from).compressed()[0]));
    }

    /** Trees of different heights have their items paired all the same. */
    @Test
    void shouldPairPiecesWhenTheTreeGrows() throws BlockException {
        final Scene small = many(50, 2000);
        final Scene large = moved(many(3000, 2000), 7);
        for (final boolean grows : new boolean[] {true, false}) {
            final SceneBlocks.Written old = SceneBlocks.write(grows ? small : large);
            final SceneBlocks.Written now = SceneBlocks.write(grows ? large : small);
            final Map<BlockId, Block> all = map(old, now);
            final Map<BlockId, BlockId> bases = SceneBlocks.bases(old.manifest(), now.manifest(), all::get);
            final long pieces = fresh(old, now).stream().filter(id -> all.get(id).rawLength() > 16 * 1024).count();
            assertThat(pieces).isPositive();
            assertThat(bases.entrySet().stream().filter(e -> all.get(e.getKey()).rawLength() > 16 * 1024
                && all.get(e.getValue()).rawLength() > 16 * 1024).count()).isEqualTo(pieces);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNameOnlyBlocksThatAreThereWhateverTheEdit(final long seed) throws BlockException {
        final Random random = new Random(seed);
        Scene scene = many(200 + random.nextInt(400), 3000);
        final SceneWriter writer = new SceneWriter();
        SceneBlocks.Written old = writer.write(scene);
        for (int edit = 0; edit < 10; edit++) {
            scene = edited(scene, random);
            final SceneBlocks.Written now = writer.write(scene);
            assertThat(now).isEqualTo(SceneBlocks.write(scene));
            final Map<BlockId, Block> all = map(old, now);
            final Set<BlockId> had = map(old).keySet();
            final Set<BlockId> has = map(now).keySet();
            SceneBlocks.bases(old.manifest(), now.manifest(), all::get).forEach((to, from) -> {
                assertThat(has).contains(to);
                assertThat(had).contains(from);
            });
            old = now;
        }
    }

    @Test
    void shouldThrowNothingButBlockExceptionsWhateverTheBytes() throws BlockException {
        final Random random = new Random(8420);
        final SceneBlocks.Written old = SceneBlocks.write(many(300, 2000));
        final SceneBlocks.Written now = SceneBlocks.write(moved(many(300, 2000), 5));
        final Map<BlockId, Block> all = map(old, now);
        final byte[] good = BlockCodec.decode(all.get(now.manifest()));
        for (int i = 0; i < 3000; i++) {
            final byte[] bytes = good.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(256);
            }
            final Block root = BlockCodec.encode(bytes, 0, bytes.length, 1);
            all.put(root.id(), root);
            survives(root.id(), now.manifest(), all);
            survives(now.manifest(), root.id(), all);
        }
        final Block old2 = BlockCodec.encode(new byte[] {'U', 'M', 'B', 'M', 2, 0, 0, 0, 0, 0}, 0, 10, 1);
        all.put(old2.id(), old2);
        assertThatThrownBy(() -> SceneBlocks.bases(old2.id(), now.manifest(), all::get))
            .isInstanceOf(BlockException.class).hasMessageContaining("form 2");
    }

    private static void survives(final BlockId old, final BlockId now, final Map<BlockId, Block> all) {
        try {
            assertThat(SceneBlocks.bases(old, now, all::get)).isNotNull();
        } catch (final BlockException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static Scene edited(final Scene scene, final Random random) {
        final List<Image> images = new ArrayList<>(scene.images());
        final List<Instance> instances = new ArrayList<>(scene.instances());
        switch (random.nextInt(4)) {
            case 0 -> images.add(random.nextInt(images.size()), image(random.nextInt()));
            case 1 -> images.remove(random.nextInt(images.size()));
            case 2 -> instances.remove(random.nextInt(instances.size()));
            default -> instances.add(random.nextInt(instances.size()), instances.get(random.nextInt(instances.size())));
        }
        return new Scene(scene.meshes(), images, scene.materials(), instances, scene.lights(), scene.environment());
    }

    private static Scene moved(final Scene scene, final int number) {
        final List<Instance> instances = new ArrayList<>(scene.instances());
        final Instance instance = instances.get(number);
        final float[] matrix = instance.objectToWorld().clone();
        matrix[3] += 0.37f;
        matrix[7] -= 1.1f;
        instances.set(number, new Instance(instance.mesh(), instance.material(), matrix));
        return new Scene(scene.meshes(), scene.images(), scene.materials(), instances, scene.lights(),
            scene.environment());
    }

    private static Scene many(final int images, final int instances) {
        final Random random = new Random(3);
        final Scene one = SceneBlocksTest.scene(5, 30);
        final List<Image> pictures = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            pictures.add(image(i));
        }
        final List<Instance> places = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            final float[] matrix = new float[12];
            for (int k = 0; k < 12; k++) {
                matrix[k] = random.nextFloat();
            }
            places.add(new Instance(i % 2, 0, matrix));
        }
        return new Scene(one.meshes(), pictures, one.materials(), places, List.of(), Environment.constant(1, 1, 1));
    }

    private static Image image(final int number) {
        return new Image(Image.Format.PNG, ByteBuffer.allocate(4).putInt(number).array());
    }

    private static Scene with(final Scene s, final List<Mesh> meshes) {
        return new Scene(meshes, s.images(), s.materials(), s.instances(), s.lights(), s.environment());
    }

    private static float[] negated(final float[] values) {
        final float[] negated = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return negated;
    }

    private static Set<BlockId> fresh(final SceneBlocks.Written old, final SceneBlocks.Written now) {
        final Set<BlockId> had = map(old).keySet();
        return now.blocks().stream().map(Block::id).filter(id -> !had.contains(id)).collect(Collectors.toSet());
    }

    private static Map<BlockId, Block> map(final SceneBlocks.Written... versions) {
        final Map<BlockId, Block> map = new HashMap<>();
        for (final SceneBlocks.Written version : versions) {
            version.blocks().forEach(b -> map.put(b.id(), b));
        }
        return map;
    }
}
