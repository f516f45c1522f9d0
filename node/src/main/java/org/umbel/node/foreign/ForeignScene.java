package org.umbel.node.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lwjgl.assimp.AIExportDataBlob;
import org.lwjgl.assimp.AIScene;
import org.lwjgl.assimp.Assimp;

/** Scene files that are not glTF, read by Assimp and written by it as GLB. */
final class ForeignScene {
    private static final int STEPS = Assimp.aiProcess_Triangulate | Assimp.aiProcess_JoinIdenticalVertices
        | Assimp.aiProcess_SortByPType;

    private ForeignScene() {}

    static void convert(final String path, final DecoderMain.Taker taker) throws ForeignException, IOException {
        final AIScene scene = Assimp.aiImportFile(path, STEPS);
        if (scene == null) {
            throw new ForeignException(String.valueOf(Assimp.aiGetErrorString()));
        }
        try {
            final AIExportDataBlob blob = Assimp.aiExportSceneToBlob(scene, "glb2",
                Assimp.aiProcess_JoinIdenticalVertices);
            if (blob == null) {
                throw new ForeignException(String.valueOf(Assimp.aiGetErrorString()));
            }
            try {
                final ByteBuffer data = blob.data();
                taker.take(data);
            } finally {
                Assimp.aiReleaseExportBlob(blob);
            }
        } finally {
            Assimp.aiReleaseImport(scene);
        }
    }
}
