package org.umbel.node.process;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page is told of the session, without a browser. */
final class PageState {
    private static final long WAIT_SECONDS = 120;

    private PageState() {}

    /** Waits for a state that passes. */
    static JsonNode await(final String address, final Predicate<JsonNode> passes) throws Exception {
        final URI page = URI.create(address);
        final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        try (HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            final HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(page).build(),
                HttpResponse.BodyHandlers.discarding());
            final String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
            final Listener listener = new Listener(passes);
            final WebSocket socket = client.newWebSocketBuilder().header("Origin", "http://" + page.getAuthority())
                .header("Cookie", cookie).buildAsync(URI.create("ws://" + page.getAuthority() + "/live"), listener)
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
            try {
                return listener.found.get(WAIT_SECONDS, TimeUnit.SECONDS);
            } finally {
                socket.abort();
            }
        }
    }

    private static final class Listener implements WebSocket.Listener {
        private final CompletableFuture<JsonNode> found = new CompletableFuture<>();
        private final Predicate<JsonNode> passes;
        private final StringBuilder text = new StringBuilder();

        private Listener(final Predicate<JsonNode> passes) {
            this.passes = passes;
        }

        @Override
        public CompletionStage<?> onText(final WebSocket socket, final CharSequence part, final boolean isLast) {
            text.append(part);
            if (isLast) {
                final JsonNode state = JsonMapper.shared().readTree(text.toString());
                text.setLength(0);
                if (passes.test(state)) {
                    found.complete(state);
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(final WebSocket socket, final ByteBuffer part, final boolean isLast) {
            socket.request(1);
            return null;
        }

        @Override
        public void onError(final WebSocket socket, final Throwable error) {
            found.completeExceptionally(error);
        }
    }
}
