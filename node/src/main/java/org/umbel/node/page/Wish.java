package org.umbel.node.page;

import java.util.Locale;
import org.umbel.codec.scene.Camera;
import org.umbel.node.output.ToneCurve;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser says. */
sealed interface Wish {
    /** Looks from there. */
    record Look(Camera camera) implements Wish {}

    /** Wants it shown so. */
    record Show(double exposureEv, ToneCurve tone) implements Wish {}

    /** Has drawn a frame. */
    record Drawn(int number) implements Wish {}

    /** A message that no page of ours sends. */
    final class UnknownWishException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownWishException(final String message) {
            super(message);
        }
    }

    /** Beyond it everything is black or white. */
    double EXPOSURE_EV_MAX = 30;
    JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * What a message of the page wishes for.
     *
     * @throws UnknownWishException when it is anything else
     */
    static Wish read(final String text) {
        try {
            final JsonNode json = MAPPER.readTree(text);
            return switch (json.path("type").asString("")) {
                case "camera" -> new Look(camera(json));
                case "show" -> new Show(exposure(json.path("exposure").asDouble(Double.NaN)),
                    tone(json.path("tone").asString("")));
                case "drawn" -> new Drawn(json.path("frame").asInt(-1));
                default -> throw new UnknownWishException("no such type");
            };
        } catch (final JacksonException e) {
            throw new UnknownWishException("not JSON of ours");
        }
    }

    static double exposure(final double ev) {
        if (!(Math.abs(ev) <= EXPOSURE_EV_MAX)) {
            throw new UnknownWishException("exposure out of -" + EXPOSURE_EV_MAX + ".." + EXPOSURE_EV_MAX);
        }
        return ev;
    }

    static ToneCurve tone(final String name) {
        for (final ToneCurve curve : ToneCurve.values()) {
            if (nameOf(curve).equals(name)) {
                return curve;
            }
        }
        throw new UnknownWishException("no such tone curve");
    }

    static String nameOf(final ToneCurve curve) {
        return curve.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Camera camera(final JsonNode json) {
        final float[] position = point(json.path("position"));
        final float[] target = point(json.path("target"));
        final float[] up = point(json.path("up"));
        final double fov = json.path("fov").asDouble(Double.NaN);
        if (!(fov >= 0.1 && fov <= 175)) {
            throw new UnknownWishException("field of view out of bounds");
        }
        final double[] view = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            view[axis] = (double) target[axis] - position[axis];
        }
        final double[] right = {view[1] * up[2] - view[2] * up[1], view[2] * up[0] - view[0] * up[2],
            view[0] * up[1] - view[1] * up[0]};
        // the sine of the angle between view and up
        if (!(length(right) > 1e-5 * length(view) * length(new double[] {up[0], up[1], up[2]}))) {
            throw new UnknownWishException("a camera that looks nowhere, or along its own up");
        }
        return new Camera(position, target, up, (float) fov);
    }

    private static double length(final double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    private static float[] point(final JsonNode json) {
        final float[] point = new float[3];
        for (int axis = 0; axis < 3; axis++) {
            point[axis] = (float) json.path(axis).asDouble(Double.NaN);
            if (!(Math.abs(point[axis]) <= 1e12f)) {
                throw new UnknownWishException("a coordinate out of bounds");
            }
        }
        return point;
    }
}
