package org.umbel.tracer.accel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.kernel.Lanes;

/** What the structure of a mesh depends on, as one name: its triangles, and how this build makes structures of them. */
public final class MeshKey {
    private static final int CHUNK = 1 << 14;

    private MeshKey() {}

    /**
     * SHA-256 over little-endian int32: version of the builder, lanes, leaf sizes, whether the collapse is optimal,
     * numbers of positions and of indices; then the positions and the indices. Normals, textures and colours do not
     * matter.
     */
    public static BlockId of(final Mesh mesh) {
        return of(mesh, AccelShape.VERSION, BuildSettings.MESH);
    }

    static BlockId of(final Mesh mesh, final int version, final BuildSettings settings) {
        final MessageDigest sha = sha256();
        final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        chunk.putInt(version).putInt(Lanes.LANES).putInt(settings.binaryLeafMax()).putInt(settings.wideLeafMax())
            .putInt(settings.optimal() ? 1 : 0).putInt(mesh.positions().length).putInt(mesh.indices().length);
        sha.update(chunk.flip());
        for (int at = 0; at < mesh.positions().length; at += CHUNK) {
            final int length = Math.min(CHUNK, mesh.positions().length - at);
            chunk.clear().asFloatBuffer().put(mesh.positions(), at, length);
            sha.update(chunk.limit(length * Float.BYTES));
        }
        for (int at = 0; at < mesh.indices().length; at += CHUNK) {
            final int length = Math.min(CHUNK, mesh.indices().length - at);
            chunk.clear().asIntBuffer().put(mesh.indices(), at, length);
            sha.update(chunk.limit(length * Integer.BYTES));
        }
        return BlockId.ofDigest(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
