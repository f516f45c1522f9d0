package org.umbel.node.session;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Scene;
import org.umbel.node.importer.Imported;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The scene of boxes as its file has it, and as the file would have it after an edit of its JSON. */
final class BoxesFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String BUFFER = "data:application/octet-stream;base64,";
    private static final String PNG = "data:image/png;base64,";

    private BoxesFile() {}

    /** As it is. */
    static Imported read() {
        return SceneImporter.load(path(), MaterialMode.GLTF);
    }

    static Scene scene() {
        return read().scene();
    }

    static Camera camera() {
        return read().camera().orElseThrow();
    }

    private static Path path() {
        try {
            return Path.of(BoxesFile.class.getResource("/scenes/boxes.gltf").toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Imported afresh from a file that differs by this. */
    static Scene edited(final Path folder, final Consumer<ObjectNode> edit) throws IOException {
        final ObjectNode json = (ObjectNode) MAPPER.readTree(Files.readAllBytes(path()));
        edit.accept(json);
        final Path file = Files.write(folder.resolve("edited.gltf"), MAPPER.writeValueAsBytes(json));
        return SceneImporter.load(file, MaterialMode.GLTF).scene();
    }

    static void set(final ObjectNode object, final String name, final double... numbers) {
        final ArrayNode array = object.putArray(name);
        for (final double number : numbers) {
            array.add(number);
        }
    }

    static void putImage(final ObjectNode json, final byte[] png) {
        ((ObjectNode) json.at("/images/0")).put("uri", PNG + Base64.getEncoder().encodeToString(png));
    }

    /** Changes a float of the buffer. */
    static void putFloat(final ObjectNode json, final int offset, final float value) {
        final ObjectNode buffer = (ObjectNode) json.at("/buffers/0");
        final byte[] bytes = Base64.getDecoder().decode(buffer.get("uri").asString().substring(BUFFER.length()));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(offset, value);
        buffer.put("uri", BUFFER + Base64.getEncoder().encodeToString(bytes));
    }

    /** A PNG of one colour. */
    static byte[] png(final int edge, final int rgb) {
        final BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < edge * edge; i++) {
            image.setRGB(i % edge, i / edge, rgb);
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
