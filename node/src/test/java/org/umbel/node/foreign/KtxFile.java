package org.umbel.node.foreign;

import java.nio.ByteBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.ktx.KTX;
import org.lwjgl.util.ktx.ktxBasisParams;
import org.lwjgl.util.ktx.ktxTexture;
import org.lwjgl.util.ktx.ktxTexture2;
import org.lwjgl.util.ktx.ktxTextureCreateInfo;

/** Makes KTX2 files for tests, by the library's own encoder. */
public final class KtxFile {
    private static final int R8G8B8A8_SRGB = 43;

    private KtxFile() {}

    /**
     * A texture of one colour.
     *
     * @param rgba    four bytes
     * @param isUastc whether as UASTC or as ETC1S
     */
    public static byte[] of(final int side, final byte[] rgba, final boolean isUastc) {
        final ByteBuffer texels = MemoryUtil.memAlloc(4 * side * side);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            for (int i = 0; i < texels.capacity(); i++) {
                texels.put(i, rgba[i % 4]);
            }
            final ktxTextureCreateInfo info = ktxTextureCreateInfo.calloc(stack).vkFormat(R8G8B8A8_SRGB).baseWidth(side)
                .baseHeight(side).baseDepth(1).numDimensions(2).numLevels(1).numLayers(1).numFaces(1);
            final PointerBuffer made = stack.mallocPointer(1);
            check(KTX.ktxTexture2_Create(info, KTX.KTX_TEXTURE_CREATE_ALLOC_STORAGE, made));
            final ktxTexture2 texture = ktxTexture2.create(made.get(0));
            check(KTX.ktxTexture_SetImageFromMemory(ktxTexture.create(texture.address()), 0, 0, 0, texels));
            final ktxBasisParams how = ktxBasisParams.calloc(stack);
            how.structSize(ktxBasisParams.SIZEOF)
                .codec(isUastc ? KTX.KTX_BASIS_CODEC_UASTC_LDR_4x4 : KTX.KTX_BASIS_CODEC_ETC1S)
                .threadCount(1).etc1sCompressionLevel(1).qualityLevel(128);
            check(KTX.ktxTexture2_CompressBasisEx(texture, how));
            final PointerBuffer bytes = stack.mallocPointer(1);
            final PointerBuffer size = stack.mallocPointer(1);
            check(KTX.ktxTexture2_WriteToMemory(texture, bytes, size));
            final byte[] file = new byte[(int) size.get(0)];
            MemoryUtil.memByteBuffer(bytes.get(0), file.length).get(file);
            KTX.ktxTexture2_Destroy(texture);
            return file;
        } finally {
            MemoryUtil.memFree(texels);
        }
    }

    private static void check(final int error) {
        if (error != KTX.KTX_SUCCESS) {
            throw new IllegalStateException(KTX.ktxErrorString(error));
        }
    }
}
