package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.SessionId;
import org.umbel.topology.Endpoint;

/** Real drivers on the loopback interface. Every wait is bounded by {@link Side#TIMEOUT_NS}. */
class AeronTransportTest {
    private static final int BLOCKS = 400;
    private static final int BLOCK_BYTES = 128 * 1024;

    @ParameterizedTest
    @EnumSource(Position.class)
    void shouldCarryAllStreamsWhicheverSideDials(final Position dialler) {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long up = b.dial(a.address());
            final long down = b.join(up, "leaf-7", dialler, a);

            final Message.Hello hello = (Message.Hello) a.got.getFirst().message();
            assertThat(hello.name()).isEqualTo("leaf-7");
            assertThat(hello.replyEndpoint()).isEqualTo(b.transport.replyPorts().getFirst().toString());
            assertThat(hello.replySession()).isNotZero();
            assertThat(b.lines).as("the port is told")
                .contains("answers come in on " + hello.replyEndpoint() + " (UDP)");

            final Side parent = dialler == Position.PARENT ? b : a;
            final Side child = dialler == Position.PARENT ? a : b;
            final long ofParent = dialler == Position.PARENT ? up : down;
            final long ofChild = dialler == Position.PARENT ? down : up;
            final Message.BlockData block = block(new Random(7), 1000);
            final Message.View view = new Message.View(new SessionId(1, 2), 3, 4, 8, new short[3 * 16]);
            assertThat(Side.await(() -> parent.send(ofParent, block), parent, child)).isTrue();
            assertThat(Side.await(() -> child.send(ofChild, view), parent, child)).isTrue();
            assertThat(Side.await(() -> parent.got.getLast().message() instanceof Message.View
                && child.got.getLast().message() instanceof Message.BlockData, parent, child)).isTrue();
            assertThat(((Message.BlockData) child.got.getLast().message()).block().compressed())
                .isEqualTo(block.block().compressed());
            assertThat(a.malformed).isEmpty();
            assertThat(b.malformed).isEmpty();
        }
    }

    @Test
    void shouldDeliverControlMessagesInOrder() {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long up = b.dial(a.address());
            b.join(up, "leaf", Position.CHILD, a);
            final int[] sent = {0};
            assertThat(Side.await(() -> {
                while (sent[0] < 10_000 && b.send(up, new Message.Heartbeat(sent[0], 0))) {
                    sent[0]++;
                }
                return a.got.size() == 10_001;
            }, a, b)).as("%d sent, %d arrived", sent[0], a.got.size()).isTrue();
            for (int i = 0; i < a.got.size(); i++) {
                assertThat(a.got.get(i).header().counter()).isEqualTo(i);
            }
        }
    }

    /** At rest both sides are silent for longer at a time, and must not take each other for dead. */
    @Test
    void shouldKeepALinkAtRestAndDeliverWhatComes() {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long up = b.dial(a.address());
            b.join(up, "leaf", Position.CHILD, a);
            final long untilNs = System.nanoTime() + AeronConfig.LIVENESS_NS * 2;
            while (System.nanoTime() - untilNs < 0) {
                a.transport.rest(a.poll(), untilNs);
                b.transport.rest(b.poll(), untilNs);
            }
            assertThat(a.downs).isEmpty();
            assertThat(b.downs).isEmpty();
            final int before = a.got.size();
            assertThat(b.send(up, new Message.Heartbeat(5, 0))).isTrue();
            for (int turns = 0; a.got.size() == before && turns < 100; turns++) {
                b.transport.rest(b.poll(), System.nanoTime());
                a.transport.rest(a.poll(), System.nanoTime() + AeronConfig.LIVENESS_NS);
            }
            assertThat(a.got.getLast().message()).isEqualTo(new Message.Heartbeat(5, 0));
        }
    }

    @Test
    void shouldDeliverWhatGathersAndEndTheWaitOfWhomItIsAskedTo() throws InterruptedException {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long up = b.dial(a.address());
            b.join(up, "leaf", Position.CHILD, a);
            final int before = a.got.size();
            assertThat(b.send(up, new Message.Heartbeat(6, 0))).isTrue();
            for (int turns = 0; a.got.size() == before && turns < 100; turns++) {
                b.transport.gather(b.poll(), System.nanoTime(), 1);
                a.transport.gather(a.poll(), System.nanoTime(), 1);
            }
            assertThat(a.got.getLast().message()).isEqualTo(new Message.Heartbeat(6, 0));
            // each wait that is not ended would last until the link is dead
            final AtomicBoolean through = new AtomicBoolean();
            final Thread other = Thread.ofPlatform().start(() -> {
                while (!through.get()) {
                    b.transport.wake();
                }
            });
            for (int turns = 0; turns < 10; turns++) {
                b.transport.gather(b.poll(), System.nanoTime() + Side.TIMEOUT_NS, Side.TIMEOUT_NS);
            }
            through.set(true);
            other.join();
            a.poll();
            b.poll();
            assertThat(b.downs).isEmpty();
        }
    }

    @Test
    void shouldPushBackAndLoseNothingWhenBlocksComeFasterThanTheyAreRead() {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long down = b.join(b.dial(a.address()), "leaf", Position.CHILD, a);
            final Random random = new Random(0xb10c);
            final List<Message.BlockData> blocks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                blocks.add(block(random, BLOCK_BYTES));
            }
            final int[] sent = {0};
            final int[] refused = {0};
            assertThat(Side.await(() -> {
                while (sent[0] < BLOCKS) {
                    if (!a.send(down, blocks.get(sent[0] % 16))) {
                        refused[0]++;
                        break;
                    }
                    sent[0]++;
                }
                return b.got.size() == BLOCKS + 1;
            }, a, b)).as("%d sent, %d arrived, %s %s", sent[0], b.got.size(), a.downs, b.downs).isTrue();
            assertThat(refused[0]).isPositive();
            for (int i = 0; i < BLOCKS; i++) {
                final Message.BlockData data = (Message.BlockData) b.got.get(i + 1).message();
                assertThat(b.got.get(i + 1).header().counter()).isEqualTo(i);
                assertThat(data.block().id()).isEqualTo(blocks.get(i % 16).block().id());
                assertThat(BlockId.of(data.block().compressed())).isEqualTo(data.block().id());
            }
        }
    }

    @Test
    void shouldCallNothingWorkButWholeMessages() {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long down = b.join(b.dial(a.address()), "leaf", Position.CHILD, a);
            final int before = b.got.size();
            final Message.BlockData block = block(new Random(3), BLOCK_BYTES);
            final int[] work = {0};
            final int[] sent = {0};
            assertThat(Side.await(() -> {
                while (sent[0] < 16 && a.send(down, block)) {
                    sent[0]++;
                }
                work[0] += b.poll();
                return b.got.size() == before + 16;
            }, a)).as("%d sent, %d arrived", sent[0], b.got.size() - before).isTrue();
            assertThat(work[0]).as("blocks of %d packets each; their stream may have begun meanwhile",
                BLOCK_BYTES / 1_376).isBetween(16, 17);
        }
    }

    @Test
    void shouldReportBothWaysThatTheOtherSideWentAway() {
        try (Side a = Side.listening(); Side b = Side.dialling(); Side c = Side.listening()) {
            final long toA = b.dial(a.address());
            final long atA = b.join(toA, "first", Position.CHILD, a);
            final long toC = b.dial(c.address());
            final long atC = b.join(toC, "second", Position.CHILD, c);
            a.transport.close();
            assertThat(Side.await(() -> b.downs.containsKey(toA), b, c)).isTrue();
            assertThat(b.downs).doesNotContainKey(toC);
            b.transport.close();
            assertThat(Side.await(() -> c.downs.containsKey(atC), c)).isTrue();
            assertThat(a.downs).doesNotContainKey(atA);
        }
    }

    @Test
    void shouldDeliverTheLastWordOfAClosedLink() {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final long up = b.dial(a.address());
            assertThat(Side.await(() -> b.send(up, Side.hello("leaf", Position.CHILD)), a, b)).isTrue();
            assertThat(Side.await(() -> !a.accepted.isEmpty(), a, b)).isTrue();
            final long down = a.accepted.getFirst();
            final Message refuse = new Message.Refuse(Message.Refusal.TOO_MANY, "full");
            assertThat(Side.await(() -> a.send(down, refuse), a, b)).isTrue();
            a.transport.close(down, System.nanoTime());
            assertThat(Side.await(() -> b.downs.containsKey(up), a, b)).isTrue();
            assertThat(b.got.getLast().message()).isEqualTo(refuse);
            assertThat(a.send(down, refuse)).as("a send to a closed link is dropped").isTrue();
            // the same process may dial again
            b.join(b.dial(a.address()), "leaf", Position.CHILD, a);
        }
    }

    @Test
    void shouldGiveADialUpWhenNobodyAnswers() {
        try (Side b = Side.dialling()) {
            final long nobody = b.dial("127.0.0.1:9");
            final long nonsense = b.dial("127.0.0.1:not-a-port");
            assertThat(Side.await(() -> b.downs.size() == 2, b)).isTrue();
            assertThat(b.downs.get(nobody)).contains("no answer from 127.0.0.1:9 within 2000 ms");
            assertThat(b.downs.get(nonsense)).contains("not HOST:PORT");
        }
    }

    @Test
    void shouldServeManyDiallersOverTwoPorts() {
        try (Side a = Side.listening(); Side b = Side.dialling()) {
            final List<Long> up = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                up.add(b.dial(a.address()));
            }
            final List<Long> down = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                down.add(b.join(up.get(i), "leaf-" + i, Position.CHILD, a));
            }
            assertThat(b.transport.replyPorts()).hasSize(1);
            b.transport.close(up.get(3), System.nanoTime());
            assertThat(Side.await(() -> a.downs.containsKey(down.get(3)), a, b)).isTrue();
            assertThat(a.downs).hasSize(1);
            for (int i = 0; i < 8; i++) {
                final int number = i;
                if (i != 3) {
                    final Message beat = new Message.Heartbeat(number, 0);
                    assertThat(Side.await(() -> b.send(up.get(number), beat), a, b)).isTrue();
                    assertThat(Side.await(() -> a.messagesOf(down.get(number)) == 2, a, b)).isTrue();
                }
            }
        }
    }

    @Test
    void shouldDeleteItsFolderAndRefuseATakenPort() {
        final Path folder;
        try (Side a = Side.listening()) {
            folder = a.transport.folder();
            assertThat(folder).isDirectory();
            final Endpoint port = a.transport.listening().orElseThrow();
            final AeronConfig taken = AeronConfig.listening(port, line -> {});
            assertThatThrownBy(() -> AeronTransport.launch(taken))
                .isInstanceOf(LaunchException.class).hasMessageContaining("Try --listen");
        }
        assertThat(Files.exists(folder)).isFalse();
    }

    private static Message.BlockData block(final Random random, final int bytes) {
        final byte[] data = new byte[bytes];
        random.nextBytes(data);
        return new Message.BlockData(new Block(BlockId.of(data), bytes, data));
    }
}
