package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.umbel.node.SharedFiles;

/**
 * The classes of the tests as jars, and the JVM's archive of those that a node needs: each process then starts with
 * less CPU time, and is what users start (decision 17).
 */
final class ClassArchive {
    private static final String QUIET = "-Xlog:cds*=off";

    private ClassArchive() {}

    /** Makes it; returns the arguments of a JVM that loads its classes from there. */
    static List<String> make() {
        final Path folder = SharedFiles.ofRepository("node/target/archives")
            .resolve(System.getProperty("umbel.test.fork", "none"));
        final String jars = jars(folder);
        final String archive = folder.resolve("umbel.jsa").toString();
        NodeProcess.classes(List.of("-XX:ArchiveClassesAtExit=" + archive, QUIET, "-cp", jars));
        try (NodeProcess trial = NodeProcess.start("trial", "--role=client", Tree.scene(), "--json", "--size", "32x32",
            "--spp", "1", "--threads", "1", "--listen", "0")) {
            trial.result();
        }
        assertThat(Path.of(archive)).isNotEmptyFile();
        return List.of("-XX:SharedArchiveFile=" + archive, QUIET, "-cp", jars);
    }

    /** The class path with a jar for each of its folders: the JVM archives no class of a folder. */
    private static String jars(final Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final String[] entries = NodeProcess.classPath().split(File.pathSeparator);
        for (int i = 0; i < entries.length; i++) {
            if (Files.isDirectory(Path.of(entries[i]))) {
                entries[i] = jar(entries[i], folder.resolve(i + ".jar").toString());
            } else {
                entries[i] = withoutClassPath(entries[i], folder.resolve(i + ".jar"));
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** A jar whose manifest names further places may name a folder: then a copy without a manifest. */
    private static String withoutClassPath(final String jar, final Path copy) {
        try (JarFile from = new JarFile(jar)) {
            if (from.getManifest() == null
                || from.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH) == null) {
                return jar;
            }
            try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
                for (final JarEntry entry : Collections.list(from.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        to.putNextEntry(new ZipEntry(entry.getName()));
                        from.getInputStream(entry).transferTo(to);
                    }
                }
            }
            return copy.toString();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jar(final String classes, final String file) {
        final ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertThat(tool.run(System.out, System.err, "--create", "--no-compress", "--file", file, "-C", classes, "."))
            .isZero();
        return file;
    }
}
