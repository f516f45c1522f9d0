package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SocketWaitTest {
    private static final long LONG_NS = TimeUnit.HOURS.toNanos(1);

    private final SocketWait wait = new SocketWait();
    private DatagramChannel socket;
    private SelectionKey key;

    @BeforeEach
    void open() throws IOException {
        socket = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.configureBlocking(false);
        key = wait.watch(socket);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        wait.close();
    }

    @Test
    void shouldReturnWhenASocketThatWasFullHasRoom() {
        wait.onFull(key);

        assertThat(wait.isFull()).isTrue();
        assertThat(wait.await(LONG_NS)).isTrue();
        assertThat(wait.isFull()).isFalse();
    }

    @Test
    void shouldNotReturnForTheRoomInOthers() {
        wait.onFull(key);
        wait.await(LONG_NS);

        wait.wake();
        assertThat(wait.await(LONG_NS)).isFalse();
    }

    @Test
    void shouldReturnWhenADatagramComes() throws IOException {
        socket.send(ByteBuffer.allocate(1), socket.getLocalAddress());

        assertThat(wait.await(LONG_NS)).isTrue();
    }

    @Test
    void shouldForgetASocketThatWasFullAndIsClosed() throws IOException {
        wait.onFull(key);
        socket.close();

        wait.wake();
        assertThat(wait.await(LONG_NS)).isFalse();
        assertThat(wait.isFull()).isFalse();
    }
}
