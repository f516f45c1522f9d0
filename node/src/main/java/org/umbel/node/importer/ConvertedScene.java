package org.umbel.node.importer;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.umbel.node.foreign.DecoderProcess;
import org.umbel.node.foreign.ForeignException;

/**
 * Scene files that are not glTF: a process of its own makes GLB of them, which is then as foreign as any GLB file.
 */
final class ConvertedScene {
    private static final Set<String> ENDINGS = Set.of("obj", "ply", "stl", "fbx");
    private static final long FILE_BYTES_MAX = 1L << 30;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A white texel as PNG. */
    private static final String WHITE =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==";

    private ConvertedScene() {}

    static boolean isForeign(final Path file) {
        final String name = String.valueOf(file.getFileName());
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * A texture that such a file names: where it says, or of that name beside the scene, for the paths are often
     * those of another machine. A white texel stands for one that is not there.
     */
    static MemorySegment texture(final String uri, final SceneFolder folder, final GltfDocument document) {
        final String path = uri.replace("%5C", "/").replace("%5c", "/").replace('\\', '/');
        final String name = path.substring(path.lastIndexOf('/') + 1);
        String why = "";
        for (final String tried : List.of(uri, name)) {
            try {
                return folder.resolve(tried, "");
            } catch (final Refusal refusal) {
                why = String.valueOf(refusal.getMessage());
            }
        }
        document.note("a texture is white: " + why);
        return MemorySegment.ofArray(Base64.getDecoder().decode(WHITE));
    }

    static GltfContainer read(final Path file, final DecoderProcess decoders, final MemoryBudget budget)
        throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("", Files.exists(file) ? "is not a file" : "there is no such file");
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new Refusal("", "is larger than " + (FILE_BYTES_MAX >> 20) + " MiB", "convert it to .glb");
        }
        try {
            final byte[] glb = decoders.ask(DecoderProcess.Task.CONVERT_SCENE,
                file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8), LIMIT);
            budget.take(glb.length, "");
            return GltfContainer.binary(MemorySegment.ofArray(glb), budget);
        } catch (final ForeignException e) {
            throw new Refusal("", "cannot be read: " + e.getMessage(), "convert it to .glb, for example with Blender");
        }
    }
}
