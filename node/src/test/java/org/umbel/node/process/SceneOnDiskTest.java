package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A leaf that is started again, under a relay that was, has the scene on its disk: nothing of it is sent. */
@Timeout(300)
final class SceneOnDiskTest {
    private static final int SAMPLES = 4;
    private static final Pattern HAS_SCENE = Pattern.compile("has scene \\w+: (\\d+) blocks from disk, (\\d+) sent");

    @TempDir
    private Path folder;
    private final Tree tree = new Tree();

    @AfterEach
    void end() {
        tree.close();
    }

    /** Started, asked for a picture, ended: from its disk, and sent, came so many blocks. */
    private int[] render() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0", "--cache", folder.resolve("relay").toString());
        final NodeProcess leaf = tree.leaf("ada", relay.listening(), "--cache", folder.resolve("ada").toString());
        assertThat(Tree.hash(Tree.summary(tree.client(SAMPLES, "--farm", relay.listening()))))
            .isEqualTo(Tree.hashAlone(SAMPLES));
        final Matcher line = leaf.await(HAS_SCENE);
        leaf.close();
        relay.close();
        return new int[] {Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2))};
    }

    /** A sheet of 2,048 triangles as a glTF file. */
    private static Path sheet(final Path folder) throws IOException {
        final int edge = 32;
        final int vertices = (edge + 1) * (edge + 1);
        final ByteBuffer bin = ByteBuffer.allocate(12 * vertices + 24 * edge * edge).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < vertices; i++) {
            bin.putFloat(i % (edge + 1)).putFloat(i * 7 % 5 * 0.2f).putFloat(i / (edge + 1));
        }
        for (int i = 0; i < edge * edge; i++) {
            final int corner = i / edge * (edge + 1) + i % edge;
            bin.putInt(corner).putInt(corner + edge + 1).putInt(corner + 1);
            bin.putInt(corner + 1).putInt(corner + edge + 1).putInt(corner + edge + 2);
        }
        Files.write(folder.resolve("sheet.bin"), bin.array());
        return Files.writeString(folder.resolve("sheet.gltf"), """
            {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
             "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
             "accessors": [{"bufferView": 0, "componentType": 5126, "count": %d, "type": "VEC3",
                            "min": [0, 0, 0], "max": [%d, 0.8, %d]},
                           {"bufferView": 1, "componentType": 5125, "count": %d, "type": "SCALAR"}],
             "bufferViews": [{"buffer": 0, "byteLength": %d}, {"buffer": 0, "byteOffset": %d, "byteLength": %d}],
             "buffers": [{"uri": "sheet.bin", "byteLength": %d}]}
            """.formatted(vertices, edge, edge, 6 * edge * edge, 12 * vertices, 12 * vertices, 24 * edge * edge,
            bin.capacity()));
    }

    private String hash(final Path scene, final String counts) {
        final NodeProcess relay = tree.relay("relay", "--listen", "0");
        final NodeProcess leaf = tree.leaf("ada", relay.listening(), "--cache", folder.resolve("ada").toString());
        final String hash = Tree.hash(Tree.summary(tree.start("client", "--role=client", scene.toString(), "--json",
            "--size", "64x64", "--spp", "2", "--farm", relay.listening())));
        leaf.await(Pattern.compile("prepared scene \\w+ in [\\d.]+ s: " + counts));
        leaf.close();
        relay.close();
        return hash;
    }

    @Test
    void shouldBuildNothingAfterARestart() throws IOException {
        final Path scene = sheet(folder);
        final String built = hash(scene, "1 structures built, 0 from disk");
        assertThat(hash(scene, "0 structures built, 1 from disk")).isEqualTo(built);
    }

    @Test
    void shouldBeSentNothingAfterARestart() {
        final int[] first = render();
        assertThat(first[0]).isZero();
        assertThat(first[1]).isPositive();
        assertThat(render()).containsExactly(first[1], 0);
    }
}
