package org.umbel.bench.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.umbel.bench.Arguments;
import org.umbel.bench.Figures;
import org.umbel.bench.Scenes;
import org.umbel.bench.chain.NoiseScene;

/**
 * One sender to 1, 4 and 8 receivers over links that lose nothing, 0.1 % and 1 %, each case on a farm of its own: our
 * way of sending to a group beside uftp, Aeron's multicast and a TCP connection each. With {@code --nodes} also a scene
 * from a real client to real leaves, on a network that lets multicast through and on one that does not. Needs what
 * scripts/testfarm needs.
 */
public final class FanoutBench {
    private static final String USAGE = "fanout [--receivers 1,4,8] [--mib 64] [--mbit 100] [--loss 0,0.1,1]"
        + " [--peers group,uftp,aeron,tcp] [--quick] [--nodes]";
    private static final double SHARE_CLEAN = 0.97;
    private static final double SHARE_LOSSY = 0.90;
    private static final double GROWTH = 1.03;
    private static final double FROZEN_SECONDS = 0.5;
    private static final String CLEAN = "0";
    private static final String LOSSY = "1";

    private final Figures figures = new Figures("fanout", System.out);
    private final Map<Trial, Trial.Outcome> outcomes = new HashMap<>();
    private final Set<Peers> peers;
    private final int mib;
    private final int mbit;

    private FanoutBench(final Set<Peers> peers, final int mib, final int mbit) {
        this.peers = peers;
        this.mib = mib;
        this.mbit = mbit;
    }

    /** Runs the bench. */
    public static void main(final String[] args) throws IOException {
        final Arguments told = Arguments.named(args, USAGE, Set.of("receivers", "mib", "mbit", "loss", "peers"),
            Set.of("quick", "nodes"));
        final boolean isQuick = told.has("quick");
        final List<Integer> receivers = told.list("receivers", isQuick ? "1,8" : "1,4,8", "[1-9]|[1-8][0-9]").stream()
            .map(Integer::valueOf).toList();
        final List<String> losses = told.list("loss", isQuick ? "0,1" : "0,0.1,1", "\\d{1,2}(\\.\\d{1,4})?");
        final Set<Peers> peers = EnumSet.noneOf(Peers.class);
        told.list("peers", isQuick ? "group,uftp" : "group,uftp,aeron,tcp", "group|uftp|aeron|tcp")
            .forEach(name -> peers.add(Peers.valueOf(name.toUpperCase(Locale.ROOT))));
        final FanoutBench bench = new FanoutBench(peers, told.number("mib", isQuick ? 16 : 64),
            told.number("mbit", 100));
        for (final String loss : losses) {
            for (final int count : receivers) {
                bench.compare(count, loss);
            }
        }
        if (peers.contains(Peers.GROUP) && losses.contains(CLEAN)) {
            bench.judgeGroup(receivers.stream().min(Integer::compare).orElseThrow(),
                receivers.stream().max(Integer::compare).orElseThrow());
        }
        if (told.has("nodes")) {
            bench.nodes(receivers.stream().max(Integer::compare).orElseThrow());
        }
        System.exit(bench.figures.finish(System.err, Scenes.out(), "fanout"));
    }

    /** All peers in one case. */
    private void compare(final int receivers, final String loss) throws IOException {
        final Map<Peers, Double> seconds = new EnumMap<>(Peers.class);
        for (final Peers peer : peers) {
            final Trial trial = new Trial(peer, receivers, mib, mbit, loss, false);
            final Trial.Outcome outcome = run(trial);
            if (outcome.isDone()) {
                seconds.put(peer, outcome.seconds());
            }
        }
        final double ours = seconds.getOrDefault(Peers.GROUP, Double.NaN);
        for (final Peers peer : List.of(Peers.UFTP, Peers.AERON, Peers.TCP)) {
            if (seconds.containsKey(Peers.GROUP) && seconds.containsKey(peer)) {
                final boolean isJudged = peer == Peers.UFTP && loss.equals(LOSSY);
                final String other = peer.name().toLowerCase(Locale.ROOT);
                figures.add(trial(receivers, loss).name() + "-beside-" + other, ours, "s", other, seconds.get(peer),
                    isJudged ? "ratio<1" : "",
                    !isJudged || ours < seconds.get(peer));
            }
        }
    }

    private Trial trial(final int receivers, final String loss) {
        return new Trial(Peers.GROUP, receivers, mib, mbit, loss, false);
    }

    /** Runs a case and says what it gave. */
    private Trial.Outcome run(final Trial trial) throws IOException {
        final double goal = trial.peer() != Peers.GROUP || trial.freezes() ? 0
            : trial.loss().equals(CLEAN) ? SHARE_CLEAN : trial.loss().equals(LOSSY) ? SHARE_LOSSY : 0;
        final String goalSaid = goal == 0 ? "" : String.format(Locale.ROOT, ">=%.2f", goal);
        final String absent = trial.peer().absent();
        if (!absent.isEmpty()) {
            figures.addUnmeasured(trial.name(), "of the link", goalSaid, absent, trial.peer() != Peers.GROUP);
            return Trial.Outcome.failed(absent);
        }
        final Trial.Outcome outcome = trial.run();
        outcomes.put(trial, outcome);
        if (!outcome.isDone()) {
            figures.addUnmeasured(trial.name(), "of the link", goalSaid, outcome.reason(), false);
            return outcome;
        }
        figures.add(trial.name(), trial.share(outcome), "of the link", goalSaid, trial.share(outcome) >= goal);
        figures.add(trial.name() + "-seconds", outcome.seconds(), "s", "", true);
        if (outcome.pausedMs() > 0) {
            figures.add(trial.name() + "-paused", outcome.pausedMs(), "ms at most", "", true);
        }
        if (!trial.freezes()) {
            figures.add(trial.name() + "-sent", outcome.linkBytes() / trial.storedBytes(), "bytes/byte", "", true);
        }
        return outcome;
    }

    /** What is asked of our way alone: many are as fast as few, and who stands still keeps nobody else waiting. */
    private void judgeGroup(final int few, final int many) throws IOException {
        final Trial.Outcome fewOutcome = outcomes.get(trial(few, CLEAN));
        final Trial.Outcome manyOutcome = outcomes.get(trial(many, CLEAN));
        if (fewOutcome == null || manyOutcome == null || !manyOutcome.isDone() || many == few) {
            return;
        }
        final double seconds = manyOutcome.seconds();
        if (fewOutcome.isDone()) {
            figures.add("group-" + many + "-beside-" + few, seconds, "s", "group-" + few, fewOutcome.seconds(),
                "ratio<=1.03", seconds <= GROWTH * fewOutcome.seconds());
        }
        final Trial frozen = new Trial(Peers.GROUP, many, mib, mbit, CLEAN, true);
        final Trial.Outcome outcome = run(frozen);
        if (outcome.isDone()) {
            figures.add(frozen.name() + "-lost", outcome.seconds() - seconds, "s", "<=0.5",
                outcome.seconds() - seconds <= FROZEN_SECONDS);
        }
    }

    /** Real nodes: with multicast blocked the scene still arrives. */
    private void nodes(final int leaves) throws IOException {
        final Path scene = Files.createTempFile("umbel-fanout-", ".glb");
        try {
            NoiseScene.write(scene, mib, 0);
            for (final boolean multicast : new boolean[] {true, false}) {
                final NodesTrial trial = new NodesTrial(scene, leaves, mbit, multicast);
                final Trial.Outcome outcome = trial.run();
                if (outcome.isDone()) {
                    figures.add(trial.name() + "-seconds", outcome.seconds(), "s", "arrives", true);
                    figures.add(trial.name() + "-sent", outcome.linkBytes() / Files.size(scene), "bytes/byte", "",
                        true);
                } else {
                    figures.addUnmeasured(trial.name() + "-seconds", "s", "arrives", outcome.reason(), false);
                }
            }
        } finally {
            Files.deleteIfExists(scene);
        }
    }
}
