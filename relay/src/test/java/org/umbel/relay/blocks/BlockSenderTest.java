package org.umbel.relay.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/** Who is sent what, by the group and alone. */
class BlockSenderTest {
    private static final long MS = 1_000_000L;
    private static final long FAST = 1L << 30;

    private final BlockStore store = new BlockStore(1 << 20);
    private final List<String> sent = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final Block a = block(1, 1000);
    private final Block b = block(2, 1000);
    private final BlockSender.Lane lane = new BlockSender.Lane() {
        @Override
        public boolean send(final long child, final Block block, final BlockId base) {
            sent.add(child + ":" + name(block.id()) + (base.equals(BlockId.NONE) ? "" : "-" + name(base)));
            return true;
        }

        @Override
        public long sendToAll(final Block block) {
            if (isGroupFull) {
                return -1;
            }
            sent.add("all:" + name(block.id()));
            return number++;
        }
    };
    private boolean isGroupFull;
    private long number;
    private BlockSender sender = sender(FAST);

    private BlockSender sender(final long bytesPerSecond) {
        return new BlockSender(store, new Differences(new OneByte()), bytesPerSecond,
            (child, id, base) -> gone.add(child + ":" + name(id)));
    }

    /** The second block is told by the first in one byte; nothing else is told by another. */
    private final class OneByte implements SceneNeeds {
        @Override
        public List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup) {
            return List.of();
        }

        @Override
        public boolean isGenuine(final Block block) {
            return true;
        }

        @Override
        public Map<BlockId, BlockId> bases(final BlockId older, final BlockId newer,
                                           final Function<BlockId, Block> lookup) {
            return Map.of();
        }

        @Override
        public Optional<byte[]> difference(final Block block, final Block base) {
            return block.id().equals(b.id()) && base.id().equals(a.id()) ? Optional.of(new byte[1]) : Optional.empty();
        }
    }

    @BeforeEach
    void hold() {
        store.put(a);
        store.put(b);
    }

    private static Block block(final int seed, final int bytes) {
        final byte[] content = new byte[bytes];
        content[0] = (byte) seed;
        return new Block(BlockId.of(content), bytes, content);
    }

    private String name(final BlockId id) {
        return id.equals(a.id()) ? "a" : id.equals(b.id()) ? "b" : "?";
    }

    private void members(final long... children) {
        for (final long child : children) {
            sender.onMember(child);
        }
    }

    private void want(final long child, final Block block) {
        if (!sender.isTold(child, block.id(), false)) {
            assertThat(sender.enqueue(child, block.id(), BlockId.NONE)).isTrue();
        }
    }

    private List<String> drained(final long nowNs) {
        sent.clear();
        sender.drain(lane, nowNs);
        return List.copyOf(sent);
    }

    @Test
    void shouldSendToTheGroupWhatTwoMembersLack() {
        members(1, 2, 3);
        want(1, a);
        want(2, a);

        assertThat(drained(0)).containsExactly("all:a");
        assertThat(drained(100 * MS)).isEmpty();
    }

    @Test
    void shouldWaitAMomentForOthersAndThenSendItAlone() {
        members(1, 2);
        want(1, a);

        assertThat(drained(0)).isEmpty();
        assertThat(drained(BlockSender.GATHER_NS - 1)).isEmpty();
        sender.drain(lane, BlockSender.GATHER_NS);
        assertThat(drained(BlockSender.GATHER_NS + MS)).isEmpty();
        assertThat(sender.isIdle()).isTrue();
    }

    @Test
    void shouldSendAloneToWhoIsNoMember() {
        members(1, 2);
        want(3, a);
        want(4, a);

        assertThat(drained(0)).containsExactlyInAnyOrder("3:a", "4:a");
    }

    @Test
    void shouldNotHeedAWantThatTheGroupHasOvertaken() {
        members(1, 2, 3);
        want(1, a);
        want(2, a);
        drained(0);

        want(3, a);
        sender.onReceived(3, 0);
        want(3, a);

        assertThat(drained(100 * MS)).isEmpty();
    }

    @Test
    void shouldSendAgainWhatIsNotHeldAnyMore() {
        members(1, 2, 3);
        want(1, a);
        want(2, a);
        drained(0);
        sender.onReceived(3, 0);

        assertThat(sender.isTold(3, a.id(), true)).isFalse();
        sender.enqueue(3, a.id(), BlockId.NONE);
        drained(100 * MS);

        assertThat(drainedUntil(200 * MS)).containsExactly("3:a");
    }

    @Test
    void shouldSendToOneWhoLeftWhatItAskedForAndWasNotKnownToHave() {
        members(1, 2, 3);
        want(1, a);
        want(2, a);
        want(1, b);
        want(2, b);
        drained(0);
        sender.onReceived(1, 0);

        sender.onLeft(1);
        sender.onLeft(3);

        assertThat(drained(MS)).containsExactly("1:b");
        want(3, a);
        assertThat(drained(2 * MS)).containsExactly("3:a");
    }

    @Test
    void shouldSendToOneWhoLeftWhatWaited() {
        members(1, 2, 3);
        isGroupFull = true;
        want(1, a);
        want(2, a);
        assertThat(drained(0)).isEmpty();

        sender.onLeft(1);

        assertThat(drained(MS)).containsExactly("1:a");
    }

    @Test
    void shouldTellEachByWhatItHoldsWhenThatIsShort() {
        members(1, 2);
        sender.enqueue(1, b.id(), a.id());
        sender.enqueue(2, b.id(), a.id());

        assertThat(drainedUntil(5 * MS)).containsExactlyInAnyOrder("1:b-a", "2:b-a");
    }

    @Test
    void shouldSendToTheGroupWhatIsNotToldInShort() {
        members(1, 2);
        sender.enqueue(1, a.id(), b.id());
        sender.enqueue(2, a.id(), b.id());

        assertThat(drained(0)).containsExactly("all:a");
    }

    @Test
    void shouldKeepTheGroupAndTheOthersToOnePace() {
        sender = sender(100_000);
        store.put(a);
        members(1, 2);
        final List<Block> blocks = new ArrayList<>();
        for (int i = 10; i < 610; i++) {
            blocks.add(block(i, 1000 + i));
            store.put(blocks.getLast());
            want(1, blocks.getLast());
            want(2, blocks.getLast());
            want(3, blocks.getLast());
        }

        drained(0);
        long bytes = 0;
        for (int ms = 1; ms <= 1000; ms++) {
            bytes += 1300L * drained(ms * MS).size();
        }

        assertThat(bytes).isBetween(60_000L, 140_000L);
    }

    @Test
    void shouldTellOfBlocksThatWereEvicted() {
        members(1, 2);
        final BlockId never = block(77, 10).id();
        sender.enqueue(1, never, BlockId.NONE);
        sender.enqueue(2, never, BlockId.NONE);

        drained(0);

        assertThat(gone).containsExactly("1:?", "2:?");
    }

    @Test
    void shouldForgetWhoIsGone() {
        members(1, 2);
        want(1, a);
        want(2, a);
        drained(0);
        want(1, b);

        sender.forget(1);
        sender.forget(2);

        assertThat(sender.isIdle()).isTrue();
        assertThat(sender.queued(1)).isZero();
        assertThat(sender.members()).isEmpty();
    }

    /** All that is sent in steps of a millisecond until then. */
    private List<String> drainedUntil(final long nowNs) {
        final List<String> all = new ArrayList<>();
        for (long ns = 0; ns <= nowNs; ns += MS) {
            all.addAll(drained(ns));
        }
        return all;
    }

    @Test
    void shouldOweWhatWaitsAndNothingElse() {
        members(1, 2);
        isGroupFull = true;
        want(1, a);
        want(2, a);
        want(3, b);
        want(3, b);
        assertThat(store.owedBytes()).isEqualTo(2000);
        drained(0);
        assertThat(store.owedBytes()).isEqualTo(1000);
        sender.onLeft(1);
        assertThat(store.owedBytes()).isEqualTo(1000);
        drained(100 * MS);
        drained(101 * MS);
        assertThat(store.owedBytes()).isZero();
        want(2, a);
        sender.forget(2);
        want(3, a);
        sender.forget(3);
        assertThat(store.owedBytes()).isZero();
    }

    @Test
    void shouldDisplaceAllButAFewOfTheChildForWhichMostWaits() {
        final List<Block> blocks = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            blocks.add(block(i, 1000 + i));
            store.put(blocks.getLast());
            want(3, blocks.getLast());
        }
        want(4, a);

        sender.displace();

        assertThat(sender.queued(3)).isEqualTo(8);
        assertThat(sender.queued(4)).isEqualTo(1);
        assertThat(gone).hasSize(12).allMatch(child -> child.startsWith("3:"));
        assertThat(store.owedBytes()).isEqualTo(1000 + blocks.subList(0, 8).stream()
            .mapToInt(block -> block.compressed().length).sum());
    }
}
