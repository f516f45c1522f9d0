package org.umbel.node.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Light;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A view on a scene, which replaces the scene's own cameras and lights. The form is JSON:
 * {@code camera.position}, {@code .target}, {@code .up} (default +y), {@code .yfov_deg}; {@code env} as
 * {@code [r, g, b]} or as {@code {"zenith": [..], "horizon": [..], "nadir": [..]}}; {@code sun} with
 * {@code dir} (in which light travels) and {@code irradiance}, or null. Without {@code env} the neutral sky
 * shines, with its own sun unless {@code sun} is given. Unknown keys are ignored.
 *
 * @param camera      where from
 * @param environment linear radiance
 * @param lights      zero or one sun
 */
public record ViewFile(Camera camera, Environment environment, List<Light> lights) {
    private static final long BYTES_MAX = 1 << 20;
    private static final float FOV_DEGREES_MAX = 179;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonPlaces.FACTORY).build();

    public ViewFile {
        lights = List.copyOf(lights);
    }

    /**
     * Reads a view.
     *
     * @throws ProblemException with every malformed field
     */
    public static ViewFile read(final Path path) {
        final String file = path.toString();
        final byte[] json;
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new ProblemException(Problem.of(file, "a view of more than " + BYTES_MAX + " bytes",
                    ""));
            }
            json = Files.readAllBytes(path);
        } catch (final IOException e) {
            throw new ProblemException(Problem.of(file, "cannot be read: " + e, "--view takes a JSON file"));
        }
        return parse(new JsonPlaces(file, json, true), json);
    }

    private static ViewFile parse(final JsonPlaces places, final byte[] json) {
        final List<Problem> syntax = places.check();
        if (!syntax.isEmpty()) {
            throw new ProblemException(syntax);
        }
        final Fields fields;
        try {
            fields = new Fields(MAPPER.readTree(json));
        } catch (final JacksonException e) {
            throw new ProblemException(places.syntax(e));
        }
        final Camera camera = fields.camera();
        final Environment environment = fields.environment();
        final List<Light> lights = fields.lights();
        if (!fields.refusals.isEmpty()) {
            throw new ProblemException(places.locate(fields.refusals));
        }
        return new ViewFile(camera, environment, lights);
    }

    /** Reads field by field; what is malformed is noted and replaced by a harmless value. */
    private static final class Fields {
        private final JsonNode root;
        private final List<Refusal> refusals = new ArrayList<>();

        Fields(final JsonNode root) {
            this.root = root;
        }

        Camera camera() {
            final float[] position = vector("/camera/position");
            final float[] target = vector("/camera/target");
            final float[] up = at("/camera/up").isMissingNode() ? new float[] {0, 1, 0}
                : vector("/camera/up");
            final JsonNode fov = at("/camera/yfov_deg");
            final double degrees = fov.isNumber() ? fov.doubleValue() : 0;
            if (!(degrees > 0 && degrees <= FOV_DEGREES_MAX)) {
                refuse("/camera/yfov_deg", "a number above 0 and up to 179 is expected, degrees");
            }
            if (refusals.isEmpty()) {
                checkBasis(position, target, up);
            }
            return new Camera(position, target, up, (float) degrees);
        }

        private void checkBasis(final float[] position, final float[] target, final float[] up) {
            final double[] view = Vectors.minus(doubles(target), doubles(position));
            if (Vectors.length(view) == 0) {
                refuse("/camera/target", "the target is where the camera stands");
            } else if (Vectors.length(Vectors.cross(view, doubles(up)))
                <= 1e-6 * Vectors.length(view) * Vectors.length(doubles(up))) {
                refuse("/camera/up", "up is zero or parallel to the view");
            }
        }

        Environment environment() {
            final JsonNode env = root.path("env");
            if (env.isMissingNode()) {
                return NeutralSky.ENVIRONMENT;
            }
            if (env.isObject()) {
                return new Environment.Gradient(light("/env/zenith"), light("/env/horizon"), light("/env/nadir"));
            }
            final float[] radiance = light("/env");
            return Environment.constant(radiance[0], radiance[1], radiance[2]);
        }

        List<Light> lights() {
            final JsonNode sun = root.path("sun");
            if (sun.isMissingNode()) {
                return root.path("env").isMissingNode() ? NeutralSky.lights() : List.of();
            }
            if (sun.isNull()) {
                return List.of();
            }
            final float[] direction = vector("/sun/dir");
            final float[] irradiance = light("/sun/irradiance");
            if (refusals.isEmpty() && Vectors.length(doubles(direction)) == 0) {
                refuse("/sun/dir", "the direction of light is zero");
            }
            return List.of(new Light.Sun(Vectors.unit(direction[0], direction[1], direction[2]), irradiance));
        }

        private float[] light(final String path) {
            final float[] value = vector(path);
            if (value[0] < 0 || value[1] < 0 || value[2] < 0) {
                refuse(path, "light below zero");
            }
            return value;
        }

        private float[] vector(final String path) {
            final JsonNode node = at(path);
            final float[] value = new float[3];
            boolean ok = node.isArray() && node.size() == 3;
            for (int i = 0; ok && i < 3; i++) {
                value[i] = node.get(i).isNumber() ? (float) node.get(i).doubleValue() : Float.NaN;
                ok = Float.isFinite(value[i]);
            }
            if (!ok) {
                refuse(path, node.isMissingNode() ? "is missing: three numbers are expected"
                    : "three finite numbers are expected");
                return new float[3];
            }
            return value;
        }

        private JsonNode at(final String path) {
            final JsonNode node = root.at(path);
            return node == null ? MissingNode.getInstance() : node;
        }

        private void refuse(final String path, final String message) {
            refusals.add(new Refusal(path, message));
        }

        private static double[] doubles(final float[] a) {
            return new double[] {a[0], a[1], a[2]};
        }
    }
}
