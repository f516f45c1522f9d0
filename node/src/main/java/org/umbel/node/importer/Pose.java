package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;
import static org.umbel.node.importer.GltfDocument.required;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of a document as they stand at a moment: what an animation says of a node replaces what the node says.
 * Where nodes stand in the world is found by following parents, so that joints need not be in the scene that is drawn.
 */
final class Pose {
    private final GltfDocument document;
    private final Map<Integer, Gltf.Node> posed = new HashMap<>();
    private final Map<Integer, double[]> worlds = new HashMap<>();
    /** By node, -1 for a root. */
    private final int[] parents;

    private Pose(final GltfDocument document) {
        this.document = document;
        final List<Gltf.Node> nodes = orDefault(document.gltf().nodes(), List.of());
        this.parents = new int[nodes.size()];
        Arrays.fill(parents, -1);
        for (int i = 0; i < parents.length; i++) {
            final Gltf.Node node = nodes.get(i);
            for (final Integer child : orDefault(node == null ? null : node.children(), List.<Integer>of())) {
                if (child != null && child >= 0 && child < parents.length) {
                    parents[child] = i;
                }
            }
        }
    }

    /** As the nodes stand without animation. */
    static Pose rest(final GltfDocument document) {
        final List<Gltf.Animation> animations = orDefault(document.gltf().animations(), List.of());
        if (!animations.isEmpty()) {
            document.note("the file has " + animations.size() + (animations.size() == 1 ? " animation" : " animations")
                + ": drawn at rest; --time SECONDS takes a moment of the first");
        }
        return new Pose(document);
    }

    /**
     * At a moment of the first animation; before its first keyframe and after its last those hold.
     *
     * @throws Refusal when it is malformed
     */
    static Pose at(final double seconds, final GltfDocument document, final AccessorReader accessors) {
        final List<Gltf.Animation> animations = orDefault(document.gltf().animations(), List.of());
        final Pose pose = new Pose(document);
        if (animations.isEmpty()) {
            document.note("the file has no animation: the time makes no difference");
            return pose;
        }
        if (animations.size() > 1) {
            document.note("of " + animations.size() + " animations the first is drawn"
                + (animations.getFirst() == null || animations.getFirst().name() == null ? ""
                    : ", \"" + animations.getFirst().name() + "\""));
        }
        pose.apply(follow(animations, "animations", 0, "/animations"), seconds, accessors);
        return pose;
    }

    private void apply(final Gltf.Animation animation, final double seconds, final AccessorReader accessors) {
        final List<Gltf.Channel> channels = orDefault(animation.channels(), List.of());
        for (int i = 0; i < channels.size(); i++) {
            final String place = "/animations/0/channels/" + i;
            final Gltf.Channel channel = required(channels.get(i), place);
            final Gltf.Target target = required(channel.target(), place + "/target");
            final Keyframes.Path path = Keyframes.Path.of(target.path());
            if (target.node() == null || path == Keyframes.Path.OTHER) {
                document.note(place + " is ignored: it moves \"" + target.path() + "\"");
                continue;
            }
            final Gltf.Node node = node(target.node(), place + "/target/node");
            if (path == Keyframes.Path.WEIGHTS && weightCount(node) == 0) {
                document.note(place + " is ignored: its node has no morph targets");
                continue;
            }
            final String samplerPlace = "/animations/0/samplers/" + channel.sampler();
            final Gltf.AnimationSampler sampler =
                follow(animation.samplers(), "samplers", channel.sampler(), place + "/sampler");
            final float[] value = Keyframes.value(sampler, path, weightCount(node), seconds, accessors, samplerPlace);
            posed.put(target.node(), with(node, path, value));
        }
    }

    private int weightCount(final Gltf.Node node) {
        final List<Gltf.Mesh> meshes = orDefault(document.gltf().meshes(), List.of());
        if (node.mesh() == null || node.mesh() < 0 || node.mesh() >= meshes.size() || meshes.get(node.mesh()) == null) {
            return 0;
        }
        int count = 0;
        for (final Gltf.Primitive primitive : orDefault(meshes.get(node.mesh()).primitives(),
            List.<Gltf.Primitive>of())) {
            count = Math.max(count, primitive == null || primitive.targets() == null ? 0 : primitive.targets().size());
        }
        return count;
    }

    /** glTF forbids an animated node to have a matrix; one that has loses it. */
    private static Gltf.Node with(final Gltf.Node node, final Keyframes.Path path, final float[] value) {
        return new Gltf.Node(node.camera(), node.children(), node.mesh(), node.skin(),
            path == Keyframes.Path.WEIGHTS ? node.matrix() : null,
            path == Keyframes.Path.ROTATION ? value : node.rotation(),
            path == Keyframes.Path.SCALE ? value : node.scale(),
            path == Keyframes.Path.TRANSLATION ? value : node.translation(),
            path == Keyframes.Path.WEIGHTS ? value : node.weights(), node.extensions());
    }

    /**
     * @param path JSON pointer of the reference
     */
    Gltf.Node node(final Integer index, final String path) {
        final Gltf.Node node = follow(document.gltf().nodes(), "nodes", index, path);
        return orDefault(posed.get(index), node);
    }

    /**
     * Where a node stands, as {@link NodeTransform}.
     *
     * @param path JSON pointer of the reference
     */
    double[] world(final Integer index, final String path) {
        return world(index, path, 0);
    }

    private double[] world(final Integer index, final String path, final int depth) {
        final Gltf.Node node = node(index, path);
        final double[] known = worlds.get(index);
        if (known != null) {
            return known;
        }
        if (depth >= NodeImport.DEPTH_MAX) {
            throw new Refusal(path, "nodes are nested more than " + NodeImport.DEPTH_MAX + " deep, or loop",
                "flatten the hierarchy");
        }
        final double[] own = NodeTransform.of(node, "/nodes/" + index);
        final double[] world = parents[index] < 0 ? own
            : NodeTransform.times(world(parents[index], path, depth + 1), own);
        worlds.put(index, world);
        return world;
    }
}
