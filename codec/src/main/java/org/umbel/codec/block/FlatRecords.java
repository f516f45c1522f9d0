package org.umbel.codec.block;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.TextureRef;

/**
 * Packed records, little-endian, without gaps, of fixed length but for lights. Lengths are checked before
 * anything is read; enums as they are read. What the numbers mean is checked by {@link SceneLimits}.
 */
final class FlatRecords {
    /** Image; wrapping twice; whether nearest in bit 0, and the set above; transform. */
    private static final int TEXTURE_BYTES = 4 + 3 + 6 * Float.BYTES;
    private static final int MATERIAL_TEXTURES = 4;
    private static final int EXTENSION_TEXTURES = 11;
    /** IOR, transmission, thickness, absorption 3, dispersion; specular 4, coat 3, sheen 4, anisotropy 2, film 4. */
    private static final int EXTENSION_FLOATS = 24;
    /**
     * Factors: base colour 4, metallic, roughness, normal scale, emission 3, cutoff; those of extensions. Bytes: model,
     * alpha, sides, glossiness.
     */
    static final int MATERIAL_BYTES = (11 + EXTENSION_FLOATS) * Float.BYTES
        + (MATERIAL_TEXTURES + EXTENSION_TEXTURES) * TEXTURE_BYTES + 4;
    /** Mesh, material, matrix. */
    static final int INSTANCE_BYTES = 2 * Integer.BYTES + 12 * Float.BYTES;

    /** An environment is its kind and what follows it: 9 floats; or width, height, turns and strength of a map. */
    private static final int ENVIRONMENT_GRADIENT = 0;
    private static final int ENVIRONMENT_MAPPED = 1;
    /** A light is its kind and what follows it: 6, 7 or 12 floats. */
    private static final int LIGHT_SUN = 0;
    private static final int LIGHT_POINT = 1;
    private static final int LIGHT_SPOT = 2;

    private FlatRecords() {}

    static byte[] materials(final List<Material> materials) {
        final ByteBuffer b = buffer(materials.size(), MATERIAL_BYTES);
        for (final Material m : materials) {
            b.put((byte) m.model().ordinal()).put((byte) m.alphaMode().ordinal());
            b.put((byte) (m.doubleSided() ? 1 : 0));
            put(b, m.baseColor(), 4);
            b.putFloat(m.metallic()).putFloat(m.roughness()).putFloat(m.normalScale());
            put(b, m.emission(), 3);
            b.putFloat(m.alphaCutoff());
            put(b, m.baseColorTexture());
            put(b, m.metallicRoughnessTexture());
            put(b, m.normalTexture());
            put(b, m.emissionTexture());
            put(b, m.extensions());
        }
        return b.array();
    }

    static List<Material> materials(final byte[] record) throws BlockException {
        final ByteBuffer b = wrap(record, MATERIAL_BYTES, "materials");
        final List<Material> materials = new ArrayList<>();
        while (b.hasRemaining()) {
            final Material.Model model = constant(Material.Model.values(), b.get());
            final Material.AlphaMode alphaMode = constant(Material.AlphaMode.values(), b.get());
            final boolean doubleSided = flag(b.get());
            final float[] baseColor = floats(b, 4);
            final float metallic = b.getFloat();
            final float roughness = b.getFloat();
            final float normalScale = b.getFloat();
            final float[] emission = floats(b, 3);
            final float alphaCutoff = b.getFloat();
            final TextureRef base = texture(b);
            final TextureRef metallicRoughness = texture(b);
            final TextureRef normal = texture(b);
            final TextureRef emissive = texture(b);
            materials.add(new Material(model, baseColor, base, metallic, roughness, metallicRoughness, normal,
                normalScale, emission, emissive, alphaMode, alphaCutoff, doubleSided, extensions(b)));
        }
        return materials;
    }

    private static void put(final ByteBuffer b, final MaterialExtensions e) {
        b.putFloat(e.ior()).put((byte) (e.glossiness() ? 1 : 0)).putFloat(e.transmission());
        put(b, e.transmissionTexture());
        b.putFloat(e.thickness());
        put(b, e.absorption(), 3);
        b.putFloat(e.dispersion());
        put(b, e.specular());
        put(b, e.clearcoat());
        put(b, e.sheen().color(), 3);
        put(b, e.sheen().colorTexture());
        b.putFloat(e.sheen().roughness());
        put(b, e.sheen().roughnessTexture());
        b.putFloat(e.anisotropy().strength()).putFloat(e.anisotropy().rotation());
        put(b, e.anisotropy().texture());
        b.putFloat(e.iridescence().weight());
        put(b, e.iridescence().weightTexture());
        b.putFloat(e.iridescence().ior()).putFloat(e.iridescence().thicknessMin());
        b.putFloat(e.iridescence().thicknessMax());
        put(b, e.iridescence().thicknessTexture());
    }

    private static void put(final ByteBuffer b, final MaterialExtensions.Specular s) {
        b.putFloat(s.weight());
        put(b, s.weightTexture());
        put(b, s.color(), 3);
        put(b, s.colorTexture());
    }

    private static void put(final ByteBuffer b, final MaterialExtensions.Clearcoat c) {
        b.putFloat(c.weight());
        put(b, c.weightTexture());
        b.putFloat(c.roughness());
        put(b, c.roughnessTexture());
        put(b, c.normalTexture());
        b.putFloat(c.normalScale());
    }

    private static MaterialExtensions extensions(final ByteBuffer b) throws BlockException {
        return new MaterialExtensions(b.getFloat(), flag(b.get()), b.getFloat(), texture(b), b.getFloat(),
            floats(b, 3), b.getFloat(), specular(b), clearcoat(b),
            new MaterialExtensions.Sheen(floats(b, 3), texture(b), b.getFloat(), texture(b)),
            new MaterialExtensions.Anisotropy(b.getFloat(), b.getFloat(), texture(b)),
            new MaterialExtensions.Iridescence(b.getFloat(), texture(b), b.getFloat(), b.getFloat(), b.getFloat(),
                texture(b)));
    }

    private static MaterialExtensions.Specular specular(final ByteBuffer b) throws BlockException {
        return new MaterialExtensions.Specular(b.getFloat(), texture(b), floats(b, 3), texture(b));
    }

    private static MaterialExtensions.Clearcoat clearcoat(final ByteBuffer b) throws BlockException {
        return new MaterialExtensions.Clearcoat(b.getFloat(), texture(b), b.getFloat(), texture(b), texture(b),
            b.getFloat());
    }

    static byte[] instances(final List<Instance> instances) {
        final ByteBuffer b = buffer(instances.size(), INSTANCE_BYTES);
        for (final Instance i : instances) {
            b.putInt(i.mesh()).putInt(i.material());
            put(b, i.objectToWorld(), 12);
        }
        return b.array();
    }

    static List<Instance> instances(final byte[] record) throws BlockException {
        final ByteBuffer b = wrap(record, INSTANCE_BYTES, "instances");
        final List<Instance> instances = new ArrayList<>();
        while (b.hasRemaining()) {
            instances.add(new Instance(b.getInt(), b.getInt(), floats(b, 12)));
        }
        return instances;
    }

    /** The environment, without a map's texels, and the lights. */
    static byte[] lights(final Environment environment, final List<Light> lights) {
        final int bytes = lights.stream().mapToInt(FlatRecords::lightBytes)
            .reduce(environmentBytes(environment), Math::addExact);
        final ByteBuffer b = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        put(b, environment);
        for (final Light light : lights) {
            switch (light) {
                case Light.Sun sun -> {
                    b.putInt(LIGHT_SUN);
                    put(b, sun.direction(), 3);
                    put(b, sun.irradiance(), 3);
                }
                case Light.Point point -> {
                    b.putInt(LIGHT_POINT);
                    put(b, point.position(), 3);
                    put(b, point.intensity(), 3);
                    b.putFloat(point.range());
                }
                case Light.Spot spot -> {
                    b.putInt(LIGHT_SPOT);
                    put(b, spot.position(), 3);
                    put(b, spot.direction(), 3);
                    put(b, spot.intensity(), 3);
                    b.putFloat(spot.innerConeCos()).putFloat(spot.outerConeCos()).putFloat(spot.range());
                }
            }
        }
        return b.array();
    }

    private static int environmentBytes(final Environment environment) {
        return Integer.BYTES + Float.BYTES * switch (environment) {
            case Environment.Gradient _ -> 9;
            case Environment.Mapped _ -> 4;
        };
    }

    private static void put(final ByteBuffer b, final Environment environment) {
        switch (environment) {
            case Environment.Gradient gradient -> {
                b.putInt(ENVIRONMENT_GRADIENT);
                put(b, gradient.zenith(), 3);
                put(b, gradient.horizon(), 3);
                put(b, gradient.nadir(), 3);
            }
            case Environment.Mapped mapped -> b.putInt(ENVIRONMENT_MAPPED).putInt(mapped.map().width())
                .putInt(mapped.map().height()).putFloat(mapped.turns()).putFloat(mapped.strength());
        }
    }

    private static int lightBytes(final Light light) {
        return Integer.BYTES + Float.BYTES * switch (light) {
            case Light.Sun _ -> 6;
            case Light.Point _ -> 7;
            case Light.Spot _ -> 12;
        };
    }

    /** What {@link #lights(Environment, List)} packed. */
    record Lighting(Environment environment, List<Light> lights) {}

    /**
     * The environment and the lights of a record.
     *
     * @param map texels of the environment's map; empty: it has none
     */
    static Lighting lighting(final byte[] record, final Optional<byte[]> map) throws BlockException {
        final ByteBuffer b = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        final List<Light> lights = new ArrayList<>();
        try {
            final Environment environment = environment(b, map);
            while (b.hasRemaining()) {
                lights.add(light(b));
            }
            return new Lighting(environment, lights);
        } catch (final BufferUnderflowException e) {
            throw new BlockException("lights record of " + record.length + " bytes", e);
        }
    }

    private static Environment environment(final ByteBuffer b, final Optional<byte[]> map) throws BlockException {
        final int kind = b.getInt();
        if (kind < ENVIRONMENT_GRADIENT || kind > ENVIRONMENT_MAPPED
            || map.isPresent() != (kind == ENVIRONMENT_MAPPED)) {
            throw new BlockException("environment of kind " + kind + (map.isPresent() ? " with" : " without")
                + " a map");
        }
        if (map.isEmpty()) {
            return new Environment.Gradient(floats(b, 3), floats(b, 3), floats(b, 3));
        }
        try {
            return new Environment.Mapped(new EnvironmentMap(b.getInt(), b.getInt(), map.get()), b.getFloat(),
                b.getFloat());
        } catch (final IllegalArgumentException e) {
            throw new BlockException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Light light(final ByteBuffer b) throws BlockException {
        final int kind = b.getInt();
        return switch (kind) {
            case LIGHT_SUN -> new Light.Sun(floats(b, 3), floats(b, 3));
            case LIGHT_POINT -> new Light.Point(floats(b, 3), floats(b, 3), b.getFloat());
            case LIGHT_SPOT -> new Light.Spot(floats(b, 3), floats(b, 3), floats(b, 3), b.getFloat(),
                b.getFloat(), b.getFloat());
            default -> throw new BlockException("light of unknown kind " + kind);
        };
    }

    private static ByteBuffer buffer(final int count, final int bytes) {
        return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer wrap(final byte[] record, final int bytes, final String what) throws BlockException {
        if (record.length % bytes != 0) {
            throw new BlockException(what + " record of " + record.length + " bytes, not a multiple of " + bytes);
        }
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(final ByteBuffer b, final float[] values, final int count) {
        for (int i = 0; i < count; i++) {
            b.putFloat(values[i]);
        }
    }

    private static float[] floats(final ByteBuffer b, final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = b.getFloat();
        }
        return values;
    }

    private static void put(final ByteBuffer b, final TextureRef t) {
        b.putInt(t.image()).put((byte) t.wrapS().ordinal()).put((byte) t.wrapT().ordinal());
        b.put((byte) (t.set() << 1 | (t.nearest() ? 1 : 0)));
        final TextureRef.Transform m = t.transform();
        b.putFloat(m.uu()).putFloat(m.uv()).putFloat(m.u0()).putFloat(m.vu()).putFloat(m.vv()).putFloat(m.v0());
    }

    private static TextureRef texture(final ByteBuffer b) throws BlockException {
        final int image = b.getInt();
        final TextureRef.Wrap wrapS = constant(TextureRef.Wrap.values(), b.get());
        final TextureRef.Wrap wrapT = constant(TextureRef.Wrap.values(), b.get());
        final int setAndNearest = b.get();
        return new TextureRef(image, wrapS, wrapT, (setAndNearest & 1) != 0, setAndNearest >> 1,
            new TextureRef.Transform(b.getFloat(), b.getFloat(), b.getFloat(), b.getFloat(), b.getFloat(),
                b.getFloat()));
    }

    private static <T> T constant(final T[] constants, final byte number) throws BlockException {
        if (number < 0 || number >= constants.length) {
            throw new BlockException("unknown constant " + number + " in a record");
        }
        return constants[number];
    }

    private static boolean flag(final byte number) throws BlockException {
        return constant(new Boolean[] {false, true}, number);
    }
}
