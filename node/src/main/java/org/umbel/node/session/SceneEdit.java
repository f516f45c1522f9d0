package org.umbel.node.session;

import java.util.List;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/**
 * One change of what a session shows. Numbers are places in the lists of its {@link Scene}. What an edit holds may be
 * anything: {@link SceneSession} says what is wrong with it. Small arrays are copied; those of meshes and images are
 * handed over, and never written again.
 */
public sealed interface SceneEdit {
    /** Looks from elsewhere. No block changes. */
    record Look(Camera camera) implements SceneEdit {}

    /**
     * Places an object.
     *
     * @param instance      which
     * @param objectToWorld float[12], rows of a 3x4 matrix, as in {@link org.umbel.codec.scene.Instance}
     */
    record Transform(int instance, float[] objectToWorld) implements SceneEdit {
        public Transform {
            objectToWorld = objectToWorld.clone();
        }
    }

    /** Changes a material's numbers; its textures stay. */
    record Paint(int material, MaterialFactors factors) implements SceneEdit {}

    /** Puts another image in the place of one, for all materials that use it. */
    record Texture(int image, Image replacement) implements SceneEdit {}

    /** Replaces all lights that are not meshes. */
    record Lights(List<Light> lights) implements SceneEdit {
        public Lights {
            lights = List.copyOf(lights);
        }
    }

    /** Replaces what rays that leave the scene see. A map that it has already costs nothing, turned or dimmed. */
    record Sky(Environment environment) implements SceneEdit {}

    /**
     * Replaces the streams of a mesh. One that is the very array that the mesh has costs nothing.
     *
     * @param mesh         which
     * @param positions    float[3 * v], object space
     * @param indices      int[3 * t]
     * @param normals      float[3 * v] or empty
     * @param tangents     float[4 * v] or empty
     * @param texcoordSets float[2 * v] each
     * @param colors       float[4 * v] or empty
     */
    record Geometry(int mesh, float[] positions, int[] indices, float[] normals, float[] tangents,
                    List<float[]> texcoordSets, float[] colors)
        implements SceneEdit {
        public Geometry {
            texcoordSets = List.copyOf(texcoordSets);
        }

        public Geometry(final int mesh, final Mesh streams) {
            this(mesh, streams.positions(), streams.indices(), streams.normals(), streams.tangents(),
                streams.texcoordSets(), streams.colors());
        }

        /** Throws {@code IllegalArgumentException} where the streams disagree. */
        Mesh streams() {
            return new Mesh(positions, indices, normals, tangents, texcoordSets, colors);
        }
    }
}
