package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverFolderTest {
    /** No system gives a process this number. */
    private static final long PID_NONE = 999_999_999_999L;
    private static final long NOW_MS = 1_000_000_000_000L;

    @TempDir
    private Path parent;

    @Test
    void shouldSweepOnlyOldFoldersOfDeadProcesses() throws IOException {
        final Path dead = folder("umbel-" + PID_NONE + "-0000beef", DriverFolder.DEAD_AFTER_MS + 1);
        final Path young = folder("umbel-" + PID_NONE + "-0000cafe", DriverFolder.DEAD_AFTER_MS);
        final Path alive = folder("umbel-" + ProcessHandle.current().pid() + "-0000beef", 3_600_000);
        final Path foreign = folder("umbel-notes", 3_600_000);
        DriverFolder.sweep(parent, NOW_MS);
        assertThat(dead).doesNotExist();
        assertThat(young).exists();
        assertThat(alive).exists();
        assertThat(foreign).exists();
    }

    /** Of a node that was killed while its driver started: nobody else could start here any more. */
    @Test
    void shouldSweepADriverThatNeverCameToLife() throws IOException {
        final Path unborn = folder("umbel-" + PID_NONE + "-0000dead", 0);
        Files.write(unborn.resolve("cnc.dat"), new byte[48 << 10]);
        Files.setLastModifiedTime(unborn, FileTime.fromMillis(NOW_MS - DriverFolder.DEAD_AFTER_MS - 1));
        DriverFolder.sweep(parent, NOW_MS);
        assertThat(unborn).doesNotExist();
    }

    @Test
    void shouldLeaveADriverOfAnotherVersion() throws IOException {
        final Path other = folder("umbel-" + PID_NONE + "-0000face", 0);
        final byte[] file = new byte[48 << 10];
        file[0] = 1;
        Files.write(other.resolve("cnc.dat"), file);
        Files.setLastModifiedTime(other, FileTime.fromMillis(NOW_MS - DriverFolder.DEAD_AFTER_MS - 1));
        DriverFolder.sweep(parent, NOW_MS);
        assertThat(other).exists();
    }

    @Test
    void shouldNotFollowLinks() throws IOException {
        final Path kept = folder("precious", 3_600_000);
        final Path link = parent.resolve("umbel-" + PID_NONE + "-00000001");
        Files.createSymbolicLink(link, kept);
        DriverFolder.sweep(parent, NOW_MS);
        assertThat(link).exists();
        assertThat(kept.resolve("logs/1.logbuffer")).exists();
    }

    @Test
    void shouldNameTheRemedyWhenThereIsNoRoom() {
        assertThatThrownBy(() -> DriverFolder.choose(List.of(parent.resolve("absent"))))
            .isInstanceOf(LaunchException.class).hasMessageContaining("-Djava.io.tmpdir");
    }

    private Path folder(final String name, final long ageMs) throws IOException {
        final Path folder = Files.createDirectories(parent.resolve(name));
        Files.createDirectories(folder.resolve("logs"));
        Files.write(folder.resolve("logs/1.logbuffer"), new byte[8]);
        Files.setLastModifiedTime(folder, FileTime.fromMillis(NOW_MS - ageMs));
        return folder;
    }
}
