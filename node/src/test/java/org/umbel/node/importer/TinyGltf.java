package org.umbel.node.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A glTF document of a few numbers: accessors one by one, and the rest as JSON. */
final class TinyGltf {
    private final List<String> views = new ArrayList<>();
    private final List<String> accessors = new ArrayList<>();
    private final ByteBuffer data = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);

    /** Adds an accessor of floats, and tells its index. */
    int floats(final String type, final float... values) {
        final int start = data.position();
        for (final float value : values) {
            data.putFloat(value);
        }
        return accessor(view(start), 5126, type, values.length, "");
    }

    /** Adds an accessor of unsigned 16-bit integers, and tells its index. */
    int shorts(final String type, final int... values) {
        return accessor(shortsView(values), 5123, type, values.length, "");
    }

    /** Adds an accessor of unsigned bytes for 0..1 or of signed ones for -1..1, and tells its index. */
    int normalizedBytes(final int componentType, final String type, final int... values) {
        final int start = data.position();
        for (final int value : values) {
            data.put((byte) value);
        }
        return accessor(view(start), componentType, type, values.length, ",\"normalized\":true");
    }

    /** Adds an accessor without a view whose elements are 0 but for some, and tells its index. */
    int sparse(final int componentType, final String type, final int count, final int indicesView, final int valuesView,
               final int changed) {
        accessors.add("{\"componentType\":" + componentType + ",\"type\":\"" + type + "\",\"count\":" + count
            + ",\"sparse\":{\"count\":" + changed + ",\"indices\":{\"bufferView\":" + indicesView
            + ",\"componentType\":5123},\"values\":{\"bufferView\":" + valuesView + "}}}");
        return accessors.size() - 1;
    }

    /** Adds a view of unsigned 16-bit integers, and tells its index. */
    int shortsView(final int... values) {
        final int start = data.position();
        for (final int value : values) {
            data.putShort((short) value);
        }
        return view(start);
    }

    private int view(final int start) {
        views.add("{\"buffer\":0,\"byteOffset\":" + start + ",\"byteLength\":" + (data.position() - start) + "}");
        while (data.position() % 4 != 0) {
            data.put((byte) 0);
        }
        return views.size() - 1;
    }

    private int accessor(final int view, final int componentType, final String type, final int numbers,
                         final String more) {
        final int components = switch (type) {
            case "SCALAR" -> 1;
            case "MAT4" -> 16;
            default -> type.charAt(3) - '0';
        };
        accessors.add("{\"bufferView\":" + view + ",\"componentType\":" + componentType + ",\"type\":\"" + type
            + "\",\"count\":" + numbers / components + more + "}");
        return accessors.size() - 1;
    }

    /** A primitive's positions: the triangle (0, 0, 0), (1, 0, 0), (0, 1, 0). */
    int triangle() {
        return floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0);
    }

    /** Imports the document with these members besides accessors, views, buffers and asset. */
    Imported load(final Path folder, final ImportOptions options, final String members) throws IOException {
        final byte[] bytes = new byte[data.position()];
        data.get(0, bytes);
        final String json = "{\"asset\":{\"version\":\"2.0\"},\"accessors\":[" + String.join(",", accessors)
            + "],\"bufferViews\":[" + String.join(",", views) + "],\"buffers\":[{\"byteLength\":" + bytes.length
            + ",\"uri\":\"data:application/gltf-buffer;base64," + Base64.getEncoder().encodeToString(bytes) + "\"}],"
            + members + "}";
        return SceneImporter.load(Files.writeString(folder.resolve("tiny.gltf"), json), options);
    }
}
