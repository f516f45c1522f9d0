package org.umbel.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A page without a browser: takes frames as fast as they come and says at once that they are drawn. */
final class PageVisitor implements AutoCloseable {
    private static final long WAIT_SECONDS = 60;

    private final HttpClient client;
    private final WebSocket socket;

    private PageVisitor(final HttpClient client, final WebSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    /**
     * Opens the live connection of a page.
     *
     * @param onState called with JSON
     * @param onFrame called with the bytes of a frame, little-endian
     */
    static PageVisitor open(final String address, final Consumer<String> onState,
                            final Consumer<ByteBuffer> onFrame)
        throws Exception {
        final URI page = URI.create(address);
        final HttpClient client = HttpClient.newHttpClient();
        final String cookie = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
            .headers().firstValue("Set-Cookie").orElseThrow(() -> new IOException("no cookie from " + address))
            .replaceAll(";.*", "");
        return new PageVisitor(client, client.newWebSocketBuilder().header("Origin", "http://" + page.getAuthority())
            .header("Cookie", cookie).buildAsync(URI.create("ws://" + page.getAuthority() + "/live"),
                new Ear(onState, onFrame))
            .get(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    /** Sends a wish. Any thread. */
    synchronized void say(final String json) {
        socket.sendText(json, true).join();
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    private static final class Ear implements WebSocket.Listener {
        private final Consumer<String> onState;
        private final Consumer<ByteBuffer> onFrame;
        private final StringBuilder text = new StringBuilder();
        private ByteBuffer frame = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

        private Ear(final Consumer<String> onState, final Consumer<ByteBuffer> onFrame) {
            this.onState = onState;
            this.onFrame = onFrame;
        }

        @Override
        public @Nullable CompletionStage<?> onText(final WebSocket socket, final CharSequence part,
                                                   final boolean isLast) {
            text.append(part);
            if (isLast) {
                onState.accept(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(final WebSocket socket, final ByteBuffer part,
                                                     final boolean isLast) {
            if (frame.remaining() < part.remaining()) {
                frame = ByteBuffer.allocate(2 * (frame.position() + part.remaining())).order(ByteOrder.LITTLE_ENDIAN)
                    .put(frame.flip());
            }
            frame.put(part);
            if (isLast) {
                frame.flip();
                onFrame.accept(frame);
                frame.clear();
            }
            socket.request(1);
            return null;
        }
    }
}
