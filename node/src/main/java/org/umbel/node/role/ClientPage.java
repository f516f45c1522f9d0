package org.umbel.node.role;

import java.util.function.Consumer;
import org.umbel.node.page.About;
import org.umbel.node.page.PageServer;
import org.umbel.node.page.SessionStudio;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;

/** A client's page: what the session's root tells goes in, and it is polled in every turn. The node's thread. */
final class ClientPage implements AutoCloseable {
    private final SessionStudio studio;
    private final PageServer server;

    private ClientPage(final SessionStudio studio, final PageServer server) {
        this.studio = studio;
        this.server = server;
    }

    /**
     * Serves, and says where.
     *
     * @throws org.umbel.topology.ProblemException when the port cannot be had
     */
    static ClientPage open(final ClientConfig config, final ClientConfig.PagePort port, final ClientScene scene,
                           final Session session, final NodeAgent agent, final ClientMeeting meeting,
                           final Consumer<String> log) {
        final About about = new About(sceneName(config), meeting::farmName, config.trust().notice(),
            scene.camera(), config.exposure(), config.tone());
        final SessionStudio studio = new SessionStudio(session, config.settings(), about, agent.node()::statuses,
            agent.carrier()::wake, scene.prepared(agent.worker()), Math.max(1, config.threads()), System.nanoTime());
        if (config.hasResult()) {
            // A move would void the picture that the files are to show.
            studio.hold("the camera can move once the picture is done and written");
        }
        final PageServer server = port.port().isPresent() ? PageServer.on(studio, port.port().getAsInt())
            : PageServer.onFreePort(studio);
        log.accept("the page: " + server.address());
        return new ClientPage(studio, server);
    }

    private static String sceneName(final ClientConfig config) {
        final String file = config.scene().getFileName().toString();
        final int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    RootListener listener() {
        return studio;
    }

    /** Whether the session may have been told something. */
    boolean poll() {
        return studio.poll(System.nanoTime());
    }

    /** The files are written: the camera may move. */
    void release() {
        studio.release();
    }

    @Override
    public void close() {
        server.close();
        studio.close();
    }
}
