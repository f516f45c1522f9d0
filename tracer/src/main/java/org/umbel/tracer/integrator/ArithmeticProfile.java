package org.umbel.tracer.integrator;

import java.util.Base64;
import java.util.List;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.light.LightChoice;
import org.umbel.tracer.light.LightSample;
import org.umbel.tracer.light.Sky;
import org.umbel.tracer.light.SkyCache;

/**
 * Whether machines compute alike: the version of the sample path, folded with the sums of a small scene that decodes
 * images and goes through every kind of light and material, and with samples of an environment map. Nodes compare it
 * before they work together.
 */
public final class ArithmeticProfile {
    /** Raised whenever a change of the sample path changes any picture. */
    public static final int KERNEL_VERSION = 7;
    /** Few paths, since all of them run before the JIT has compiled anything; enough to touch every branch. */
    private static final int EDGE = 6;
    private static final int SAMPLES = 1;
    private static final int BOUNCES = 3;
    private static final int SKY_SAMPLES = 24;
    private static final float SKY_STEP = 0.38196602f;

    /** A colour ramp of 8 x 8 texels; the same as JPEG. */
    private static final String PNG = """
        iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAtElEQVR4Xg3IMQRCARAG4H+Jxnh7xInGiMZo6bRHY7TEO43RGI2P
        bovGR2M03BCN8cZou2iMxmjMPeobPwAgdBlzwV7xMCSOYWD17wbRmGkjVCiVRh2nNCgHuE+8ZD4Kv5TrxiPnLPgCyJRkx3ITqar0
        TBYuh5AnoGvSM+tHtKU6Md26XkMrgO3JHmyJ2FBtZXZye4c1AS/IS/aOeKqem9/da+EDIF4UdY6RRKZxsfh6tCNmP3u5XwFTWBtR
        AAAAAElFTkSuQmCC""";
    private static final String JPEG = """
        /9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx
        NDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy
        MjIyMjIyMjL/wAARCAAIAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF
        BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW
        V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi
        4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC
        AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm
        Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq
        8vP09fb3+Pn6/9oADAMBAAIRAxEAPwBvh74fBQo8jKpgnjqaKKK8HMs3xlGvy052Xon1a6p9EdPDucYt4GN5H//Z""";

    private ArithmeticProfile() {}

    /** The same on every conforming machine; computed once. */
    public static long digest() {
        return Holder.DIGEST;
    }

    private static final class Holder {
        static final long DIGEST = compute();
    }

    static long compute() {
        return compute(scene(), map(), LightChoice.TREE);
    }

    /** The digest of another scene in the same view, of another environment, and of another choice of lamps. */
    static long compute(final Scene source, final Environment environment, final LightChoice by) {
        final Camera camera = new Camera(new float[] {0.3f, 1.1f, 3}, new float[] {0, 0.4f, 0},
            new float[] {0, 1, 0}, 45);
        // By the code whose arithmetic it is about; with the one filter that is computed: a box is two constants
        final TileRenderer renderer = TileRenderer.untiered(PreparedScene.prepare(source,
            SceneCaches.ofScenes(new MeshAccelCache(0)), by), camera,
            new PictureSettings(EDGE, EDGE, SAMPLES, PictureSettings.FRACTION_BITS_DEFAULT, Filter.BLACKMAN_HARRIS,
                BOUNCES));
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        renderer.render(0, new SampleRange(0, SAMPLES), sums, () -> false);
        long digest = KERNEL_VERSION;
        for (final long sum : sums.sums()) {
            digest = fold(digest, sum);
        }
        // A scene has one environment: of the other kind there are no paths, only their ends.
        final Sky sky = Sky.of(environment, new SkyCache(1));
        final LightSample sample = new LightSample();
        for (int i = 0; i < SKY_SAMPLES; i++) {
            sky.sample(i / (float) SKY_SAMPLES, i * SKY_STEP % 1f, sample);
            digest = fold(digest, Float.floatToIntBits(sample.x) + Float.floatToIntBits(sample.z));
            digest = fold(digest, Float.floatToIntBits(sample.r) + Float.floatToIntBits(sample.b));
            digest = fold(digest, Float.floatToIntBits(sample.pdf));
            digest = fold(digest, Float.floatToIntBits(sky.pdf(sample.z, sample.x, -sample.y)));
        }
        return digest;
    }

    private static long fold(final long digest, final long bits) {
        final long mixed = (digest ^ bits) * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 29;
    }

    /** Four by three texels, brighter from one to the next. */
    static Environment map() {
        final byte[] rgbe = new byte[12 * EnvironmentMap.TEXEL_BYTES];
        for (int i = 0; i < 12; i++) {
            EnvironmentMap.encode(0.1f + 0.7f * i, 0.3f * i * i, 11.3f - i, rgbe, EnvironmentMap.TEXEL_BYTES * i);
        }
        return new Environment.Mapped(new EnvironmentMap(4, 3, rgbe), 0.3f, 1.5f);
    }

    static Scene scene() {
        final TextureRef png = new TextureRef(0, TextureRef.Wrap.REPEAT, TextureRef.Wrap.MIRROR, false);
        final TextureRef jpeg = new TextureRef(1, TextureRef.Wrap.CLAMP, TextureRef.Wrap.REPEAT, false);
        final float[] white = {1, 1, 1, 1};
        final float[] dark = new float[3];
        final Material plain = new Material(Material.Model.LAMBERT, new float[] {0.7f, 0.6f, 0.5f, 1}, png, 0, 1,
            TextureRef.NONE, TextureRef.NONE, 1, dark, TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false);
        final Material glossy = new Material(Material.Model.GLTF, white, jpeg, 0.8f, 0.6f, png, png, 0.5f, dark,
            TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false);
        final Material veil = new Material(Material.Model.GLTF, new float[] {0.2f, 0.9f, 0.4f, 0.5f}, TextureRef.NONE,
            0, 0.4f, TextureRef.NONE, TextureRef.NONE, 1, dark, TextureRef.NONE, Material.AlphaMode.BLEND, 0.5f, true);
        final Material lamp = new Material(Material.Model.GLTF, white, TextureRef.NONE, 0, 1, TextureRef.NONE,
            TextureRef.NONE, 1, new float[] {5, 4, 3},
            new TextureRef(1, TextureRef.Wrap.CLAMP, TextureRef.Wrap.REPEAT, false, 1, TextureRef.Transform.IDENTITY),
            Material.AlphaMode.OPAQUE, 0.5f, false);
        final Material glass = new Material(Material.Model.GLTF, white, TextureRef.NONE, 0, 0.3f, TextureRef.NONE,
            TextureRef.NONE, 1, dark, TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false,
            new MaterialExtensions(1.4f, false, 0.8f, jpeg, 1, new float[] {0.3f, 0.2f, 0.1f}, 2,
                new MaterialExtensions.Specular(0.9f, png, new float[] {1, 0.8f, 0.9f}, TextureRef.NONE),
                new MaterialExtensions.Clearcoat(0.5f, TextureRef.NONE, 0.3f, TextureRef.NONE, png, 0.5f),
                new MaterialExtensions.Sheen(new float[] {0.3f, 0.2f, 0.4f}, TextureRef.NONE, 0.5f, TextureRef.NONE),
                new MaterialExtensions.Anisotropy(0.5f, 0.4f, TextureRef.NONE),
                new MaterialExtensions.Iridescence(0.5f, TextureRef.NONE, 1.3f, 100, 400, png)));
        return new Scene(List.of(square()), List.of(image(Image.Format.PNG, PNG), image(Image.Format.JPEG, JPEG)),
            List.of(plain, glossy, veil, lamp, glass),
            List.of(new Instance(0, 0, new float[] {3, 0, 0, 0, 0, 0, 1, 0, 0, -3, 0, 0}),
                new Instance(0, 1, new float[] {0.9f, 0.1f, 0, -0.3f, 0, 0.9f, 0, 0.5f, 0.1f, 0.2f, 1, -0.4f}),
                new Instance(0, 2, new float[] {0.5f, 0, 0, 0.6f, 0, 0.5f, 0, 0.5f, 0, 0, 1, 0.5f}),
                new Instance(0, 3, new float[] {0.4f, 0, 0, 0, 0, 0, -1, 2, 0, 0.4f, 0, 0}),
                new Instance(0, 4, new float[] {0.8f, 0, 0.1f, -0.4f, 0, 0.8f, 0, 0.7f, -0.1f, 0, 1, 1.2f}),
                // Lamps apart, and turned: a choice among them has bounds to look at
                new Instance(0, 3, new float[] {0, 0, 1, -2, 0.3f, 0, 0, 1, 0, 0.3f, 0, 0.5f}),
                new Instance(0, 3, new float[] {0.2f, 0, 0.1f, 1.8f, 0, 0.2f, 0.1f, 0.6f, -0.1f, -0.1f, 0.2f, -0.8f})),
            List.of(new Light.Sun(new float[] {-0.5f, -1, -0.6f}, new float[] {2, 2, 2}),
                new Light.Point(new float[] {1.5f, 1.3f, 0.7f}, new float[] {1, 2, 1}, 0),
                new Light.Spot(new float[] {-1.2f, 1.6f, 1.1f}, new float[] {0.6f, -0.7f, -0.6f},
                    new float[] {3, 1, 1}, 0.9f, 0.5f, 6)),
            new Environment.Gradient(new float[] {0.4f, 0.5f, 0.9f}, new float[] {0.7f, 0.7f, 0.7f},
                new float[] {0.1f, 0.08f, 0.05f}));
    }

    /** -1..1 in x and y, with normals that bulge a little. */
    private static Mesh square() {
        final float[] positions = {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0};
        final float[] normals = {-0.2f, -0.2f, 1, 0.2f, -0.2f, 1, 0.2f, 0.2f, 1, -0.2f, 0.2f, 1};
        return new Mesh(positions, new int[] {0, 1, 2, 0, 2, 3}, normals, new float[0],
            List.of(new float[] {0, 2, 2, 2, 2, 0, 0, 0}, new float[] {0, 1, 0.5f, 1, 1, 0, 0, 0.25f}), new float[0]);
    }

    private static Image image(final Image.Format format, final String base64) {
        return new Image(format, Base64.getMimeDecoder().decode(base64));
    }
}
