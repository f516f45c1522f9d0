package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.tinyexr.EXRHeader;
import org.lwjgl.util.tinyexr.EXRImage;
import org.lwjgl.util.tinyexr.EXRVersion;
import org.lwjgl.util.tinyexr.TinyEXR;

/** All channels of an EXR file of scan lines and floats, as a library reads them. */
public final class ExrChannels {
    private ExrChannels() {}

    /** By name, in the file's order. */
    public static Map<String, float[]> read(final Path path) throws IOException {
        final ByteBuffer file = MemoryUtil.memAlloc((int) Files.size(path)).put(Files.readAllBytes(path)).flip();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            final EXRVersion version = EXRVersion.calloc(stack);
            final EXRHeader header = EXRHeader.malloc(stack);
            final EXRImage image = EXRImage.malloc(stack);
            final PointerBuffer error = stack.callocPointer(1);
            TinyEXR.InitEXRHeader(header);
            TinyEXR.InitEXRImage(image);
            assertThat(TinyEXR.ParseEXRVersionFromMemory(version, file)).isZero();
            assertThat(TinyEXR.ParseEXRHeaderFromMemory(header, version, file, error)).isZero();
            assertThat(TinyEXR.LoadEXRImageFromMemory(image, header, file, error)).isZero();
            final Map<String, float[]> channels = new LinkedHashMap<>();
            for (int c = 0; c < header.num_channels(); c++) {
                final float[] values = new float[image.width() * image.height()];
                MemoryUtil.memFloatBuffer(Objects.requireNonNull(image.images()).get(c), values.length).get(values);
                channels.put(header.channels().get(c).nameString(), values);
            }
            TinyEXR.FreeEXRImage(image);
            TinyEXR.FreeEXRHeader(header);
            return channels;
        } finally {
            MemoryUtil.memFree(file);
        }
    }
}
