package org.umbel.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.node.session.MaterialFactors;

/** Scenes with one thing changed; all that stays are the same objects. */
final class SceneEdits {
    private static final float[] NONE = {};

    private SceneEdits() {}

    /** An instance elsewhere. */
    static Scene moved(final Scene scene, final int number) {
        final List<Instance> instances = new ArrayList<>(scene.instances());
        final Instance instance = instances.get(number);
        instances.set(number, new Instance(instance.mesh(), instance.material(), moved(instance.objectToWorld())));
        return new Scene(scene.meshes(), scene.images(), scene.materials(), instances, scene.lights(),
            scene.environment());
    }

    /** A transform that leads elsewhere. */
    static float[] moved(final float[] objectToWorld) {
        final float[] matrix = objectToWorld.clone();
        matrix[3] += 0.37f;
        matrix[7] += 0.11f;
        matrix[11] -= 0.73f;
        return matrix;
    }

    /** Factors of a material, rougher and of another colour, a little different each time. */
    static MaterialFactors repainted(final Material material, final int time) {
        return MaterialFactors.of(material).withBaseColor(new float[] {0.31f, 0.62f, 0.17f + 0.1f * time, 1})
            .withMetallicRoughness(material.metallic(), 0.43f);
    }

    /** An image with every texel's complement, in the same format. */
    static Image inverted(final Image image) {
        try {
            final BufferedImage texels = ImageIO.read(new ByteArrayInputStream(image.encoded()));
            final BufferedImage inverted =
                new BufferedImage(texels.getWidth(), texels.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < texels.getHeight(); y++) {
                for (int x = 0; x < texels.getWidth(); x++) {
                    inverted.setRGB(x, y, ~texels.getRGB(x, y));
                }
            }
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(inverted, image.format().name(), bytes);
            return new Image(image.format(), bytes.toByteArray());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A material rougher and of another colour. */
    static Scene repainted(final Scene scene, final int number) {
        final List<Material> materials = new ArrayList<>(scene.materials());
        final Material m = materials.get(number);
        materials.set(number, new Material(m.model(), new float[] {0.31f, 0.62f, 0.17f, 1}, m.baseColorTexture(),
            m.metallic(), 0.43f, m.metallicRoughnessTexture(), m.normalTexture(), m.normalScale(), m.emission(),
            m.emissionTexture(), m.alphaMode(), m.alphaCutoff(), m.doubleSided(), m.extensions()));
        return new Scene(scene.meshes(), scene.images(), materials, scene.instances(), scene.lights(),
            scene.environment());
    }

    /** Another mesh in the place of one. */
    static Scene with(final Scene scene, final int number, final Mesh mesh) {
        final List<Mesh> meshes = new ArrayList<>(scene.meshes());
        meshes.set(number, mesh);
        return new Scene(meshes, scene.images(), scene.materials(), scene.instances(), scene.lights(),
            scene.environment());
    }

    /** A mesh with triangles put into the middle of its indices, each with a vertex in the middle of its vertices. */
    static Mesh withTriangles(final Mesh mesh, final int count) {
        final int vertex = mesh.vertexCount() / 2;
        final int corner = mesh.triangleCount() / 2 * 3;
        final int[] indices = new int[mesh.indices().length + 3 * count];
        for (int i = 0; i < mesh.indices().length; i++) {
            final int index = mesh.indices()[i];
            indices[i < corner ? i : i + 3 * count] = index < vertex ? index : index + count;
        }
        for (int i = 0; i < count; i++) {
            indices[corner + 3 * i] = vertex + i;
            indices[corner + 3 * i + 1] = vertex + (i + 1) % count;
            indices[corner + 3 * i + 2] = vertex + (i + 2) % count;
        }
        return new Mesh(inserted(mesh.positions(), 3, vertex, count), indices,
            inserted(mesh.normals(), 3, vertex, count), inserted(mesh.tangents(), 4, vertex, count),
            mesh.texcoordSets().stream().map(set -> inserted(set, 2, vertex, count)).toList(),
            inserted(mesh.colors(), 4, vertex, count));
    }

    /** New elements are like their neighbour, and all digits differ. */
    private static float[] inserted(final float[] values, final int width, final int element, final int count) {
        if (values.length == 0) {
            return values;
        }
        final Random random = new Random(8420);
        final int at = element * width;
        final float[] longer = Arrays.copyOf(values, values.length + count * width);
        System.arraycopy(values, at, longer, at + count * width, values.length - at);
        for (int i = 0; i < count * width; i++) {
            longer[at + i] = values[at + i % width] + 0.1f * random.nextFloat();
        }
        return longer;
    }

    /** The number of the smallest mesh with at least so many triangles; of the largest, when none has. */
    static int meshOf(final Scene scene, final int triangles) {
        final Comparator<Integer> bySize = Comparator.comparingInt(i -> scene.meshes().get(i).triangleCount());
        return IntStream.range(0, scene.meshes().size()).boxed()
            .filter(i -> scene.meshes().get(i).triangleCount() >= triangles).min(bySize)
            .orElseGet(() -> IntStream.range(0, scene.meshes().size()).boxed().max(bySize).orElseThrow());
    }

    /** A made-up scene of small meshes that all differ, and of instances in random places. */
    static Scene many(final int meshes, final int instances) {
        final Random random = new Random(8420);
        final List<Mesh> shapes = new ArrayList<>();
        for (int i = 0; i < meshes; i++) {
            shapes.add(mesh(random));
        }
        final List<Instance> places = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            places.add(new Instance(random.nextInt(meshes), 0, floats(random, 12)));
        }
        final Material grey = new Material(Material.Model.GLTF, new float[] {0.5f, 0.5f, 0.5f, 1}, TextureRef.NONE, 0,
            1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f,
            true);
        return new Scene(shapes, List.of(), List.of(grey), places, List.of(), Environment.constant(1, 1, 1));
    }

    /** A mesh of 100 vertices and as many triangles. */
    static Mesh mesh(final Random random) {
        final int[] indices = random.ints(300, 0, 100).toArray();
        return new Mesh(floats(random, 300), indices, floats(random, 300), NONE, NONE, NONE);
    }

    private static float[] floats(final Random random, final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
