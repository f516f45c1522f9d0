package org.umbel.node.role;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.PixelRows;
import org.umbel.node.output.PlaneRows;
import org.umbel.node.render.Politeness;
import org.umbel.node.render.SceneSource;
import org.umbel.node.store.CacheOptions;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.session.RootListener;
import org.umbel.relay.session.Session;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * A client: imports, renders with whoever is there, writes its files, and ends; or serves the page until it is asked to
 * end, writing its files, if there are any, when the first picture is done.
 */
public final class Client {
    /** Long enough for the newest status of nodes further down, which comes once a second. */
    private static final long LAST_STATUS_NS = 1_200_000_000L;
    /** Long enough for the session's end to be on its way. */
    private static final long FAREWELL_NS = 100_000_000L;

    /** A disk that takes longer is taken as one that does not answer. */
    private static final long KEEP_NS_MAX = 60_000_000_000L;

    private final ClientConfig config;
    private final Progress progress;
    private final Consumer<String> result;
    private final long beganNs = System.nanoTime();
    private final BitSet shown = new BitSet();
    private long firstPixelsNs;
    private Optional<ClientPage> page = Optional.empty();
    /** Until the first picture is done. */
    private Optional<ClientKeeping> keeping = Optional.empty();

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
        final RememberedRate rates = RememberedRate.here(config.threads(), Politeness.NONE);
        final long self = new SecureRandom().nextLong();
        try (ClientKeeping kept = new ClientKeeping(config, scene, progress::line);
             NodeAgent agent = NodeParts.assemble(NodeParts.carrier(config.listen(), config.farm(),
                 config.discovery().isPresent(), config.trust(), config.down(), progress::line), self,
                 Message.Role.CLIENT,
                 config.name(), config.farm(), Message.Position.PARENT, config.threads(), Politeness.NONE,
                 rates.rate(), config.trust(), config.down(), CacheOptions.NONE, progress::line);
             ClientMeeting meeting = new ClientMeeting(config, agent, self, progress::line)) {
            keeping = Optional.of(kept);
            final Session session = open(agent, scene, kept);
            page = config.page().map(port -> ClientPage.open(config, port, scene, session, agent, meeting,
                progress::line));
            try {
                final boolean isDone = render(agent, scene, meeting, session, ending, importedNs);
                if (!isDone) {
                    keep(agent, session);
                    kept.abandon();
                }
                return isDone;
            } finally {
                page.ifPresent(ClientPage::close);
                rates.keep(agent.node().localRate());
                session.end(System.nanoTime());
                turnFor(agent, hasCompany(agent) ? FAREWELL_NS : 0);
            }
        } finally {
            progress.close();
        }
    }

    private boolean render(final NodeAgent agent, final ClientScene scene, final ClientMeeting meeting,
                           final Session session, final Ending ending, final long importedNs) {
        final ClientWatch watch = new ClientWatch(config, agent, meeting, progress, System.nanoTime());
        boolean hasResult = !config.hasResult();
        while (!ending.isAsked() && (page.isPresent() || !hasResult)) {
            turn(agent);
            final long nowNs = System.nanoTime();
            session.failure().ifPresent(this::fail);
            meeting.look(nowNs);
            watch.look(nowNs);
            if (!hasResult) {
                keeping.ifPresent(kept -> kept.look(session, nowNs));
                progress.at(session.tileSamplesAccepted(), session.tileSamplesTotal(), nowNs);
                if (session.isComplete()) {
                    finish(agent, scene, session, meeting, importedNs);
                    // What comes from here on is another picture.
                    keeping = Optional.empty();
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

    private Session open(final NodeAgent agent, final ClientScene scene, final ClientKeeping kept) {
        final SecureRandom random = new SecureRandom();
        final Session session = agent.node().openSession(new SessionId(random.nextLong(), random.nextLong()));
        session.listener(new RootListener() {
            @Override
            public void onTile(final SessionId id, final int epoch, final int tile) {
                Client.this.onTile(session, epoch, tile);
            }

            @Override
            public void onView(final Message.View view) {
                Client.this.onView(view);
            }

            @Override
            public void onTainted(final SessionId id, final int epoch, final String liar) {
                progress.line("false sums of " + liar + " were in the picture: it begins again without them"
                    + (config.render().snapshot().isEmpty() ? "" : "; the snapshot has some of them until each tile is"
                        + " rendered again"));
            }
        });
        session.show(scene.blocks().manifest(), scene.blocks().blocks(), scene.camera(), config.settings(),
            config.render().plan(config.page().isPresent() ? Message.Mode.INTERACTIVE : Message.Mode.FINAL,
                kept.done()),
            System.nanoTime());
        kept.begin(session);
        return session;
    }

    private static boolean hasCompany(final NodeAgent agent) {
        return agent.node().links().stream().anyMatch(TreeNode.LinkView::open);
    }

    private void finish(final NodeAgent agent, final ClientScene scene, final Session session,
                        final ClientMeeting meeting, final long importedNs) {
        final long completeNs = System.nanoTime();
        final double cpuSeconds = ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L)
            / 1e9;
        progress.at(session.tileSamplesAccepted(), session.tileSamplesTotal(), completeNs);
        keep(agent, session);
        final ClientKeeping kept = keeping.orElseThrow();
        final ClientPicture picture = new ClientPicture(config, session);
        final List<Path> grown = kept.complete();
        final List<Path> unwritten = config.outputs().stream().filter(output -> !grown.contains(output)).toList();
        if (!unwritten.isEmpty()) {
            whileTurning(agent, () -> write(unwritten, picture, scene, scene.prepared(agent.worker())));
        }
        config.outputs().forEach(output -> progress.line("wrote " + output));
        final String hash = picture.pixelsSha256();
        final long writtenNs = System.nanoTime();
        turnFor(agent, hasCompany(agent) ? completeNs + LAST_STATUS_NS - writtenNs : 0);
        final ClientSummary summary = new ClientSummary(config.settings(), config.render(), picture.amount(),
            kept.fromSnapshot(), meeting.farmName(), config.trust(), new ClientSummary.Seconds(seconds(importedNs),
                seconds(firstPixelsNs == 0 ? completeNs : firstPixelsNs), seconds(completeNs), seconds(writtenNs)),
            cpuSeconds, hash, agent.node().statuses(), session.rangesFreed());
        progress.close();
        if (config.json()) {
            result.accept(summary.json());
        } else {
            summary.lines().forEach(result);
        }
        kept.problem().ifPresent(problem -> {
            if (page.isEmpty()) {
                throw new ProblemException(problem);
            }
            progress.line(problem.toString());
        });
    }

    private void write(final List<Path> outputs, final ClientPicture picture, final ClientScene scene,
                       final Supplier<SceneSource.Prepared> traced) {
        final Optional<PlaneRows> planes = config.render().planes().isEmpty() ? Optional.empty()
            : Optional.of(new ClientPlanes(config, scene, picture::samples, config.render().planes(), traced));
        final PixelRows shown = config.render().denoised() && outputs.stream().anyMatch(PictureFiles::isPng)
            ? ClientDenoise.of(config, scene, picture, traced) : picture.rows();
        for (final Path output : outputs) {
            PictureFiles.write(output, PictureFiles.isPng(output) ? shown : picture.rows(),
                PictureFiles.isExr(output) ? planes : Optional.empty(),
                config.exposure(), config.tone());
        }
    }

    /**
     * Has something done by as many threads as render. Meanwhile the links live, and nobody changes the picture: a
     * page's wishes wait.
     */
    private void whileTurning(final NodeAgent agent, final Runnable work) {
        try (ForkJoinPool pool = new ForkJoinPool(Math.max(1, config.threads()))) {
            final ForkJoinTask<?> task = pool.submit(() -> {
                try {
                    work.run();
                } finally {
                    agent.carrier().wake();
                }
            });
            while (!task.isDone()) {
                agent.turn();
            }
            task.join();
        }
    }

    /** Goes on until what there is has been written. */
    private void keep(final NodeAgent agent, final Session session) {
        keeping.ifPresent(kept -> {
            kept.finish();
            final long endNs = System.nanoTime() + KEEP_NS_MAX;
            while (!kept.isDone() && System.nanoTime() - endNs < 0) {
                kept.look(session, System.nanoTime());
                turn(agent);
            }
        });
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

    private void onTile(final Session session, final int epoch, final int tile) {
        keeping.ifPresent(kept -> kept.onTile(session, tile));
        page.ifPresent(p -> p.listener().onTile(session.id(), epoch, tile));
        show(tile);
    }

    private void onView(final Message.View view) {
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
