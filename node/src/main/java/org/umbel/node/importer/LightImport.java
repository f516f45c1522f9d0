package org.umbel.node.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.umbel.codec.scene.Light;

/**
 * Lights of the extension KHR_lights_punctual, where nodes place them.
 *
 * <p>The file's photometric numbers are taken as radiometric ones, as most path tracers do and as emissive
 * strength counts nits as radiance: a directional light's lux as W/m^2 of irradiance, a point's or spot's
 * candela as W/sr. The nodes' scales change neither intensity nor range, as the extension says.
 */
final class LightImport {
    private static final String EXTENSION = "KHR_lights_punctual";
    private static final double OUTER_CONE_DEFAULT = Math.PI / 4;
    /** Files round pi / 2. */
    private static final double CONE_MAX = Math.PI / 2 + 1e-4;

    private final GltfDocument document;
    private final List<Light> lights = new ArrayList<>();

    LightImport(final GltfDocument document) {
        this.document = document;
    }

    List<Light> lights() {
        return lights;
    }

    /** Adds the light of a node, if it has one. */
    void place(final Gltf.Node node, final double[] toWorld, final String place) {
        final Map<String, Object> use = ExtensionValues.object(node.extensions(), EXTENSION, place);
        if (use.isEmpty()) {
            return;
        }
        final int index = (int) ExtensionValues.number(use, "light", -1, place + "/extensions/" + EXTENSION);
        final Object list = ExtensionValues.object(document.gltf().extensions(), EXTENSION, "").get("lights");
        final List<?> all = list instanceof List<?> known ? known : List.of();
        if (index < 0 || index >= all.size()) {
            throw new Refusal(place + "/extensions/" + EXTENSION + "/light", "there is no light " + index);
        }
        final String path = "/extensions/" + EXTENSION + "/lights/" + index;
        final Map<String, Object> source = ExtensionValues.asObject(all.get(index), path);
        document.budget().take(96, place);
        switch (String.valueOf(source.get("type"))) {
            case "directional" -> lights.add(new Light.Sun(axis(toWorld, path), intensity(source, path)));
            case "point" -> lights.add(new Light.Point(position(toWorld, path), intensity(source, path),
                range(source, path)));
            case "spot" -> lights.add(spot(source, toWorld, path));
            default -> document.note(path + " is ignored: lights of type " + source.get("type")
                + " are not supported");
        }
    }

    private static Light spot(final Map<String, Object> source, final double[] toWorld, final String path) {
        final String conePath = path + "/spot";
        final Map<String, Object> cone = source.get("spot") == null ? Map.of()
            : ExtensionValues.asObject(source.get("spot"), conePath);
        final double inner = ExtensionValues.number(cone, "innerConeAngle", 0, conePath);
        final double outer = ExtensionValues.number(cone, "outerConeAngle", OUTER_CONE_DEFAULT, conePath);
        if (!(inner >= 0 && inner <= outer && outer > 0 && outer <= CONE_MAX)) {
            throw new Refusal(conePath, "0 <= innerConeAngle <= outerConeAngle <= pi/2 is expected, not "
                + inner + " and " + outer);
        }
        return new Light.Spot(position(toWorld, path), axis(toWorld, path), intensity(source, path),
            (float) StrictMath.cos(inner), (float) StrictMath.cos(outer), range(source, path));
    }

    private static float[] intensity(final Map<String, Object> source, final String path) {
        final double intensity = ExtensionValues.number(source, "intensity", 1, path);
        final List<Double> color = ExtensionValues.numbers(source, "color", List.of(1.0, 1.0, 1.0), path);
        if (!(intensity >= 0)) {
            throw new Refusal(path + "/intensity", "is below 0");
        }
        final float[] result = new float[3];
        for (int i = 0; i < 3; i++) {
            result[i] = finite((float) Math.max(0, color.get(i) * intensity), path);
        }
        return result;
    }

    /** 0 stands for none. */
    private static float range(final Map<String, Object> source, final String path) {
        if (source.get("range") == null) {
            return 0;
        }
        final double range = ExtensionValues.number(source, "range", 0, path);
        if (!(range > 0)) {
            throw new Refusal(path + "/range", "is not above 0");
        }
        // Beyond what a float holds it is none
        return range <= Float.MAX_VALUE ? Math.max((float) range, Float.MIN_VALUE) : 0;
    }

    /** Light shines along -z of its node. */
    private static float[] axis(final double[] toWorld, final String path) {
        final double[] axis = NodeTransform.direction(toWorld, 0, 0, -1);
        if (!(Vectors.length(axis) > 0) || !Double.isFinite(Vectors.length(axis))) {
            throw new Refusal(path, "the light has no direction: its node's transform is flat");
        }
        return Vectors.unit(axis[0], axis[1], axis[2]);
    }

    private static float[] position(final double[] toWorld, final String path) {
        final float[] position = Vectors.floats(NodeTransform.origin(toWorld));
        for (final float component : position) {
            finite(component, path);
        }
        return position;
    }

    private static float finite(final float value, final String path) {
        if (!Float.isFinite(value)) {
            throw new Refusal(path, "the light is not finite");
        }
        return value;
    }
}
