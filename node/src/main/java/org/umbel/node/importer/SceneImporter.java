package org.umbel.node.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Scene;
import org.umbel.node.foreign.DecoderProcess;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Imports a scene file: glTF 2.0 as JSON or GLB, and OBJ, PLY, STL and FBX by way of GLB. */
public final class SceneImporter {
    /** As many problems as a person reads at once. */
    private static final int PROBLEMS_MAX = 50;
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonPlaces.FACTORY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private static final float GLOW_MAX = 1;

    private SceneImporter() {}

    /**
     * Reads a scene with all files that it names. Blocks until done; the file may change afterwards.
     *
     * @throws ProblemException with every mistake found: a missing or malformed file, a field out of
     *     range, an extension that the file requires and we do not have
     */
    public static Imported load(final Path file, final MaterialMode mode) {
        return load(file, ImportOptions.of(mode));
    }

    /**
     * The same, with what is wanted of the file besides.
     *
     * @throws ProblemException also when there is no such variant
     */
    public static Imported load(final Path file, final ImportOptions options) {
        final JsonPlaces nowhere = new JsonPlaces(file.toString(), new byte[0], false);
        final MemoryBudget budget = MemoryBudget.ofThisProcess();
        try (Arena arena = Arena.ofConfined(); DecoderProcess decoders = new DecoderProcess()) {
            final GltfContainer container = ConvertedScene.isForeign(file)
                ? ConvertedScene.read(file, decoders, budget) : GltfContainer.read(file, arena, budget);
            final JsonPlaces places = new JsonPlaces(file.toString(), container.json(), container.textual());
            try {
                return load(file, options, container, places, arena, budget, decoders);
            } catch (final Refusal refusal) {
                throw new ProblemException(places.locate(List.of(refusal)));
            }
        } catch (final Refusal refusal) {
            throw new ProblemException(nowhere.locate(List.of(refusal)));
        } catch (final IOException | UncheckedIOException e) {
            throw new ProblemException(Problem.of(file.toString(), "cannot be read: " + e, ""));
        } catch (final InternalError e) {
            // The JVM's answer to a mapped file that shrank under us.
            throw new ProblemException(Problem.of(file.toString(), "changed while it was read: " + e,
                "try again"));
        }
    }

    private static Imported load(final Path file, final ImportOptions options, final GltfContainer container,
                                 final JsonPlaces places, final Arena arena, final MemoryBudget budget,
                                 final DecoderProcess decoders)
        throws IOException {
        final List<Problem> syntax = places.check();
        if (!syntax.isEmpty()) {
            throw new ProblemException(syntax);
        }
        final Gltf gltf = parse(container.json(), places);
        final GltfDocument document = new GltfDocument(file, gltf, container.binaryChunk(), arena, budget,
            decoders);
        checkVersion(gltf);
        RequiredExtensions.check(document);
        failIfRefused(document, places);
        // Of a converted scene the mistakes are the converter's.
        final CompletableFuture<List<String>> validity = ConvertedScene.isForeign(file)
            ? CompletableFuture.completedFuture(List.of()) : GltfCheck.notesOf(container, file);
        final Imported imported = read(document, options);
        failIfRefused(document, places);
        return imported.with(validity.join());
    }

    private static void failIfRefused(final GltfDocument document, final JsonPlaces places) {
        final List<Refusal> refusals = document.refusals();
        if (!refusals.isEmpty()) {
            throw new ProblemException(
                places.locate(refusals.subList(0, Math.min(PROBLEMS_MAX, refusals.size()))));
        }
    }

    private static Gltf parse(final byte[] json, final JsonPlaces places) {
        try {
            return MAPPER.readValue(json, Gltf.class);
        } catch (final JacksonException e) {
            throw new ProblemException(places.field(e));
        }
    }

    private static void checkVersion(final Gltf gltf) {
        final var asset = GltfDocument.required(gltf.asset(), "/asset");
        final String version = GltfDocument.required(asset.version(), "/asset/version");
        if (!version.matches("2\\.\\d+")) {
            throw new Refusal("/asset/version", "glTF version \"" + version + "\" is not supported",
                "export the scene as glTF 2.0");
        }
        final String least = asset.minVersion();
        if (least != null && !least.equals("2.0")) {
            throw new Refusal("/asset/minVersion", "glTF version \"" + least + "\" is not supported",
                "export the scene as glTF 2.0");
        }
    }

    private static Imported read(final GltfDocument document, final ImportOptions options) {
        final SceneFolder folder = new SceneFolder(document.file(), document.arena(), document.budget());
        final BufferStore buffers = new BufferStore(document, folder);
        final ImageImport images = new ImageImport(document, buffers, folder);
        final MaterialImport materials = new MaterialImport(document, images, options.materials());
        final AccessorReader accessors = new AccessorReader(document, buffers);
        final Pose pose = options.timeSeconds().isPresent()
            ? Pose.at(options.timeSeconds().getAsDouble(), document, accessors) : Pose.rest(document);
        final MeshImport meshes = new MeshImport(document, buffers, accessors, materials,
            MaterialVariants.of(document, options.variant()), new Skinning(document, accessors, pose));
        final NodeImport nodes = new NodeImport(document, meshes, accessors, pose);
        nodes.walk();
        if (nodes.instances().isEmpty()) {
            document.note("the scene has no triangles");
        }
        final boolean lit = !nodes.lights().isEmpty() || emits(nodes.instances(), materials.materials());
        final List<Light> lights = lit ? nodes.lights() : NeutralSky.lights();
        final Scene scene = new Scene(meshes.meshes(), images.images(), materials.materials(),
            nodes.instances(), lights, lit ? Environment.constant(0, 0, 0) : NeutralSky.ENVIRONMENT);
        return new Imported(scene, nodes.camera(), document.notes());
    }

    /**
     * Whether something is a lamp. What shines no brighter than white paper under the sky (all that the core of glTF
     * can say) is a label, a screen or an ember, and would leave the rest of the scene in the dark.
     */
    private static boolean emits(final List<Instance> instances, final List<Material> materials) {
        return instances.stream().map(instance -> materials.get(instance.material()).emission())
            .anyMatch(emission -> emission[0] > GLOW_MAX || emission[1] > GLOW_MAX || emission[2] > GLOW_MAX);
    }
}
