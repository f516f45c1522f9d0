package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;

/** Takes work and keeps it. */
final class FakeWorker implements Worker {
    final long link;
    final List<TileRange> granted = new ArrayList<>();
    final List<TileRange> recalled = new ArrayList<>();
    String cutOff = "";
    boolean auditable;
    boolean relay;
    int messages;
    Assignment assignment;
    long fence;

    FakeWorker(final long link) {
        this.link = link;
    }

    @Override
    public long link() {
        return link;
    }

    @Override
    public String name() {
        return "worker" + link;
    }

    @Override
    public long incarnation() {
        return 1000 + link;
    }

    @Override
    public int threads() {
        return 4;
    }

    @Override
    public boolean isRelay() {
        return relay;
    }

    @Override
    public boolean isAuditable() {
        return auditable;
    }

    @Override
    public void begin(final Assignment newAssignment, final long newFence, final List<TileRange> grant,
                      final long nowNs) {
        assignment = newAssignment;
        fence = newFence;
        granted.clear();
        granted.addAll(grant);
    }

    @Override
    public void grant(final SessionId session, final int epoch, final long itsFence, final List<TileRange> ranges,
                      final long nowNs) {
        granted.addAll(ranges);
        messages++;
    }

    @Override
    public void recall(final SessionId session, final int epoch, final long itsFence, final List<TileRange> ranges,
                       final long nowNs) {
        recalled.addAll(ranges);
        messages++;
    }

    @Override
    public void cutOff(final String reason, final long nowNs) {
        cutOff = reason;
    }

    @Override
    public void end(final SessionId session, final long nowNs) {
        assignment = null;
    }
}
