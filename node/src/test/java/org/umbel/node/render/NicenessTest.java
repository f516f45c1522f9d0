package org.umbel.node.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class NicenessTest {
    private static final int NICE = 7;

    @Test
    void shouldLowerTheThreadThatAsks() throws Exception {
        assertThat(niceAfter(NICE)).isEqualTo(NICE);
    }

    @Test
    void shouldLeaveTheThreadAloneWhenNotAsked() throws Exception {
        final FutureTask<Integer> untouched = new FutureTask<>(NicenessTest::nice);
        Thread.ofPlatform().start(untouched);

        assertThat(niceAfter(0)).isEqualTo(untouched.get());
    }

    private static int niceAfter(final int wanted) throws Exception {
        final FutureTask<Integer> lowered = new FutureTask<>(() -> {
            Niceness.lower(wanted);
            return nice();
        });
        Thread.ofPlatform().start(lowered);
        return lowered.get();
    }

    /** As the system tells it; where there is no such call, as Java's priorities stand for it. */
    @SuppressWarnings("restricted")
    private static int nice() {
        final Optional<MemorySegment> function = Linker.nativeLinker().defaultLookup().find("getpriority");
        if (function.isEmpty()) {
            return Thread.currentThread().getPriority() == Thread.MIN_PRIORITY ? NICE : 0;
        }
        try {
            return (int) Linker.nativeLinker().downcallHandle(function.get(), FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)).invokeExact(0, 0);
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
