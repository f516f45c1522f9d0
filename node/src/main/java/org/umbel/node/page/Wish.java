package org.umbel.node.page;

import java.util.Locale;
import org.umbel.codec.scene.Camera;
import org.umbel.node.output.ToneCurve;
import org.umbel.node.session.CameraLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser says. */
sealed interface Wish {
    /** Looks from there. */
    record Look(Camera camera) implements Wish {}

    /** Wants it shown so. */
    record Show(double exposureEv, ToneCurve tone, boolean isDenoised) implements Wish {}

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
                    tone(json.path("tone").asString("")), json.path("denoise").asBoolean(false));
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
        final Camera camera = new Camera(point(json.path("position")), point(json.path("target")),
            point(json.path("up")), (float) json.path("fov").asDouble(Double.NaN));
        CameraLimits.problem(camera).ifPresent(problem -> {
            throw new UnknownWishException(problem);
        });
        return camera;
    }

    private static float[] point(final JsonNode json) {
        final float[] point = new float[3];
        for (int axis = 0; axis < 3; axis++) {
            point[axis] = (float) json.path(axis).asDouble(Double.NaN);
        }
        return point;
    }
}
