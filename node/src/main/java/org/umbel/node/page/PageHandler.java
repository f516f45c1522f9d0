package org.umbel.node.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Answers every request: past the gate, a file of the page, the live connection, or the picture as a file. */
final class PageHandler extends Handler.Abstract implements AutoCloseable {
    private static final String LIVE = "/live";
    private static final String SAVE = "/save/";
    private static final Map<String, String> HEADERS = Map.of(
        "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        "Cross-Origin-Resource-Policy", "same-origin",
        "Cross-Origin-Opener-Policy", "same-origin",
        "Cache-Control", "no-store");

    private final Studio studio;
    private final Gate gate;
    private final ServerWebSocketContainer sockets;
    private final ExecutorService painter = Executors.newSingleThreadExecutor(
        task -> Thread.ofPlatform().daemon().name("page-painter").unstarted(task));

    PageHandler(final Studio studio, final Gate gate, final ServerWebSocketContainer sockets) {
        this.studio = studio;
        this.gate = gate;
        this.sockets = sockets;
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) throws Exception {
        HEADERS.forEach(response.getHeaders()::put);
        final String path = request.getHttpURI().getCanonicalPath();
        final boolean isLive = LIVE.equals(path);
        final Fields query = Request.extractQueryParameters(request);
        final Optional<String> refusal = gate.refusal(visitor(request, query), isLive);
        if (refusal.isPresent()) {
            answer(response, callback, HttpStatus.FORBIDDEN_403, refusal.get());
        } else if (!HttpMethod.GET.is(request.getMethod())) {
            answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "GET only");
        } else if (isLive) {
            return sockets.upgrade((upgrade, upgradeResponse, upgradeCallback) -> new Viewer(studio, painter), request,
                response, callback);
        } else if (path != null && path.startsWith(SAVE)) {
            save(path.substring(SAVE.length()), query, response, callback);
        } else {
            file(path, query, response, callback);
        }
        return true;
    }

    private Gate.Visitor visitor(final Request request, final Fields query) {
        final List<String> cookies = Request.getCookies(request).stream()
            .filter(cookie -> cookie.getName().equals(gate.cookieName())).map(cookie -> cookie.getValue()).toList();
        return new Gate.Visitor(Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse(""),
            Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN)),
            Optional.ofNullable(query.getValue("token")), cookies);
    }

    private void file(final String path, final Fields query, final Response response, final Callback callback) {
        final Optional<PageFiles.PageFile> file = PageFiles.at(path);
        if (file.isEmpty()) {
            answer(response, callback, HttpStatus.NOT_FOUND_404, "there is nothing here");
            return;
        }
        if (query.getValue("token") != null) {
            response.getHeaders().put(HttpHeader.SET_COOKIE, gate.cookie());
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, file.get().contentType());
        response.write(true, ByteBuffer.wrap(file.get().bytes()), callback);
    }

    private void save(final String name, final Fields query, final Response response, final Callback callback)
        throws Exception {
        final SavedPicture saved;
        try {
            saved = SavedPicture.of(studio, name, query.getValue("exposure"), query.getValue("tone"),
                Boolean.parseBoolean(query.getValue("denoise")));
        } catch (final Wish.UnknownWishException e) {
            answer(response, callback, HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage()));
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, saved.contentType());
        response.getHeaders().put("Content-Disposition", "attachment; filename=\"" + saved.fileName() + "\"");
        response.write(true, ByteBuffer.wrap(saved.bytes()), callback);
    }

    private static void answer(final Response response, final Callback callback, final int status, final String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    public void close() {
        painter.shutdownNow();
    }
}
