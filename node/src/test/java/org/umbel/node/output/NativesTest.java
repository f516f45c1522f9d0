package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.ZstdVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The libraries of the distribution, which are this class path's, have their native parts for every system. */
final class NativesTest {
    @ParameterizedTest
    @CsvSource({
        "linux,   x64,   lib, .so,    linux,  amd64",
        "linux,   arm64, lib, .so,    linux,  aarch64",
        "windows, x64,   '',  .dll,   win,    amd64",
        "windows, arm64, '',  .dll,   win,    aarch64",
        "macos,   x64,   lib, .dylib, darwin, x86_64",
        "macos,   arm64, lib, .dylib, darwin, aarch64"})
    void shouldComeForTheSystem(final String system, final String processor, final String prefix, final String suffix,
                                final String zstdSystem, final String zstdProcessor) {
        assertIsThere("%s/%s/org/lwjgl/%slwjgl%s".formatted(system, processor, prefix, suffix));
        assertIsThere("%s/%s/org/lwjgl/tinyexr/%slwjgl_tinyexr%s".formatted(system, processor, prefix, suffix));
        assertIsThere("%s/%s/org/lwjgl/ktx/%sktx%s".formatted(system, processor, prefix, suffix));
        assertIsThere("%s/%s/org/lwjgl/assimp/%sassimp%s".formatted(system, processor, prefix, suffix));
        assertIsThere("%s/%s/org/lwjgl/meshoptimizer/%slwjgl_meshoptimizer%s".formatted(system, processor, prefix,
            suffix));
        assertIsThere("%s/%s/libzstd-jni-%s%s".formatted(zstdSystem, zstdProcessor, ZstdVersion.VERSION, suffix));
    }

    private static void assertIsThere(final String file) {
        assertThat(NativesTest.class.getClassLoader().getResource(file)).as(file).isNotNull();
    }
}
