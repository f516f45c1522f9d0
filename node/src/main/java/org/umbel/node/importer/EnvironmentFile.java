package org.umbel.node.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Scene;
import org.umbel.node.foreign.DecoderProcess;
import org.umbel.node.foreign.ForeignException;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * Latitude-longitude pictures as environments: Radiance files are read here, OpenEXR by native code in a process of its
 * own. The bytes say which of them a file is.
 */
public final class EnvironmentFile {
    private static final long FILE_BYTES_MAX = 1L << 29;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] EXR = {0x76, 0x2F, 0x31, 0x01};
    /** What the picture takes besides its file: its texels, once more while they come, and their blocks. */
    private static final int COPIES = 3;

    private EnvironmentFile() {}

    /**
     * Reads an environment.
     *
     * @throws ProblemException when the file is not there, too large, damaged, or in another format
     */
    public static Environment read(final EnvironmentOptions options) {
        final String file = options.file().toString();
        try {
            final Read read = read(options.file(), MemoryBudget.ofThisProcess());
            final float strength = options.strength() / read.exposure;
            if (!(strength <= Environment.Mapped.STRENGTH_MAX)) {
                throw new Refusal("", "with its exposure of " + read.exposure + " the environment is too strong",
                    "lower --env-strength");
            }
            return new Environment.Mapped(read.map, options.degrees() / 360f, strength);
        } catch (final Refusal refusal) {
            throw new ProblemException(Problem.of(file, String.valueOf(refusal.getMessage()), refusal.hint()));
        } catch (final IOException e) {
            throw new ProblemException(Problem.of(file, "cannot be read: " + e, "--env takes a .hdr or .exr file"));
        }
    }

    /** The scene under another environment. The neutral sky's sun sets with it; lights of the scene's own stay. */
    public static Scene under(final Environment environment, final Scene scene) {
        return new Scene(scene.meshes(), scene.images(), scene.materials(), scene.instances(),
            NeutralSky.isOver(scene) ? List.of() : scene.lights(), environment);
    }

    /**
     * A file's texels.
     *
     * @param exposure what radiance was multiplied by when the file was written
     */
    record Read(EnvironmentMap map, float exposure) {}

    private static Read read(final Path file, final MemoryBudget budget) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("", Files.exists(file) ? "is not a file" : "there is no such file",
                "--env takes a .hdr or .exr file");
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new Refusal("", "is larger than " + (FILE_BYTES_MAX >> 20) + " MiB", "scale it down");
        }
        budget.take(Files.size(file), "");
        final byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(EXR.length);
        }
        if (RadianceFile.isRadiance(head)) {
            return RadianceFile.read(Files.readAllBytes(file), budget);
        }
        if (Arrays.equals(head, EXR)) {
            return new Read(exr(file, budget), 1);
        }
        throw new Refusal("", "is neither a Radiance picture (.hdr) nor OpenEXR", "convert it to one of them");
    }

    /** Throws when there can be no map of that size, or none here. */
    static void check(final long width, final long height, final MemoryBudget budget) {
        if (!EnvironmentMap.isPossible(width, height)) {
            throw new Refusal("", width + " x " + height + " texels are too many or none",
                "scale it to at most 2^25 texels, for example 8192 x 4096");
        }
        budget.take(COPIES * EnvironmentMap.TEXEL_BYTES * width * height, "");
    }

    private static EnvironmentMap exr(final Path file, final MemoryBudget budget) {
        final ByteBuffer reply;
        try (DecoderProcess decoders = new DecoderProcess()) {
            reply = ByteBuffer.wrap(decoders.ask(DecoderProcess.Task.READ_ENVIRONMENT,
                file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8), LIMIT));
        } catch (final ForeignException e) {
            throw new Refusal("", "cannot be read: " + e.getMessage(),
                "save it as scan lines with ZIP or PIZ compression, or as .hdr");
        }
        final int width = reply.remaining() < 2 * Integer.BYTES ? 0 : reply.getInt();
        final int height = width == 0 ? 0 : reply.getInt();
        check(width, height, budget);
        if (reply.remaining() != EnvironmentMap.TEXEL_BYTES * width * height) {
            throw new Refusal("", "is damaged");
        }
        final byte[] rgbe = new byte[reply.remaining()];
        reply.get(rgbe);
        return new EnvironmentMap(width, height, rgbe);
    }
}
