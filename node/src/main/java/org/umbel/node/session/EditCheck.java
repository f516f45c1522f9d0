package org.umbel.node.session;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Scene;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import org.umbel.tracer.texture.BadImageException;
import org.umbel.tracer.texture.ImageDecoder;

/**
 * Says what is wrong with edits, all of it at once: what passes here can be written, and rendered by every leaf. No
 * edit changes how many things of a kind a scene has, so that the first version is enough to check all.
 */
final class EditCheck {
    private final int meshes;
    private final int images;
    private final int materials;
    private final int instances;

    EditCheck(final Scene scene) {
        meshes = scene.meshes().size();
        images = scene.images().size();
        materials = scene.materials().size();
        instances = scene.instances().size();
    }

    /**
     * Any thread. Decodes images, which takes as long as it takes.
     *
     * @throws ProblemException with every mistake of every edit
     */
    void check(final List<SceneEdit> edits) {
        final Problems problems = new Problems();
        for (final SceneEdit edit : edits) {
            check(edit, problems);
        }
        if (!problems.found.isEmpty()) {
            throw new ProblemException(problems.found);
        }
    }

    private void check(final SceneEdit edit, final Problems problems) {
        switch (edit) {
            case SceneEdit.Look e -> CameraLimits.problem(e.camera())
                .ifPresent(what -> problems.add("/camera", what, "move it less far"));
            case SceneEdit.Transform e -> {
                final String path = problems.place("instances", e.instance(), instances);
                problems.numbers(path + "/objectToWorld", e.objectToWorld(), 12, -Float.MAX_VALUE, Float.MAX_VALUE);
            }
            case SceneEdit.Paint e ->
                factors(problems.place("materials", e.material(), materials), e.factors(), problems);
            case SceneEdit.Texture e -> texture(problems.place("images", e.image(), images), e, problems);
            case SceneEdit.Lights e -> {
                for (int i = 0; i < e.lights().size(); i++) {
                    light("/lights/" + i, e.lights().get(i), problems);
                }
            }
            case SceneEdit.Sky e -> environment(e.environment(), problems);
            case SceneEdit.Geometry e -> geometry(problems.place("meshes", e.mesh(), meshes), e, problems);
        }
    }

    private static void factors(final String path, final MaterialFactors f, final Problems problems) {
        problems.numbers(path + "/baseColor", f.baseColor(), 4, 0, Float.MAX_VALUE);
        problems.number(path + "/metallic", f.metallic(), 0, 1);
        problems.number(path + "/roughness", f.roughness(), 0, 1);
        problems.number(path + "/normalScale", f.normalScale(), -Float.MAX_VALUE, Float.MAX_VALUE);
        problems.radiance(path + "/emission", f.emission());
        problems.number(path + "/alphaCutoff", f.alphaCutoff(), -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** A leaf that cannot decode an image renders nothing of the scene: it is decoded here first. */
    private static void texture(final String path, final SceneEdit.Texture edit, final Problems problems) {
        try {
            ImageDecoder.decode(edit.replacement());
        } catch (final BadImageException e) {
            problems.add(path, String.valueOf(e.getMessage()), "convert it to PNG or JPEG, or scale it");
        }
    }

    private static void environment(final Environment environment, final Problems problems) {
        switch (environment) {
            case Environment.Gradient e -> {
                problems.radiance("/environment/zenith", e.zenith());
                problems.radiance("/environment/horizon", e.horizon());
                problems.radiance("/environment/nadir", e.nadir());
            }
            case Environment.Mapped e -> {
                problems.number("/environment/turns", e.turns(), -Float.MAX_VALUE, Float.MAX_VALUE);
                problems.number("/environment/strength", e.strength(), 0, Environment.Mapped.STRENGTH_MAX);
            }
        }
    }

    private static void light(final String path, final Light light, final Problems problems) {
        switch (light) {
            case Light.Sun sun -> {
                problems.direction(path + "/direction", sun.direction());
                problems.radiance(path + "/irradiance", sun.irradiance());
            }
            case Light.Point point -> {
                problems.numbers(path + "/position", point.position(), 3, -Float.MAX_VALUE, Float.MAX_VALUE);
                problems.radiance(path + "/intensity", point.intensity());
                problems.number(path + "/range", point.range(), 0, Float.MAX_VALUE);
            }
            case Light.Spot spot -> {
                problems.numbers(path + "/position", spot.position(), 3, -Float.MAX_VALUE, Float.MAX_VALUE);
                problems.direction(path + "/direction", spot.direction());
                problems.radiance(path + "/intensity", spot.intensity());
                problems.number(path + "/range", spot.range(), 0, Float.MAX_VALUE);
                problems.number(path + "/innerConeCos", spot.innerConeCos(), -1, 1);
                problems.number(path + "/outerConeCos", spot.outerConeCos(), -1, spot.innerConeCos());
            }
        }
    }

    private static void geometry(final String path, final SceneEdit.Geometry e, final Problems problems) {
        try {
            e.streams();
        } catch (final IllegalArgumentException disagreement) {
            problems.add(path, String.valueOf(disagreement.getMessage()),
                "positions and normals have 3 numbers for each vertex, tangents and colours 4, texture coordinates 2");
            return;
        }
        problems.finite(path + "/positions", e.positions());
        problems.finite(path + "/normals", e.normals());
        problems.finite(path + "/tangents", e.tangents());
        for (int i = 0; i < e.texcoordSets().size(); i++) {
            problems.finite(path + "/texcoordSets/" + i, e.texcoordSets().get(i));
        }
        problems.finite(path + "/colors", e.colors());
    }

    /** Mistakes as they are found. */
    private static final class Problems {
        private static final float UNIT_SLACK = 1e-3f;

        private final List<Problem> found = new ArrayList<>();

        void add(final String path, final String what, final String hint) {
            found.add(new Problem("", 0, 0, path, what, hint));
        }

        /** The place of one of so many things in a list; it may be that there is none. */
        String place(final String list, final int index, final int count) {
            final String path = "/" + list + "/" + index;
            if (index < 0 || index >= count) {
                add(path, "there is none", count == 0 ? "the scene has no " + list
                    : "the scene has " + list + " 0.." + (count - 1));
            }
            return path;
        }

        void number(final String path, final float value, final float min, final float max) {
            if (!(value >= min && value <= max)) {
                add(path, Float.isFinite(value) ? value + " is outside " + min + ".." + max
                    : value + " is not a finite number", "");
            }
        }

        void numbers(final String path, final float[] values, final int count, final float min, final float max) {
            if (values.length != count) {
                add(path, values.length + " numbers, not " + count, "");
                return;
            }
            for (int i = 0; i < count; i++) {
                number(path + "/" + i, values[i], min, max);
            }
        }

        void radiance(final String path, final float[] rgb) {
            numbers(path, rgb, 3, 0, Float.MAX_VALUE);
        }

        void direction(final String path, final float[] axis) {
            final int before = found.size();
            numbers(path, axis, 3, -1 - UNIT_SLACK, 1 + UNIT_SLACK);
            if (found.size() == before
                && Math.abs(Math.hypot(Math.hypot(axis[0], axis[1]), axis[2]) - 1) > UNIT_SLACK) {
                add(path, "is not of length 1", "divide it by its length");
            }
        }

        /** The first number that is none. */
        void finite(final String path, final float[] values) {
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    number(path + "/" + i, values[i], -Float.MAX_VALUE, Float.MAX_VALUE);
                    return;
                }
            }
        }
    }
}
