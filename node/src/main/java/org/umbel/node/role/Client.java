package org.umbel.node.role;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * A client: imports, renders with whoever is there, writes its files, and ends; or serves the page until it is asked to
 * end, writing its files, if there are any, when the first picture is done.
 */
public final class Client implements RootListener {
    /** Long enough for the newest status of nodes further down, which comes once a second. */
    private static final long LAST_STATUS_NS = 1_200_000_000L;
    /** Long enough for the session's end to be on its way. */
    private static final long FAREWELL_NS = 100_000_000L;

    private final ClientConfig config;
    private final Progress progress;
    private final Consumer<String> result;
    private final long beganNs = System.nanoTime();
    private final BitSet shown = new BitSet();
    private long firstPixelsNs;
    private Optional<ClientPage> page = Optional.empty();

    /**
     * @param progress shown while rendering; closed here
     * @param result   lines of standard output
     */
    public Client(final ClientConfig config, final Progress progress, final Consumer<String> result) {
        this.config = config;
        this.progress = progress;
        this.result = result;
    }

    /**
     * Renders one picture. False when asked to end before it was done; then no file has been written.
     *
     * @throws org.umbel.topology.ProblemException for a scene, view, port or file that is not as it must be
     * @throws WorkerFailedException when the own worker can render no more
     */
    public boolean run(final Ending ending) {
        final ClientScene scene = ClientScene.load(config);
        scene.notes().forEach(progress::line);
        final long importedNs = System.nanoTime();
        try (NodeAgent agent = NodeParts.assemble(Message.Role.CLIENT, config.name(), config.listen(), config.farm(),
            config.discovery().isPresent(), Message.Position.PARENT, config.threads(), config.trust(),
            progress::line);
             ClientMeeting meeting = new ClientMeeting(config, agent, progress::line)) {
            final Session session = open(agent, scene);
            page = config.page().map(port -> ClientPage.open(config, port, scene, session, agent, meeting,
                progress::line));
            try {
                return render(agent, meeting, session, ending, importedNs);
            } finally {
                page.ifPresent(ClientPage::close);
                session.end(System.nanoTime());
                turnFor(agent, hasCompany(agent) ? FAREWELL_NS : 0);
            }
        } finally {
            progress.close();
        }
    }

    private boolean render(final NodeAgent agent, final ClientMeeting meeting, final Session session,
                           final Ending ending, final long importedNs) {
        final ClientWatch watch = new ClientWatch(config, agent, meeting, progress::line, System.nanoTime());
        boolean hasResult = !config.hasResult();
        while (!ending.isAsked() && (page.isPresent() || !hasResult)) {
            turn(agent);
            final long nowNs = System.nanoTime();
            session.failure().ifPresent(this::fail);
            meeting.look(nowNs);
            watch.look(nowNs);
            if (!hasResult) {
                progress.at(session.tileSamplesAccepted(), session.tileSamplesTotal(), nowNs);
                if (session.isComplete()) {
                    finish(agent, session, meeting, importedNs);
                    page.ifPresent(ClientPage::release);
                    hasResult = true;
                }
            }
        }
        return hasResult;
    }

    private void turn(final NodeAgent agent) {
        agent.turn();
        if (page.isPresent() && page.get().poll()) {
            agent.due();
        }
    }

    private void fail(final String reason) {
        throw new ProblemException(Problem.of(config.scene().toString(), reason, ""));
    }

    private Session open(final NodeAgent agent, final ClientScene scene) {
        final SecureRandom random = new SecureRandom();
        final Session session = agent.node().openSession(new SessionId(random.nextLong(), random.nextLong()));
        session.listener(this);
        session.show(scene.blocks().manifest(), scene.blocks().blocks(), scene.camera(), config.settings(),
            config.page().isPresent() ? Message.Mode.INTERACTIVE : Message.Mode.FINAL, System.nanoTime());
        return session;
    }

    private static boolean hasCompany(final NodeAgent agent) {
        return agent.node().links().stream().anyMatch(TreeNode.LinkView::open);
    }

    private void finish(final NodeAgent agent, final Session session, final ClientMeeting meeting,
                        final long importedNs) {
        final long completeNs = System.nanoTime();
        progress.at(session.tileSamplesAccepted(), session.tileSamplesTotal(), completeNs);
        final Picture picture = SumsPicture.of(config.settings(), session::sums);
        for (final Path output : config.outputs()) {
            PictureFiles.write(output, picture, config.exposure(), config.tone());
            progress.line("wrote " + output);
        }
        final String hash = PictureHash.pixelsSha256(config.settings().width(), config.settings().height(),
            config.settings().fractionBits(), session::sums, config.settings().samples());
        final long writtenNs = System.nanoTime();
        turnFor(agent, hasCompany(agent) ? completeNs + LAST_STATUS_NS - writtenNs : 0);
        final ClientSummary summary = new ClientSummary(config.settings(), meeting.farmName(), config.trust(),
            new ClientSummary.Seconds(
                seconds(importedNs), seconds(firstPixelsNs == 0 ? completeNs : firstPixelsNs), seconds(completeNs),
                seconds(writtenNs)),
            hash, agent.node().statuses(), session.rangesFreed());
        progress.close();
        if (config.json()) {
            result.accept(summary.json());
        } else {
            summary.lines().forEach(result);
        }
    }

    private void turnFor(final NodeAgent agent, final long ns) {
        final long endNs = System.nanoTime() + ns;
        while (System.nanoTime() - endNs < 0) {
            turn(agent);
        }
    }

    private double seconds(final long ns) {
        return (ns - beganNs) / 1e9;
    }

    @Override
    public void onTile(final SessionId session, final int epoch, final int tile) {
        page.ifPresent(p -> p.listener().onTile(session, epoch, tile));
        show(tile);
    }

    @Override
    public void onView(final Message.View view) {
        page.ifPresent(p -> p.listener().onView(view));
        show(view.tile());
    }

    private void show(final int tile) {
        firstPixelsNs = firstPixelsNs == 0 ? System.nanoTime() : firstPixelsNs;
        if (!shown.get(tile)) {
            shown.set(tile);
            progress.shown(shown.cardinality(), config.settings().grid().tileCount());
        }
    }
}
