package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;
import static org.umbel.node.importer.GltfDocument.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;

/** Walks the node hierarchy of the default scene: instances, the first camera, lights. */
final class NodeImport {
    static final int DEPTH_MAX = 64;
    /** Of an orthographic camera, whose picture has no angle. */
    private static final float ANY_DEGREES = 45;
    static final int INSTANCES_MAX = 1 << 24;

    private final GltfDocument document;
    private final MeshImport meshes;
    private final AccessorReader accessors;
    private final Pose pose;
    private final List<Instance> instances = new ArrayList<>();
    private final LightImport lights;
    private Optional<Camera> camera = Optional.empty();
    /** Each node has one parent at most; meeting one again is a loop or a second parent. */
    private final boolean[] visited;

    NodeImport(final GltfDocument document, final MeshImport meshes, final AccessorReader accessors, final Pose pose) {
        this.document = document;
        this.meshes = meshes;
        this.accessors = accessors;
        this.pose = pose;
        this.lights = new LightImport(document);
        this.visited = new boolean[orDefault(document.gltf().nodes(), List.of()).size()];
    }

    List<Instance> instances() {
        return instances;
    }

    List<Light> lights() {
        return lights.lights();
    }

    Optional<Camera> camera() {
        return camera;
    }

    void walk() {
        final Gltf gltf = document.gltf();
        if (gltf.scenes() == null && gltf.scene() == null) {
            document.note("the file has no scene: nothing is drawn");
            return;
        }
        final int index = orDefault(gltf.scene(), 0);
        final var scene = follow(gltf.scenes(), "scenes", index, "/scene");
        children(scene.nodes(), NodeTransform.IDENTITY, 0, "/scenes/" + index + "/nodes");
    }

    private void children(final List<Integer> nodes, final double[] parent, final int depth,
                          final String path) {
        if (nodes == null) {
            return;
        }
        for (int i = 0; i < nodes.size(); i++) {
            try {
                node(nodes.get(i), parent, depth, path + "/" + i);
            } catch (final Refusal refusal) {
                document.refusals().add(refusal);
            }
        }
    }

    private void node(final Integer index, final double[] parent, final int depth, final String path) {
        final Gltf.Node node = pose.node(index, path);
        if (depth >= DEPTH_MAX) {
            throw new Refusal(path, "nodes are nested more than " + DEPTH_MAX + " deep",
                "flatten the hierarchy");
        }
        if (visited[index]) {
            throw new Refusal(path, "node " + index + " has two parents, or is its own ancestor");
        }
        visited[index] = true;
        final String place = "/nodes/" + index;
        final double[] toWorld = NodeTransform.times(parent, NodeTransform.of(node, place));
        if (node.mesh() != null) {
            final List<MeshImport.Part> parts = meshes.parts(node, place);
            if (InstanceTransforms.areIn(node, place)) {
                placeMany(parts, InstanceTransforms.of(node, accessors, place), toWorld, place);
            } else {
                place(parts, toWorld, place);
            }
        }
        if (node.camera() != null) {
            camera(node.camera(), toWorld, place + "/camera");
        }
        lights.place(node, toWorld, place);
        children(node.children(), toWorld, depth + 1, place + "/children");
    }

    private void placeMany(final List<MeshImport.Part> parts, final InstanceTransforms transforms,
                           final double[] toWorld, final String place) {
        for (int i = 0; i < transforms.count(); i++) {
            place(parts, NodeTransform.times(toWorld, transforms.transform(i)), place);
        }
    }

    private void place(final List<MeshImport.Part> parts, final double[] toWorld, final String place) {
        if (parts.isEmpty()) {
            return;
        }
        if (NodeTransform.isSingular(toWorld) && !parts.stream().allMatch(MeshImport.Part::isInWorld)) {
            document.note(place + " is ignored: its transform flattens the mesh");
            return;
        }
        if (instances.size() + parts.size() > INSTANCES_MAX) {
            throw new Refusal(place, "more than " + INSTANCES_MAX + " instances");
        }
        document.budget().take(96L * parts.size(), place);
        final float[] objectToWorld = NodeTransform.floats(toWorld, place);
        final float[] identity = NodeTransform.floats(NodeTransform.IDENTITY, place);
        for (final MeshImport.Part part : parts) {
            instances.add(new Instance(part.mesh(), part.material(), part.isInWorld() ? identity : objectToWorld));
        }
    }

    private void camera(final Integer index, final double[] toWorld, final String path) {
        final var source = follow(document.gltf().cameras(), "cameras", index, path);
        if (camera.isPresent()) {
            return;
        }
        if (source.perspective() == null && source.orthographic() == null) {
            document.note("/cameras/" + index + " is ignored: it is neither perspective nor orthographic");
            return;
        }
        final String place = "/cameras/" + index;
        final float degrees = source.perspective() == null ? ANY_DEGREES : degrees(source.perspective(), place);
        final float height = source.perspective() == null && source.orthographic() != null
            ? height(source.orthographic(), place) : 0;
        if (NodeTransform.isSingular(toWorld)) {
            throw new Refusal(path, "the camera's transform is flat");
        }
        final double[] position = NodeTransform.origin(toWorld);
        final double[] forward = Vectors.normalize(NodeTransform.direction(toWorld, 0, 0, -1));
        final double[] up = Vectors.normalize(NodeTransform.direction(toWorld, 0, 1, 0));
        final double[] target =
            {position[0] + forward[0], position[1] + forward[1], position[2] + forward[2]};
        camera = Optional.of(new Camera(Vectors.floats(position), Vectors.floats(target), Vectors.floats(up),
            degrees, height, 0, 0));
    }

    private static float degrees(final Gltf.Perspective perspective, final String camera) {
        final String place = camera + "/perspective/yfov";
        final double degrees = Math.toDegrees(required(perspective.yfov(), place));
        if (!(degrees > 0 && degrees < 180)) {
            throw new Refusal(place, "is outside 0..pi");
        }
        return (float) degrees;
    }

    private static float height(final Gltf.Orthographic orthographic, final String camera) {
        final String place = camera + "/orthographic/ymag";
        final float height = (float) (2 * required(orthographic.ymag(), place));
        if (!(height > 0 && height <= Camera.LENGTH_MAX)) {
            throw new Refusal(place, "is outside 0.." + Camera.LENGTH_MAX / 2);
        }
        return height;
    }
}
