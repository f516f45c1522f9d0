package org.umbel.node.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Skins: their joints in the hierarchy, and the shape of their matrices (glTF 2.0, section 3.7.3). */
final class SkinCheck {
    /** As many pairs of a mesh's and a skin's root as are looked for in all scenes. */
    private static final int PAIRS_MAX = 64;

    private final Document document;
    private final Hierarchy hierarchy;
    private final ViewUses views;
    private final Findings findings;

    private SkinCheck(final Document document, final Hierarchy hierarchy, final ViewUses views,
                      final Findings findings) {
        this.document = document;
        this.hierarchy = hierarchy;
        this.views = views;
        this.findings = findings;
    }

    static void check(final Document document, final Hierarchy hierarchy, final ViewUses views,
                      final Findings findings) {
        final SkinCheck check = new SkinCheck(document, hierarchy, views, findings);
        for (int i = 0; i < document.size("skins"); i++) {
            check.joints(document.item("skins", i), "/skins/" + i);
            check.matrices(document.item("skins", i), "/skins/" + i + "/inverseBindMatrices");
        }
        check.scenes();
    }

    private void joints(final JsonNode skin, final String place) {
        final List<Integer> joints = document.references(skin.path("joints"), "nodes");
        final Set<Integer> roots = joints.stream().map(hierarchy::root).collect(Collectors.toSet());
        if (roots.size() > 1 || joints.isEmpty() && skin.path("joints").size() > 0) {
            findings.error("SKIN_NO_COMMON_ROOT", place + "/joints", "the joints are in different trees");
        }
        final int skeleton = document.reference(skin, "skeleton", "nodes");
        if (skeleton >= 0 && !joints.stream().allMatch(joint -> hierarchy.isAtOrAbove(skeleton, joint))) {
            findings.error("SKIN_SKELETON_INVALID", place + "/skeleton",
                "nodes[" + skeleton + "] is not above all joints");
        }
    }

    private void matrices(final JsonNode skin, final String place) {
        final int index = document.reference(skin, "inverseBindMatrices", "accessors");
        final JsonNode accessor = document.item("accessors", index);
        if (index < 0) {
            return;
        }
        views.useAccessor(index, ViewUses.Use.BIND_MATRICES, place);
        if (AccessorCheck.stridedView(document, accessor).isPresent()) {
            findings.error("SKIN_IBM_ACCESSOR_WITH_BYTESTRIDE", place, "the view of matrices has no byteStride");
        }
        AccessorFormat.of(accessor).map(AccessorFormat::word).filter(word -> !word.equals("MAT4 f32"))
            .ifPresent(word -> findings.error("SKIN_IBM_INVALID_FORMAT", place, "is " + word + ", not MAT4 f32"));
        final long count = Json.whole(accessor, "count", -1);
        final int joints = skin.path("joints").size();
        if (count >= 0 && count < joints) {
            findings.error("INVALID_IBM_ACCESSOR_COUNT", place, count + " matrices for " + joints + " joints");
        }
    }

    /** A scene that draws a skinned mesh has its joints. */
    private void scenes() {
        final List<Set<Integer>> scenes = new ArrayList<>();
        for (int scene = 0; scene < document.size("scenes"); scene++) {
            scenes.add(new HashSet<>(document.references(document.item("scenes", scene).path("nodes"), "nodes")));
        }
        final Set<List<Integer>> seen = new HashSet<>();
        for (int node = 0; node < document.size("nodes"); node++) {
            final int skin = document.reference(document.item("nodes", node), "skin", "skins");
            final int joint = document.reference(document.item("skins", skin).path("joints").path(0), "nodes");
            // What is at the same roots is told once.
            if (joint >= 0 && seen.size() < PAIRS_MAX
                && seen.add(List.of(hierarchy.root(node), hierarchy.root(joint)))) {
                scenes(scenes, node, hierarchy.root(joint));
            }
        }
    }

    private void scenes(final List<Set<Integer>> scenes, final int node, final int jointRoot) {
        for (int i = 0; i < scenes.size(); i++) {
            if (scenes.get(i).contains(hierarchy.root(node)) && !scenes.get(i).contains(jointRoot)) {
                findings.error("NODE_SKIN_NO_SCENE", "/nodes/" + node,
                    "scenes[" + i + "] has this node, and not the joints of its skin");
                return;
            }
        }
    }
}
