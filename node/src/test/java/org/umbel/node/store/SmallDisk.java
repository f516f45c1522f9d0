package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk in memory, which only root can mount: without it a test is skipped, saying so. */
record SmallDisk(Path folder) implements AutoCloseable {
    static SmallDisk mount(final Path folder, final String options) {
        assumeThat(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()))
            .as("only root on Linux can mount a small disk for this test").isTrue();
        return new SmallDisk(folder);
    }

    void remount(final String option) {
        assertThat(run("mount", "-o", "remount," + option, folder.toString())).isTrue();
    }

    @Override
    public void close() {
        assertThat(run("umount", folder.toString())).isTrue();
    }

    private static boolean run(final String... command) {
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
