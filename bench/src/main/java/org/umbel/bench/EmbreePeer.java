package org.umbel.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Embree 3 in this process, so that it and we take turns round by round on the same machine: a small C++ file, compiled
 * here and bound by java.lang.foreign. One scene at a time; one thread.
 */
@SuppressWarnings("restricted") // native code is what it is for
final class EmbreePeer {
    private static final String REMEDY = "apt-get install --no-install-recommends g++ libembree-dev (Debian 12)";
    private static final Path SOURCE = Path.of("bench", "src", "main", "cpp", "embree_peer.cpp");
    private static final FunctionDescriptor TRACE = FunctionDescriptor.ofVoid(ValueLayout.ADDRESS,
        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

    /** What rays are asked for. */
    enum Query {
        NEAREST("peer_intersect1", "rtcIntersect1"),
        NEAREST_OF_EIGHT("peer_intersect8", "rtcIntersect8"),
        ANY("peer_occluded1", "rtcOccluded1");

        private final String symbol;
        private final String function;

        Query(final String symbol, final String function) {
            this.symbol = symbol;
            this.function = function;
        }
    }

    private final MethodHandle processSeconds;
    private final MethodHandle build;
    private final MethodHandle[] traces = new MethodHandle[Query.values().length];
    private final String name;

    /** There is no Embree here; the message says what to do about it. */
    static final class AbsentException extends Exception {
        private static final long serialVersionUID = 1;

        AbsentException(final String why) {
            super(why + "; remedy: " + REMEDY);
        }
    }

    private EmbreePeer(final Path library) throws AbsentException {
        final SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        processSeconds = bind(symbols, "peer_process_seconds", FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE));
        build = bind(symbols, "peer_build", FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE, ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        for (final Query query : Query.values()) {
            traces[query.ordinal()] = bind(symbols, query.symbol, TRACE);
        }
        final int version = version(symbols);
        if (version < 0) {
            throw new AbsentException("Embree makes no device");
        }
        name = "embree-" + version / 10_000 + "." + version / 100 % 100 + "." + version % 100;
    }

    /** Compiles the C++ file into a folder and loads it. */
    static EmbreePeer load(final Path folder) throws AbsentException, IOException {
        Files.createDirectories(folder);
        final Path library = folder.toAbsolutePath().resolve(System.mapLibraryName("embree_peer"));
        final String source = Scenes.file(SOURCE).toString();
        final Process compiler;
        try {
            compiler = new ProcessBuilder("g++", "-O3", "-march=native", "-std=c++17", "-shared", "-fPIC", "-o",
                library.toString(), source, "-lembree3").redirectErrorStream(true).start();
        } catch (final IOException e) {
            throw new AbsentException("no C++ compiler: " + e.getMessage());
        }
        try (InputStream output = compiler.getInputStream()) {
            final String words = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (compiler.waitFor() != 0) {
                throw new AbsentException(words.lines().findFirst().orElse("g++ failed"));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbsentException("interrupted");
        }
        return new EmbreePeer(library);
    }

    /** Name and version of the library. */
    String name() {
        return name;
    }

    /** Name and version, and the function asked. */
    String name(final Query query) {
        return name + " " + query.function;
    }

    /** Floats where native code can read them, for good. */
    static MemorySegment offHeap(final float[] floats) {
        return Arena.global().allocateFrom(ValueLayout.JAVA_FLOAT, floats);
    }

    /** CPU time of this process, finer than the JVM tells it. */
    double processSeconds() {
        try {
            return (double) processSeconds.invokeExact();
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Builds the scene that is asked from now on, on one thread; returns the process's CPU seconds of it.
     *
     * @param triangles float[9 * count]
     * @param high      high quality (spatial splits), else medium
     */
    double build(final MemorySegment triangles, final int count, final boolean high) {
        try {
            return (double) build.invokeExact(triangles, count, high ? 1 : 0);
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Asks all rays.
     *
     * @param rays       float[8 * count]
     * @param isCoherent told to Embree, as its manual wants it
     * @param primitives int[count], -1 for a miss
     * @param distances  float[count]
     */
    void trace(final Query query, final MemorySegment rays, final int count, final boolean isCoherent,
               final MemorySegment primitives, final MemorySegment distances) {
        try {
            traces[query.ordinal()].invokeExact(rays, count, isCoherent ? 1 : 0, primitives, distances);
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static int version(final SymbolLookup symbols) throws AbsentException {
        try {
            return (int) bind(symbols, "peer_version", FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
        } catch (final AbsentException e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle bind(final SymbolLookup symbols, final String symbol,
                                     final FunctionDescriptor descriptor)
        throws AbsentException {
        return Linker.nativeLinker().downcallHandle(symbols.find(symbol)
            .orElseThrow(() -> new AbsentException("no " + symbol + " in the compiled file")), descriptor);
    }
}
