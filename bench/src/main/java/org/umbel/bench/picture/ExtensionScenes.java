package org.umbel.bench.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Five spheres in a row, each with another value of one extension, on a floor before a striped wall and under a lamp;
 * as glTF, with a view. Floor and wall are diffuse only.
 */
final class ExtensionScenes {
    static final int SPHERES = 5;
    private static final int SLICES = 128;
    private static final int STACKS = 64;
    private static final float RADIUS = 0.5f;
    private static final float DISTANCE = 1.15f;
    private static final int STRIPES = 14;
    private static final String DIFFUSE_ONLY = "\"extensions\":{\"KHR_materials_specular\":{\"specularFactor\":0}}";

    private ExtensionScenes() {}

    /** By the extension that they are for: the material of each sphere, the members of a glTF material. */
    static Map<String, List<String>> all() {
        final Map<String, List<String>> scenes = new LinkedHashMap<>();
        scenes.put("emissive_strength", of(new double[] {0.5, 1, 2, 4, 8}, strength -> diffuse(0.2, 0.2, 0.2)
            + ",\"emissiveFactor\":[1,0.6,0.3],\"extensions\":{\"KHR_materials_specular\":{\"specularFactor\":0},"
            + "\"KHR_materials_emissive_strength\":{\"emissiveStrength\":" + strength + "}}"));
        scenes.put("ior", of(new double[] {1.1, 1.33, 1.5, 1.8, 2.4}, ior -> glass(ior, "")));
        scenes.put("volume", of(new double[] {0.125, 0.25, 0.5, 1, 4}, distance -> glass(1.5,
            ",\"attenuationDistance\":" + distance + ",\"attenuationColor\":[0.8,0.4,0.1]")));
        scenes.put("clearcoat", of(new double[] {0, 0.1, 0.2, 0.4, 0.8}, roughness -> diffuse(0.5, 0.05, 0.05)
            + ",\"extensions\":{\"KHR_materials_specular\":{\"specularFactor\":0},\"KHR_materials_clearcoat\":{"
            + "\"clearcoatFactor\":1,\"clearcoatRoughnessFactor\":" + roughness + "}}"));
        scenes.put("anisotropy", of(new double[] {0, 0.25, 0.5, 0.75, 1}, strength -> "\"pbrMetallicRoughness\":{"
            + "\"baseColorFactor\":[1,1,1,1],\"metallicFactor\":1,\"roughnessFactor\":0.3},\"extensions\":{"
            + "\"KHR_materials_anisotropy\":{\"anisotropyStrength\":" + strength + "}}"));
        return scenes;
    }

    private interface Members {
        String of(double value);
    }

    private static List<String> of(final double[] values, final Members members) {
        final List<String> materials = new ArrayList<>();
        for (final double value : values) {
            materials.add(members.of(value));
        }
        return materials;
    }

    private static String diffuse(final double r, final double g, final double b) {
        return String.format(Locale.ROOT, "\"pbrMetallicRoughness\":{\"baseColorFactor\":[%s,%s,%s,1],"
            + "\"metallicFactor\":0,\"roughnessFactor\":1}", r, g, b);
    }

    private static String glass(final double ior, final String volume) {
        return "\"pbrMetallicRoughness\":{\"baseColorFactor\":[1,1,1,1],\"metallicFactor\":0,\"roughnessFactor\":0},"
            + "\"extensions\":{\"KHR_materials_ior\":{\"ior\":" + ior + "},\"KHR_materials_transmission\":{"
            + "\"transmissionFactor\":1},\"KHR_materials_volume\":{\"thicknessFactor\":1" + volume + "}}";
    }

    /** Writes the scene of an extension, and the view on all of them. */
    static void write(final Path gltf, final Path view, final List<String> spheres) throws IOException {
        final List<String> materials = new ArrayList<>();
        spheres.forEach(members -> materials.add("{\"name\":\"sphere " + materials.size() + "\"," + members + "}"));
        materials.add("{\"name\":\"floor\"," + diffuse(0.6, 0.6, 0.6) + "," + DIFFUSE_ONLY + ",\"doubleSided\":true}");
        materials.add("{\"name\":\"light\"," + diffuse(0.7, 0.65, 0.5) + "," + DIFFUSE_ONLY + ",\"doubleSided\":true}");
        materials.add("{\"name\":\"dark\"," + diffuse(0.1, 0.2, 0.35) + "," + DIFFUSE_ONLY + ",\"doubleSided\":true}");
        materials.add("{\"name\":\"lamp\"," + diffuse(0, 0, 0) + ",\"emissiveFactor\":[1,1,1],\"doubleSided\":true,"
            + "\"extensions\":{\"KHR_materials_specular\":{\"specularFactor\":0},\"KHR_materials_emissive_strength\":{"
            + "\"emissiveStrength\":6}}}");
        final StringBuilder meshes = new StringBuilder();
        final List<String> nodes = new ArrayList<>();
        for (int material = 0; material < materials.size(); material++) {
            meshes.append(material == 0 ? "" : ",").append(mesh(material < SPHERES, material));
        }
        for (int i = 0; i < SPHERES; i++) {
            nodes.add(node(i, (i - (SPHERES - 1) / 2f) * DISTANCE, RADIUS, 0, "\"rotation\":[0,0,0,1]"));
        }
        nodes.add(node(SPHERES, 0, -0.001f, 0, "\"scale\":[8,1,8]"));
        final String upright = "\"rotation\":[0.70710678,0,0,0.70710678],\"scale\":[0.25,1,1.2]";
        for (int i = 0; i < STRIPES; i++) {
            nodes.add(node(SPHERES + 1 + i % 2, (i - (STRIPES - 1) / 2f) / 2, 1.2f, -1.5f, upright));
        }
        nodes.add(node(SPHERES + 3, 0, 3, 1.5f, "\"scale\":[1.5,1,0.4]"));
        final byte[] data = geometry();
        final int vertices = (SLICES + 1) * (STACKS + 1);
        final String json = String.format(Locale.ROOT, """
            {"asset":{"version":"2.0"},"extensionsUsed":["KHR_materials_specular","KHR_materials_emissive_strength",\
            "KHR_materials_ior","KHR_materials_transmission","KHR_materials_volume","KHR_materials_clearcoat",\
            "KHR_materials_anisotropy"],"scene":0,"scenes":[{"nodes":[%s]}],"nodes":[%s],"meshes":[%s],"materials":[%s],
            "accessors":[\
            {"bufferView":0,"componentType":5126,"count":%7$d,"type":"VEC3","min":[%8$s,%8$s,%8$s],\
            "max":[%9$s,%9$s,%9$s]},\
            {"bufferView":1,"componentType":5126,"count":%7$d,"type":"VEC3"},\
            {"bufferView":2,"componentType":5126,"count":%7$d,"type":"VEC2"},\
            {"bufferView":3,"componentType":5125,"count":%10$d,"type":"SCALAR"},\
            {"bufferView":4,"componentType":5126,"count":4,"type":"VEC3","min":[-1,0,-1],"max":[1,0,1]},\
            {"bufferView":5,"componentType":5125,"count":6,"type":"SCALAR"}],
            "bufferViews":[%5$s],"buffers":[{"byteLength":%11$d,"uri":"data:application/octet-stream;base64,%6$s"}]}
            """, numbers(nodes.size()), String.join(",", nodes), meshes, String.join(",\n", materials), views(vertices),
            Base64.getEncoder().encodeToString(data), vertices, -RADIUS, RADIUS, 6 * SLICES * STACKS, data.length);
        Files.writeString(gltf, json);
        Files.writeString(view, "{\"camera\":{\"position\":[0,1.3,7],\"target\":[0,0.75,0],\"up\":[0,1,0],"
            + "\"yfov_deg\":26},\"env\":[0.4,0.4,0.4],\"sun\":null}\n");
    }

    private static String numbers(final int count) {
        final StringBuilder text = new StringBuilder("0");
        for (int i = 1; i < count; i++) {
            text.append(',').append(i);
        }
        return text.toString();
    }

    private static String mesh(final boolean isSphere, final int material) {
        return isSphere ? "{\"primitives\":[{\"attributes\":{\"POSITION\":0,\"NORMAL\":1,\"TEXCOORD_0\":2},"
            + "\"indices\":3,\"material\":" + material + "}]}"
            : "{\"primitives\":[{\"attributes\":{\"POSITION\":4},\"indices\":5,\"material\":" + material + "}]}";
    }

    private static String node(final int mesh, final float x, final float y, final float z, final String rest) {
        return String.format(Locale.ROOT, "{\"mesh\":%d,\"translation\":[%s,%s,%s],%s}", mesh, x, y, z, rest);
    }

    private static String views(final int vertices) {
        final int[] lengths = {12 * vertices, 12 * vertices, 8 * vertices, 24 * SLICES * STACKS, 48, 24};
        final StringBuilder views = new StringBuilder();
        int at = 0;
        for (final int length : lengths) {
            views.append(at == 0 ? "" : ",").append(String.format(Locale.ROOT,
                "{\"buffer\":0,\"byteOffset\":%d,\"byteLength\":%d}", at, length));
            at += length;
        }
        return views.toString();
    }

    /** A sphere's positions, normals, texture coordinates and indices; a square's positions and indices. */
    private static byte[] geometry() {
        final int vertices = (SLICES + 1) * (STACKS + 1);
        final ByteBuffer data =
            ByteBuffer.allocate(32 * vertices + 24 * SLICES * STACKS + 72).order(ByteOrder.LITTLE_ENDIAN);
        for (final float scale : new float[] {RADIUS, 1}) {
            for (int i = 0; i < vertices; i++) {
                final int stack = i / (SLICES + 1);
                final double polar = Math.PI * stack / STACKS;
                final double around = 2 * Math.PI * (i % (SLICES + 1)) / SLICES;
                data.putFloat((float) (scale * Math.sin(polar) * Math.sin(around)));
                data.putFloat((float) (scale * Math.cos(polar)));
                data.putFloat((float) (scale * Math.sin(polar) * Math.cos(around)));
            }
        }
        for (int i = 0; i < vertices; i++) {
            final int stack = i / (SLICES + 1);
            data.putFloat((float) (i % (SLICES + 1)) / SLICES).putFloat((float) stack / STACKS);
        }
        for (int cell = 0; cell < SLICES * STACKS; cell++) {
            final int corner = cell / SLICES * (SLICES + 1) + cell % SLICES;
            data.putInt(corner).putInt(corner + SLICES + 1).putInt(corner + SLICES + 2);
            data.putInt(corner).putInt(corner + SLICES + 2).putInt(corner + 1);
        }
        for (final float[] p : new float[][] {{-1, 0, 1}, {1, 0, 1}, {1, 0, -1}, {-1, 0, -1}}) {
            data.putFloat(p[0]).putFloat(p[1]).putFloat(p[2]);
        }
        for (final int i : new int[] {0, 1, 2, 0, 2, 3}) {
            data.putInt(i);
        }
        return data.array();
    }
}
