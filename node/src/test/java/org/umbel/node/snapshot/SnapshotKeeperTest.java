package org.umbel.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.session.TileResult;
import org.umbel.relay.work.RangeSet;

/** The executor is a queue that the test runs: nothing here waits. */
final class SnapshotKeeperTest {
    private static final long BEGIN_NS = -7;
    private static final long FIRST_NS = BEGIN_NS + SnapshotKeeper.FIRST_NS;

    @TempDir
    private Path folder;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private int samples = 16;

    private SnapshotKeeper keeper(final Path file) {
        return new SnapshotKeeper(file, Snapshots.HEAD, tasks::add, lines::add, BEGIN_NS);
    }

    private void look(final SnapshotKeeper keeper, final long nowNs) {
        keeper.look(tile -> new TileResult(tile, RangeSet.of(0, samples), sums(tile)), nowNs);
    }

    private TileSums sums(final int tile) {
        return Snapshots.sums(tile, RangeSet.of(0, samples));
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void shouldWriteSoonThenEveryFiveSecondsIfSomethingChanged() {
        final Path file = folder.resolve("a");
        final SnapshotKeeper keeper = keeper(file);
        keeper.onTile(3);
        look(keeper, FIRST_NS - 1);
        assertThat(tasks).isEmpty();
        look(keeper, FIRST_NS);
        runTasks();
        assertThat(Snapshot.load(file, Snapshots.HEAD, 16)).extracting(r -> r.tile()).containsExactly(3);

        look(keeper, FIRST_NS + 1);
        assertThat(lines).containsExactly("keeps a snapshot in " + file);
        samples = 32;
        keeper.onTile(3);
        keeper.onTile(5);
        look(keeper, FIRST_NS + SnapshotKeeper.EVERY_NS);
        assertThat(tasks).isEmpty();
        look(keeper, FIRST_NS + 1 + SnapshotKeeper.EVERY_NS);
        runTasks();
        assertThat(Snapshot.load(file, Snapshots.HEAD, 32)).extracting(r -> r.ranges())
            .containsExactly(RangeSet.of(0, 32), RangeSet.of(0, 32));
        look(keeper, FIRST_NS + 10 * SnapshotKeeper.EVERY_NS);
        assertThat(tasks).as("nothing changed").isEmpty();
    }

    @Test
    void shouldSpendAtMostAFifthOfTheTimeOnIt() {
        final SnapshotKeeper keeper = keeper(folder.resolve("a"));
        keeper.onTile(0);
        look(keeper, FIRST_NS);
        final long writtenNs = FIRST_NS + SnapshotKeeper.EVERY_NS;
        runTasks();
        look(keeper, writtenNs);
        keeper.onTile(0);
        look(keeper, writtenNs + SnapshotKeeper.REST_FACTOR * SnapshotKeeper.EVERY_NS - 1);
        assertThat(tasks).isEmpty();
        look(keeper, writtenNs + SnapshotKeeper.REST_FACTOR * SnapshotKeeper.EVERY_NS);
        assertThat(tasks).isNotEmpty();
    }

    @Test
    void shouldWriteAtOnceAtTheEndAndSayWhenItIsDone() {
        final Path file = folder.resolve("a");
        final SnapshotKeeper keeper = keeper(file);
        assertThat(keeper.isDone()).isTrue();
        keeper.onTile(0);
        keeper.finish();
        look(keeper, BEGIN_NS);
        assertThat(keeper.isDone()).isFalse();
        runTasks();
        look(keeper, BEGIN_NS);

        assertThat(keeper.isDone()).isTrue();
        assertThat(keeper.problem()).isEmpty();
        assertThat(Snapshot.load(file, Snapshots.HEAD, 16)).hasSize(1);
    }

    /** What is copied is what was there then: the sums may change before they are written. */
    @Test
    void shouldWriteSumsAndSamplesOfOneMoment() {
        final Path file = folder.resolve("a");
        final SnapshotKeeper keeper = keeper(file);
        final TileSums live = Snapshots.sums(1, RangeSet.of(0, 16));
        keeper.onTile(1);
        keeper.look(tile -> new TileResult(tile, RangeSet.of(0, 16), live), FIRST_NS);
        live.add(Snapshots.sums(1, RangeSet.of(16, 32)));
        runTasks();

        assertThat(Snapshot.load(file, Snapshots.HEAD, 16).getFirst().sums())
            .isEqualTo(Snapshots.sums(1, RangeSet.of(0, 16)));
    }

    @Test
    void shouldSayOnceWhatKeepsItFromWritingAndTryAgain() throws IOException {
        final Path file = Files.writeString(folder.resolve("a"), "somebody else's".repeat(30));
        final SnapshotKeeper keeper = keeper(file);
        long nowNs = FIRST_NS;
        for (int i = 0; i < 3; i++) {
            keeper.onTile(i);
            look(keeper, nowNs);
            runTasks();
            look(keeper, nowNs);
            nowNs += SnapshotKeeper.EVERY_NS;
        }
        assertThat(lines).hasSize(1).first().asString().contains("is no snapshot");
        assertThat(keeper.problem()).isPresent();
        assertThat(file).content().startsWith("somebody else's");

        Files.delete(file);
        keeper.onTile(3);
        look(keeper, nowNs);
        runTasks();
        look(keeper, nowNs);
        assertThat(keeper.problem()).isEmpty();
        assertThat(Snapshot.load(file, Snapshots.HEAD, 16)).as("nothing was lost meanwhile").hasSize(4);
    }
}
