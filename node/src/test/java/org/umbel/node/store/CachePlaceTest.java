package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachePlaceTest {
    @TempDir
    private Path home;

    private Path place(final Map<String, String> env) {
        return CachePlace.umbel(env, home.toString());
    }

    @Test
    void shouldBeWhereEachSystemKeepsCaches() throws IOException {
        final String named = home.resolve("named").toString();

        assertThat(place(Map.of())).isEqualTo(home.resolve(".cache/umbel"));
        assertThat(place(Map.of("LOCALAPPDATA", named))).isEqualTo(Path.of(named, "umbel"));
        assertThat(place(Map.of("LOCALAPPDATA", "x", "XDG_CACHE_HOME", named))).isEqualTo(Path.of(named, "umbel"));
        Files.createDirectories(home.resolve("Library/Caches"));
        assertThat(place(Map.of())).isEqualTo(home.resolve("Library/Caches/umbel"));
        assertThat(place(Map.of("XDG_CACHE_HOME", named))).isEqualTo(Path.of(named, "umbel"));
    }

    @Test
    void shouldIgnoreARelativePathAsTheSpecificationSays() {
        assertThat(place(Map.of("XDG_CACHE_HOME", "here"))).isEqualTo(home.resolve(".cache/umbel"));
        assertThat(place(Map.of("XDG_CACHE_HOME", ""))).isEqualTo(home.resolve(".cache/umbel"));
    }
}
