package org.umbel.node.page;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/** Serves the page on the loopback interface until it is closed. */
public final class PageServer implements AutoCloseable {
    public static final int PORT_DEFAULT = 8420;

    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORTS_TRIED = 20;
    private static final int THREADS_MAX = 16;
    private static final int WISH_CHARACTERS_MAX = 4096;
    private static final long STOP_MS_MAX = 500;

    private final Server server;
    private final PageHandler handler;
    private final String address;

    private PageServer(final Server server, final PageHandler handler, final String address) {
        this.server = server;
        this.handler = handler;
        this.address = address;
    }

    /**
     * Serves on {@link #PORT_DEFAULT}, or on the next one that is free.
     *
     * @throws ProblemException when none is
     */
    public static PageServer onFreePort(final Studio studio) {
        String why = "";
        for (int port = PORT_DEFAULT; port < PORT_DEFAULT + PORTS_TRIED; port++) {
            try {
                return start(studio, port);
            } catch (final IOException e) {
                why = e.getMessage();
            }
        }
        throw problem("no free port from " + PORT_DEFAULT + " on: " + why);
    }

    /**
     * Serves on one port.
     *
     * @param port 0: any free one
     * @throws ProblemException when it cannot be had
     */
    public static PageServer on(final Studio studio, final int port) {
        try {
            return start(studio, port);
        } catch (final IOException e) {
            throw problem("port " + port + ": " + e.getMessage());
        }
    }

    private static ProblemException problem(final String message) {
        return new ProblemException(Problem.of("", "the page cannot be served: " + message,
            "choose another port with --page-port, or none with --no-page"));
    }

    private static PageServer start(final Studio studio, final int port) throws IOException {
        final QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 1);
        threads.setName("page");
        threads.setDaemon(true);
        final Server server = new Server(threads);
        final HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        final ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.open();
        server.addConnector(connector);
        server.setStopTimeout(STOP_MS_MAX);
        final ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
        sockets.setMaxTextMessageSize(WISH_CHARACTERS_MAX);
        sockets.setMaxBinaryMessageSize(1);
        sockets.setIdleTimeout(Duration.ZERO);
        final String token = Gate.newToken();
        final PageHandler handler = new PageHandler(studio, new Gate(connector.getLocalPort(), token), sockets);
        server.setHandler(handler);
        try {
            server.start();
        } catch (final Exception e) {
            connector.close();
            throw new IOException(e);
        }
        return new PageServer(server, handler, "http://" + LOOPBACK + ":" + connector.getLocalPort() + "/?token="
            + token);
    }

    /** What a person opens in a browser, with the token. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        handler.close();
        try {
            server.stop();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final Exception e) {
            // Its threads are daemons: what will not stop ends with the process.
            System.getLogger(PageServer.class.getName()).log(System.Logger.Level.WARNING, "the page did not stop", e);
        }
    }
}
