package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two minutes of {@link Chaos}; {@code scripts/bench chaos} is the longer one. */
@Timeout(720)
final class ChaosTest {
    private static final int SECONDS = 120;
    private static final int LEAVES = 8;
    private static final int RELAYS = 2;
    private static final int EVERY_MS = 2500;
    private static final double LOSS_MAX = 0.1;
    private static final int SAMPLES = 512;

    @Test
    void shouldFinishEveryPictureWithTheSameBytesWhateverHappensToTheTree() {
        final long seed = Long.getLong("umbel.seed", 20251126);
        final List<String> picture = List.of(Tree.scene(), "--size", "128x96", "--spp", Integer.toString(SAMPLES));
        final Chaos.Report report =
            Chaos.run(new Chaos.Options(seed, SECONDS, RELAYS, LEAVES, List.of("--threads", "1"),
                picture, EVERY_MS, LOSS_MAX), line -> System.out.println("chaos, seed " + seed + ": " + line));

        assertThat(report.mismatches()).isZero();
        assertThat(report.pictureSeconds()).isNotEmpty();
        assertThat(report.faults().values()).allMatch(count -> count > 0);
    }
}
