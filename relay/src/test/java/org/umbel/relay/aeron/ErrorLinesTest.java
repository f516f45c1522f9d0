package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLinesTest {
    private static final long START_NS = Long.MAX_VALUE - 5;

    private final List<String> lines = new ArrayList<>();
    private final ErrorLines errors = new ErrorLines(lines::add, START_NS);

    @Test
    void shouldCountAllAndSayOneInAnInterval() {
        errors.onError(new IllegalStateException("first\n  at somewhere"), START_NS);
        errors.onError(new IllegalStateException("second"), START_NS + ErrorLines.INTERVAL_NS - 1);
        errors.onError(new IllegalStateException(), START_NS + ErrorLines.INTERVAL_NS);
        assertThat(lines).containsExactly("Aeron: first (error 1 of this process)",
            "Aeron: IllegalStateException (error 3 of this process)");
        assertThat(errors.count()).isEqualTo(3);
    }
}
