package org.umbel.node.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.ktx.KTX;
import org.lwjgl.util.ktx.ktxTexture2;

/** KTX2 textures with Basis Universal data, ETC1S or UASTC, as KHR_texture_basisu has them. */
final class Ktx2 {
    private static final int SIDE_MAX = 16384;
    private static final long TEXELS_MAX = 1L << 26;

    private Ktx2() {}

    static void transcode(final byte[] file, final DecoderMain.Taker taker) throws ForeignException, IOException {
        final ByteBuffer bytes = MemoryUtil.memAlloc(Math.max(1, file.length));
        try (MemoryStack stack = MemoryStack.stackPush()) {
            bytes.put(file).flip();
            final PointerBuffer made = stack.mallocPointer(1);
            check(KTX.ktxTexture2_CreateFromMemory(bytes, KTX.KTX_TEXTURE_CREATE_LOAD_IMAGE_DATA_BIT, made));
            final ktxTexture2 texture = ktxTexture2.create(made.get(0));
            try {
                largestLevel(texture, stack, taker);
            } finally {
                KTX.ktxTexture2_Destroy(texture);
            }
        } finally {
            MemoryUtil.memFree(bytes);
        }
    }

    private static void largestLevel(final ktxTexture2 texture, final MemoryStack stack, final DecoderMain.Taker taker)
        throws ForeignException, IOException {
        final int width = texture.baseWidth();
        final int height = texture.baseHeight();
        if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX || (long) width * height > TEXELS_MAX) {
            throw new ForeignException("a texture of " + width + " x " + height + " texels is too large");
        }
        if (texture.numDimensions() != 2 || texture.numLayers() != 1 || texture.numFaces() != 1) {
            throw new ForeignException("it is not a plain texture of two dimensions");
        }
        if (!KTX.ktxTexture2_NeedsTranscoding(texture)) {
            throw new ForeignException("it is not Basis Universal data, which alone glTF allows");
        }
        check(KTX.ktxTexture2_TranscodeBasis(texture, KTX.KTX_TTF_RGBA32, 0));
        final PointerBuffer offset = stack.mallocPointer(1);
        check(KTX.ktxTexture2_GetImageOffset(texture, 0, 0, 0, offset));
        final ByteBuffer data = texture.pData();
        final int start = Math.toIntExact(offset.get(0));
        taker.take(ByteBuffer.allocate(2 * Integer.BYTES).putInt(width).putInt(height).flip(),
            data.slice(start, 4 * width * height));
    }

    private static void check(final int error) throws ForeignException {
        if (error != KTX.KTX_SUCCESS) {
            throw new ForeignException(String.valueOf(KTX.ktxErrorString(error)));
        }
    }
}
