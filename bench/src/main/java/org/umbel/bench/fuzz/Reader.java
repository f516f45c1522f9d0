package org.umbel.bench.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.node.importer.GltfCheck;
import org.umbel.node.importer.ImportOptions;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.topology.ProblemException;
import org.umbel.topology.file.TopologyFile;

/** Something that reads what others wrote, and must answer whatever it is given. */
enum Reader {
    /** The import, with an animation. Draco and meshopt are read where a scene has them. */
    SCENE {
        @Override
        boolean takes(final String name) {
            return name.endsWith(".gltf") || name.endsWith(".glb");
        }

        @Override
        boolean read(final byte[] input, final Path file) throws IOException {
            SceneImporter.load(Files.write(file, input), new ImportOptions(MaterialMode.GLTF, OptionalDouble.of(0.5),
                Optional.empty()));
            return true;
        }
    },

    /** Whether it is valid. */
    CHECK {
        @Override
        boolean takes(final String name) {
            return SCENE.takes(name);
        }

        @Override
        boolean read(final byte[] input, final Path file) throws IOException {
            return GltfCheck.of(Files.write(file, input)).errors() == 0;
        }
    },

    /** Formats that Assimp reads, in a process of its own: a second each. */
    FOREIGN {
        @Override
        boolean takes(final String name) {
            return name.matches(".*\\.(obj|ply|stl|fbx)");
        }

        @Override
        boolean read(final byte[] input, final Path file) throws IOException {
            return SCENE.read(input, file);
        }
    },

    /** View files. */
    VIEW {
        @Override
        boolean takes(final String name) {
            return name.startsWith("view") && name.endsWith(".json");
        }

        @Override
        boolean read(final byte[] input, final Path file) throws IOException {
            ViewFile.read(Files.write(file, input));
            return true;
        }
    },

    /** Topology files. */
    TOPOLOGY {
        @Override
        boolean takes(final String name) {
            return name.endsWith(".yaml");
        }

        @Override
        boolean read(final byte[] input, final Path file) throws IOException {
            TopologyFile.read(Files.write(file, input));
            return true;
        }
    },

    /** Every message of the wire. */
    MESSAGE {
        @Override
        boolean takes(final String name) {
            return name.endsWith(".message");
        }

        @Override
        boolean read(final byte[] input, final Path file) {
            return new MessageCodec().decode(new UnsafeBuffer(input), 0,
                input.length) instanceof MessageCodec.Decoded.Ok;
        }
    };

    /** Whether a file of this name is one to begin with. */
    abstract boolean takes(String name);

    /**
     * Reads. Whether it was accepted; {@link ProblemException} is a refusal, and all else that is thrown is a fault.
     *
     * @param file where to put the input, for what reads files
     */
    abstract boolean read(byte[] input, Path file) throws IOException;
}
