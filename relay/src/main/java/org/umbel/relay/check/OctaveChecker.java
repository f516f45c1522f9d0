package org.umbel.relay.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.WorkView;

/**
 * Invariant 18: tiles refine evenly. A root does not grant samples of an octave (0; 1; 2..3; 4..7; ...) while those of
 * the octave before the one below are free. Asked at the end of each step in which it granted; left out are steps in
 * which a link died, a stream was full or a tile was kept back for an audit, since work comes back then, or was granted
 * earlier; and those in which something was granted again, to be audited.
 */
public final class OctaveChecker implements Checker {
    private final Findings findings;
    private final Map<SessionId, Mode> modes = new HashMap<>();
    private final Map<SessionId, Integer> granted = new HashMap<>();
    private final Set<Long> backlogs = new HashSet<>();
    private final Set<SessionId> auditing = new HashSet<>();
    private final Map<SessionId, Loans> loans = new HashMap<>();
    private boolean refused;
    private boolean closed;

    /** How often something was granted again in an epoch. */
    private record Loans(int epoch, long count) {}

    public OctaveChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        switch (message) {
            case Message.Epoch m -> {
                modes.put(m.session(), m.mode());
                onGranted(m.session(), m.grant());
            }
            case Message.Grant m -> onGranted(m.session(), m.ranges());
            default -> {}
        }
    }

    private void onGranted(final SessionId session, final List<TileRange> ranges) {
        int highest = -1;
        for (final TileRange range : ranges) {
            highest = Math.max(highest, octave(range.range().end() - 1));
        }
        if (highest >= 0) {
            granted.merge(session, highest, Math::max);
        }
    }

    @Override
    public void onRefused(final ObservedNode node, final long link) {
        refused = true;
    }

    @Override
    public void onClose(final ObservedNode node, final long link) {
        closed = true;
    }

    @Override
    public void onStepped(final ObservedNode node) {
        final boolean late = backlogs.remove(node.incarnation()) || refused;
        if (refused) {
            backlogs.add(node.incarnation());
        }
        if (!granted.isEmpty()) {
            if (!late && !closed) {
                granted.forEach((session, octave) -> check(node, session, octave));
            }
            granted.clear();
        }
        refused = false;
        closed = false;
    }

    private void check(final ObservedNode node, final SessionId session, final int highest) {
        final WorkView work = node.work(session);
        if (work == null || work.uplink() >= 0 || modes.get(session) == Mode.TILED) {
            return;
        }
        final boolean wasAuditing = auditing.remove(session);
        if (work.holdsAnything()) {
            auditing.add(session);
        }
        final Loans before = loans.put(session, new Loans(work.epoch(), work.loans()));
        final boolean hasLent = work.loans() != (before == null || before.epoch != work.epoch() ? 0 : before.count);
        if (wasAuditing || work.holdsAnything() || hasLent) {
            return;
        }
        int least = Integer.MAX_VALUE;
        if (work.freeTileSamples() > 0) {
            for (int tile = 0; tile < work.tileCount() && least > 0; tile++) {
                least = work.free(tile).isEmpty() ? least : Math.min(least, octave(work.free(tile).first()));
            }
        }
        final int lowest = least;
        findings.expect(Invariant.OCTAVES, highest <= lowest + 1L, node.name(),
            () -> "granted octave " + highest + " while octave " + lowest + " is free");
    }

    /** 0 for sample 0, else 1 + floor(log2(sample)). */
    private static int octave(final int sample) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(sample);
    }
}
