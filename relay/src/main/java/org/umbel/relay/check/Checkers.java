package org.umbel.relay.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;

/** All checkers as one: each is told of everything. */
public final class Checkers implements Checker {
    private final Checker[] all;
    /** Those that listen to what comes with every message or step. */
    private final Checker[] sent;
    private final Checker[] carried;
    private final Checker[] before;
    private final Checker[] after;
    private final Checker[] stepped;
    private final Checker[] beforeRendered;
    private final Checker[] afterRendered;
    private final Checker[] shownViews;
    private final Checker[] moved;
    private final Checker[] full;
    private final Checker[] shownTiles;

    private Checkers(final List<Checker> all) {
        this.all = all.toArray(Checker[]::new);
        this.sent = listening("onSent");
        this.carried = listening("onCarried");
        this.before = listening("beforeMessage");
        this.after = listening("afterMessage");
        this.stepped = listening("onStepped");
        this.beforeRendered = listening("beforeRendered");
        this.afterRendered = listening("afterRendered");
        this.moved = listening("onMoved");
        this.full = listening("onFull");
        this.shownViews = listening("onView");
        this.shownTiles = listening("onTile");
    }

    /** Those that have a method of their own. */
    private Checker[] listening(final String method) {
        return Stream.of(all).filter(checker -> Stream.of(checker.getClass().getDeclaredMethods())
            .anyMatch(its -> its.getName().equals(method))).toArray(Checker[]::new);
    }

    /** One for each invariant but two: {@link Soundness} surrounds nodes, and equal traces are asked of two runs. */
    public static Checkers of(final Findings findings, final Observed observed) {
        return new Checkers(List.of(
            new AcceptedOnceChecker(findings), new ConservationChecker(findings), new RootSumChecker(findings),
            new PictureChecker(findings), new MergeOrderChecker(findings, observed), new OldFenceChecker(findings),
            new EpochChecker(findings), new DuplicateChecker(findings), new LinkDeathChecker(findings),
            new RecallChecker(findings, observed), new DutyChecker(findings), new BoundsChecker(findings),
            new ViewChecker(findings), new MemoryChecker(findings), new IdlenessChecker(findings),
            new ConvergenceChecker(findings), new CrashLossChecker(findings), new OctaveChecker(findings),
            new FairShareChecker(findings), new MotionChecker(findings, observed)));
    }

    private void each(final Consumer<Checker> call) {
        for (final Checker checker : all) {
            call.accept(checker);
        }
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        for (final Checker checker : sent) {
            checker.onSent(node, link, header, message);
        }
    }

    @Override
    public void onRefused(final ObservedNode node, final long link) {
        each(checker -> checker.onRefused(node, link));
    }

    @Override
    public void onCarried(final Message message, final Message arrived, final int bytes) {
        for (final Checker checker : carried) {
            checker.onCarried(message, arrived, bytes);
        }
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
        for (final Checker checker : before) {
            checker.beforeMessage(node, link, header, message, duplicate);
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                             final Message message, final boolean duplicate) {
        for (final Checker checker : after) {
            checker.afterMessage(node, link, header, message, duplicate);
        }
    }

    @Override
    public void onRender(final ObservedNode node, final SessionId session, final SampleRange range) {
        each(checker -> checker.onRender(node, session, range));
    }

    @Override
    public void beforeRendered(final ObservedNode node, final Rendered rendered) {
        for (final Checker checker : beforeRendered) {
            checker.beforeRendered(node, rendered);
        }
    }

    @Override
    public void afterRendered(final ObservedNode node, final Rendered rendered) {
        for (final Checker checker : afterRendered) {
            checker.afterRendered(node, rendered);
        }
    }

    @Override
    public void onClose(final ObservedNode node, final long link) {
        each(checker -> checker.onClose(node, link));
    }

    @Override
    public void onStepped(final ObservedNode node) {
        for (final Checker checker : stepped) {
            checker.onStepped(node);
        }
    }

    @Override
    public void onView(final ObservedRoot root, final Message.View view) {
        for (final Checker checker : shownViews) {
            checker.onView(root, view);
        }
    }

    @Override
    public void onTile(final ObservedRoot root, final int epoch, final int tile) {
        for (final Checker checker : shownTiles) {
            checker.onTile(root, epoch, tile);
        }
    }

    @Override
    public void onShown(final ObservedRoot root) {
        each(checker -> checker.onShown(root));
    }

    @Override
    public void onTick(final Observed observed) {
        each(checker -> checker.onTick(observed));
    }

    @Override
    public void onFull(final Observed observed) {
        for (final ObservedNode node : observed.moved()) {
            final List<WorkView> works = node.works();
            for (final Checker checker : moved) {
                checker.onMoved(observed, node, works);
            }
        }
        for (final Checker checker : full) {
            checker.onFull(observed);
        }
    }

    @Override
    public void onEnd(final Observed observed) {
        each(checker -> checker.onEnd(observed));
    }
}
