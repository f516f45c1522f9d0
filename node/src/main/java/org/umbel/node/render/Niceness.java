package org.umbel.node.render;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Lowers the priority of the calling thread: by POSIX {@code setpriority} where the platform has it (on Linux it is of
 * the thread, elsewhere of the whole process), else by Java's own priorities. It can never be raised again.
 */
final class Niceness {
    /** Of {@code <sys/resource.h>}, on every POSIX system. */
    private static final int PRIO_PROCESS = 0;
    /** The caller. */
    private static final int SELF = 0;

    private Niceness() {}

    /** @param nice 0: leaves it as it is */
    @SuppressWarnings("ThreadPriorityCheck") // it is what is asked for
    static void lower(final int nice) {
        if (nice > 0 && !lowerNative(nice)) {
            Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        }
    }

    @SuppressWarnings("restricted")
    private static boolean lowerNative(final int nice) {
        final Linker linker = Linker.nativeLinker();
        final Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (function.isEmpty()) {
            return false;
        }
        final MethodHandle call = linker.downcallHandle(function.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) call.invokeExact(PRIO_PROCESS, SELF, nice) == 0;
        } catch (final Throwable e) {
            throw new IllegalStateException("setpriority", e);
        }
    }
}
