package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.link.Admission;
import org.umbel.relay.link.Link;
import org.umbel.relay.link.LinkTimes;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** What a relay with one leaf says to its parent. */
final class UpwardTest {
    private static final long MS = 1_000_000;
    private static final SessionId ID = new SessionId(5, 5);
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 256, 16, PictureSettings.Filter.BOX, 8);
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);
    private static final long FENCE = 70;

    private final FakeWorker ada = new FakeWorker(11);
    private final Link uplink = Link.dialled(1, "parent", new Message.Hello(Message.Role.RELAY,
        Message.Position.CHILD, "relay", "dev", 0, 1, "", 0), Admission.OPEN, 42, new LinkTimes(250 * MS, 1500 * MS),
        0);
    private long fences;
    private final NodeSession session =
        new NodeSession(ID, false, TIMES, () -> ++fences, new SumsPool(1));
    private final Upward upward = new Upward(session, uplink);

    @BeforeEach
    void open() {
        final Message.Welcome welcome = new Message.Welcome(Message.Role.RELAY, "gateway", "dev", 0);
        assertThat(uplink.admit(new LinkHeader(7, 0), welcome, 0)).isTrue();
        uplink.onWelcome(welcome, Admission.OPEN, 0);
        session.addWorker(ada, 0);
    }

    private static Message.Epoch epoch(final int epoch, final long fence, final Mode mode, final TileRange... grant) {
        return new Message.Epoch(ID, epoch, fence, MANIFEST, CAMERA, SETTINGS, mode, 0, 4, List.of(grant));
    }

    private static TileRange range(final int tile, final int first, final int count) {
        return new TileRange(tile, new SampleRange(first, count));
    }

    /** The leaf has the scene and would take so many tile-samples. */
    private void ready(final int credit) {
        session.onReady(ada.link, 1, MANIFEST, 4, 0);
        session.onCredit(ada.link, 1, ada.fence, credit, 100, 0, 0, 0);
    }

    private void poll(final long nowNs) {
        upward.giveBack(nowNs);
        session.poll(nowNs);
        upward.poll(nowNs);
    }

    private void report(final TileRange range, final long nowNs) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = range.range().count();
        assertThat(session.onReport(ada.link, 1, ada.fence, range.tile(), List.of(range.range()), sums, false, nowNs))
            .isTrue();
    }

    /** What has been said since the last call. */
    private <T extends Message> List<T> said(final Class<T> kind) {
        final List<T> said = new ArrayList<>();
        uplink.unqueue(message -> kind.isInstance(message) && said.add(kind.cast(message)), ID);
        return said;
    }

    @Test
    void shouldHearNewerEpochsAndFencesOnly() {
        assertThat(upward.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(upward.onEpoch(epoch(2, FENCE, Mode.FINAL), 0)).isTrue();
        assertThat(upward.fence()).isEqualTo(FENCE);
        assertThat(upward.manifest()).isEqualTo(MANIFEST);
        assertThat(upward.onEpoch(epoch(2, FENCE, Mode.FINAL), 0)).isFalse();
        assertThat(upward.onEpoch(epoch(1, FENCE + 1, Mode.FINAL), 0)).isFalse();
        assertThat(upward.onEpoch(epoch(2, FENCE + 1, Mode.FINAL), 0)).as("the same picture once more").isTrue();
        assertThat(upward.onEpoch(epoch(3, FENCE, Mode.FINAL), 0)).isTrue();
        assertThat(session.begun().assignment().epoch()).isEqualTo(3);
    }

    @Test
    void shouldTakeGrantsOfThisEpochAndFence() {
        assertThat(upward.onGrant(new Message.Grant(ID, 1, FENCE, List.of(range(0, 0, 4))), 0)).as("no epoch yet")
            .isTrue();
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 4)), 0);
        assertThat(upward.onGrant(new Message.Grant(ID, 1, FENCE, List.of(range(1, 0, 4))), 0)).isTrue();
        assertThat(upward.onGrant(new Message.Grant(ID, 0, FENCE, List.of(range(2, 0, 4))), 0)).isTrue();
        assertThat(upward.onGrant(new Message.Grant(ID, 1, FENCE - 1, List.of(range(2, 0, 4))), 0)).isTrue();
        assertThat(session.begun().tileSamplesReceived()).isEqualTo(8);
        assertThat(upward.onGrant(new Message.Grant(ID, 1, FENCE, List.of(range(1, 0, 4))), 0)).as("twice").isFalse();
    }

    @Test
    void shouldSayOnceHowManyThreadsAreReady() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL), 0);
        poll(0);
        assertThat(said(Message.Ready.class)).isEmpty();
        ready(100);
        poll(0);
        assertThat(said(Message.Ready.class)).containsExactly(new Message.Ready(ID, 1, MANIFEST, 4));
        poll(MS);
        assertThat(said(Message.Ready.class)).isEmpty();
        session.removeWorker(ada.link, MS);
        poll(MS);
        assertThat(said(Message.Ready.class)).containsExactly(new Message.Ready(ID, 1, MANIFEST, 0));
    }

    @Test
    void shouldAskForWhatItsChildrenWouldTakeAndItDoesNotHold() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL), 0);
        poll(0);
        assertThat(said(Message.Credit.class)).as("nobody is ready").isEmpty();
        ready(100);
        poll(0);
        assertThat(said(Message.Credit.class)).containsExactly(new Message.Credit(ID, 1, FENCE, 100, 100, 0, 0));
        poll(MS);
        assertThat(said(Message.Credit.class)).as("nothing new").isEmpty();
        upward.onGrant(new Message.Grant(ID, 1, FENCE, List.of(range(0, 0, 128))), MS);
        poll(MS);
        // the child took some of the 128; it would take all of 100: what waits here is for it
        assertThat(said(Message.Credit.class)).allSatisfy(m -> assertThat(m.tileSamples()).isEqualTo(128));
    }

    @Test
    void shouldSayWhatIsDone() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 16)), 0);
        ready(100);
        poll(0);
        said(Message.Credit.class);
        final List<TileRange> granted = List.copyOf(ada.granted);
        final int count = granted.stream().mapToInt(r -> r.range().count()).sum();
        granted.forEach(r -> report(r, 5 * MS));
        session.onCredit(ada.link, 1, ada.fence, 100 + count, 100, count, 0, 5 * MS);
        poll(5 * MS);
        final List<Message.Credit> words = said(Message.Credit.class);
        assertThat(words).isNotEmpty();
        assertThat(words.getLast().done()).isEqualTo(count);
        assertThat(words.getLast().rate()).isEqualTo(100);
    }

    @Test
    void shouldGiveEverythingBackThatNobodyHereCanDo() {
        upward.giveBack(0);
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 16), range(1, 0, 4)), 0);
        poll(0);
        assertThat(said(Message.Return.class)).singleElement().satisfies(m -> {
            assertThat(m.fence()).isEqualTo(FENCE);
            assertThat(m.epoch()).isEqualTo(1);
            assertThat(m.ranges()).containsExactlyInAnyOrder(range(0, 0, 16), range(1, 0, 4));
        });
        poll(MS);
        assertThat(said(Message.Return.class)).isEmpty();
    }

    @Test
    void shouldReturnAndReportAtOnceWhatIsCalledBack() {
        upward.onRecall(new Message.Recall(ID, 1, FENCE, List.of(range(0, 0, 16))), 0);
        upward.onEpoch(epoch(1, FENCE, Mode.TILED, range(0, 0, 16), range(1, 0, 16)), 0);
        ready(0);
        session.onCredit(ada.link, 1, ada.fence, 16, 100, 0, 0, 0);
        poll(0);
        final TileRange granted = ada.granted.getFirst();
        assertThat(granted.tile()).isZero();
        upward.onRecall(new Message.Recall(ID, 1, FENCE - 1, List.of(range(1, 0, 16))), MS);
        upward.onRecall(new Message.Recall(ID, 2, FENCE, List.of(range(1, 0, 16))), MS);
        poll(MS);
        assertThat(said(Message.Return.class)).as("of another fence or epoch").isEmpty();
        upward.onRecall(new Message.Recall(ID, 1, FENCE, List.of(range(0, 0, 16), range(1, 0, 16))), MS);
        poll(MS);
        assertThat(ada.recalled).isNotEmpty();
        assertThat(said(Message.Return.class)).flatExtracting(Message.Return::ranges).contains(range(1, 0, 16));
        report(granted, 2 * MS);
        upward.poll(2 * MS);
        assertThat(said(Message.Report.class)).as("tiled, and not complete, but called").hasSize(1);
    }

    @Test
    void shouldReportATileWhenItIsCompleteInTiledMode() {
        upward.onEpoch(epoch(1, FENCE, Mode.TILED, range(0, 0, 2)), 0);
        ready(100);
        poll(0);
        RangeSet reported = RangeSet.EMPTY;
        for (final TileRange range : List.copyOf(ada.granted)) {
            for (int sample = range.range().first(); sample < range.range().end(); sample++) {
                assertThat(said(Message.Report.class)).isEmpty();
                report(range(0, sample, 1), 9000 * MS);
                upward.poll(9000 * MS);
                reported = reported.plus(new SampleRange(sample, 1));
            }
        }
        assertThat(reported).isEqualTo(RangeSet.of(0, 2));
        assertThat(said(Message.Report.class)).singleElement().satisfies(m -> {
            assertThat(m.ranges()).containsExactly(new SampleRange(0, 2));
            assertThat(m.sums().sums()[0]).isEqualTo(2);
            assertThat(m.fence()).isEqualTo(FENCE);
        });
    }

    @Test
    void shouldForgetWhatItWantedToSayOfAnOlderEpoch() {
        upward.onEpoch(epoch(1, FENCE, Mode.INTERACTIVE, range(0, 0, 4)), 0);
        ready(100);
        poll(0);
        report(ada.granted.getFirst(), 0);
        upward.poll(0);
        assertThat(uplink.queued()).isGreaterThan(2);
        upward.onEpoch(epoch(2, FENCE + 1, Mode.INTERACTIVE), MS);
        assertThat(said(Message.Report.class)).isEmpty();
        assertThat(said(Message.Credit.class)).isEmpty();
        assertThat(said(Message.Ready.class)).as("still so").hasSize(1);
    }

    @Test
    void shouldPassOnViewsOfThisEpochOnly() {
        final Message.View view = new Message.View(ID, 1, 0, 8, new short[48]);
        upward.onView(view, 0);
        upward.onEpoch(epoch(1, FENCE, Mode.INTERACTIVE), 0);
        final int before = uplink.queued();
        upward.onView(new Message.View(ID, 2, 0, 8, new short[48]), 0);
        assertThat(uplink.queued()).isEqualTo(before);
        upward.onView(view, 0);
        assertThat(uplink.queued()).isEqualTo(before + 1);
    }

    @Test
    void shouldWakeForTheNextReport() {
        upward.onEpoch(epoch(1, FENCE, Mode.INTERACTIVE, range(0, 0, 8)), 0);
        ready(100);
        poll(0);
        final List<TileRange> granted = List.copyOf(ada.granted);
        report(granted.getFirst(), 0);
        assertThat(upward.nextDeadlineNs()).isZero();
        upward.poll(0);
        assertThat(said(Message.Report.class)).hasSize(1);
        assertThat(upward.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        report(granted.get(1), MS);
        assertThat(upward.nextDeadlineNs()).as("not more often").isEqualTo(33 * MS);
        for (int i = 0; i < 64; i++) {
            uplink.send(new Message.Return(ID, 1, FENCE, List.of()), MS);
        }
        upward.poll(40 * MS);
        assertThat(upward.nextDeadlineNs()).as("no room: soon again").isEqualTo(41 * MS);
        said(Message.Return.class);
        assertThat(reported(41 * MS)).hasSize(1);
    }

    /** The leaf says how much is done, and what it would take besides. */
    private void word(final int credit, final int rate, final int done, final int lagUs) {
        session.onCredit(ada.link, 1, ada.fence, credit, rate, done, lagUs, 0);
        upward.poll(0);
    }

    @Test
    void shouldSpeakAgainAfterAWordsWorth() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 128), range(1, 0, 128), range(2, 0, 128)), 0);
        ready(384);
        session.children().get(ada.link).pace().onWord(100_000, false, 0);
        session.begun().free().drain().forEach(range -> session.children().get(ada.link).grant(range, 0));
        word(384, 100_000, 0, 7);
        assertThat(said(Message.Credit.class)).containsExactly(
            new Message.Credit(ID, 1, FENCE, 384, 100_000, 0, 7));
        // a quarter of what is in hand
        word(384, 100_000, 76, 7);
        assertThat(said(Message.Credit.class)).isEmpty();
        word(384, 100_000, 77, 7);
        assertThat(said(Message.Credit.class)).extracting(Message.Credit::done).containsExactly(77L);
        word(384 + 75, 100_000, 77, 7);
        assertThat(said(Message.Credit.class)).isEmpty();
        word(384 + 76, 100_000, 77, 7);
        assertThat(said(Message.Credit.class)).extracting(Message.Credit::tileSamples).containsExactly(384L + 76);
    }

    @Test
    void shouldReportAtOnceWhatIsDoneWhenNothingElseIsToBeDone() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 1), range(0, 1, 1)), 0);
        ready(100);
        poll(0);
        report(range(0, 0, 1), 0);
        report(range(0, 1, 1), 0);
        assertThat(reported(0)).hasSize(1);
        upward.onGrant(new Message.Grant(ID, 1, FENCE, List.of(range(0, 2, 2), range(1, 0, 1))), MS);
        poll(MS);
        report(range(1, 0, 1), MS);
        assertThat(reported(MS)).as("it may wait for more").isEmpty();
    }

    @Test
    void shouldReportAFinalPictureFromAQuarterOfItsSamplesOn() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 128), range(1, 0, 64)), 0);
        ready(192);
        poll(0);
        report(range(0, 0, 32), 0);
        report(range(0, 32, 16), 0);
        assertThat(reported(0)).as("48 of 256").isEmpty();
        report(range(0, 48, 16), 0);
        assertThat(reported(0)).as("64 of 256").hasSize(1);
    }

    private List<Integer> reported(final long nowNs) {
        upward.poll(nowNs);
        return said(Message.Report.class).stream().map(Message.Report::tile).toList();
    }

    @Test
    void shouldHoldNoMoreThanItRendersInTheAgeOfAReport() {
        upward.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 64), range(1, 0, 64)), 0);
        ready(128);
        poll(0);
        final long began = 60_000 * MS;
        report(range(0, 0, 8), began);
        report(range(1, 0, 16), began);
        assertThat(reported(began)).as("the scene took a minute: no reason to be in a hurry").isEmpty();
        assertThat(reported(began + 2499 * MS)).isEmpty();
        assertThat(reported(began + 2500 * MS)).as("the first have the age").containsExactly(0, 1);
        report(range(0, 8, 8), began + 5000 * MS);
        report(range(1, 16, 16), began + 5000 * MS);
        assertThat(reported(began + 5000 * MS)).as("24 of 48 in 5 s").isEmpty();
        assertThat(reported(began + 10_000 * MS)).as("more than 12: the fullest").containsExactly(1);
    }

    @Test
    void shouldLetSumsGetAsOldAsTheWholePathAllowsWhenItIsOneLink() {
        final Link toClient = Link.dialled(2, "client", new Message.Hello(Message.Role.LEAF,
            Message.Position.CHILD, "leaf", "dev", 0, 1, "", 0), Admission.OPEN, 43,
            new LinkTimes(250 * MS, 1500 * MS), 0);
        final Message.Welcome welcome = new Message.Welcome(Message.Role.CLIENT, "client", "dev", 0);
        assertThat(toClient.admit(new LinkHeader(8, 0), welcome, 0)).isTrue();
        toClient.onWelcome(welcome, Admission.OPEN, 0);
        assertThat(deadlineNs(toClient, new FakeWorker(Worker.LOCAL))).as("a leaf of a client").isEqualTo(5000 * MS);
        assertThat(deadlineNs(toClient, new FakeWorker(12))).as("a relay").isEqualTo(2500 * MS);
        assertThat(deadlineNs(uplink, new FakeWorker(Worker.LOCAL))).as("below a relay").isEqualTo(2500 * MS);
    }

    /** When a few samples are reported. */
    private long deadlineNs(final Link parent, final FakeWorker worker) {
        final NodeSession here = new NodeSession(ID, false, TIMES, () -> ++fences, new SumsPool(1));
        final Upward there = new Upward(here, parent);
        here.addWorker(worker, 0);
        there.onEpoch(epoch(1, FENCE, Mode.FINAL, range(0, 0, 8), range(1, 0, 8)), 0);
        here.onReady(worker.link, 1, MANIFEST, 4, 0);
        here.onCredit(worker.link, 1, worker.fence, 16, 100, 0, 0, 0);
        here.poll(0);
        assertThat(here.onReport(worker.link, 1, worker.fence, 0, List.of(new SampleRange(0, 1)), new TileSums(1), true,
            0)).isTrue();
        return there.nextDeadlineNs();
    }

    @Test
    void shouldReportWhatWasDoneOfATileAlreadyWhenItIsCalled() {
        upward.onEpoch(epoch(1, FENCE, Mode.TILED, range(0, 0, 16)), 0);
        ready(100);
        poll(0);
        report(range(0, 0, 8), 0);
        upward.poll(0);
        assertThat(said(Message.Report.class)).as("half of it").isEmpty();
        upward.onRecall(new Message.Recall(ID, 1, FENCE, List.of(range(0, 0, 8))), 0);
        upward.poll(0);
        assertThat(said(Message.Report.class)).hasSize(1);
    }

    @Test
    void shouldReportATileWhoseRestIsGivenBack() {
        upward.onEpoch(epoch(1, FENCE, Mode.TILED, range(0, 0, 16), range(1, 0, 16)), 0);
        ready(100);
        session.onCredit(ada.link, 1, ada.fence, 100, 1000, 0, 0, 0);
        session.children().get(ada.link).grant(range(1, 0, 16), 0);
        session.begun().free().takeAll(1);
        session.begun().onGranted(List.of(range(1, 0, 16)));
        session.children().get(ada.link).grant(range(0, 0, 8), 0);
        session.begun().free().remove(0, RangeSet.of(0, 8));
        session.begun().onGranted(List.of(range(0, 0, 8)));
        report(range(0, 0, 8), 0);
        upward.poll(0);
        assertThat(said(Message.Report.class)).as("the rest is free").isEmpty();
        session.onReady(ada.link, 1, MANIFEST, 0, 0);
        upward.giveBack(0);
        upward.poll(0);
        assertThat(said(Message.Report.class)).hasSize(1);
    }
}
