package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.work.RangeSet;

/** Looks into a {@link SessionWork}; good until the node is fed again. */
record AccountView(SessionWork work, long uplink, long uplinkFence, Children books) implements WorkView {
    @Override
    public SessionId session() {
        return work.session();
    }

    @Override
    public int epoch() {
        return work.assignment().epoch();
    }

    @Override
    public Mode mode() {
        return work.assignment().mode();
    }

    @Override
    public int tileCount() {
        return work.tileCount();
    }

    @Override
    public void forTilesReceived(final IntConsumer tile) {
        work.forTilesReceived(tile);
    }

    @Override
    public RangeSet received(final int tile) {
        return work.received(tile);
    }

    @Override
    public RangeSet free(final int tile) {
        return work.free().of(tile);
    }

    @Override
    public RangeSet held(final int tile) {
        return work.held(tile);
    }

    @Override
    public RangeSet bucketed(final int tile) {
        return work.buckets().ranges(tile);
    }

    @Override
    public RangeSet passedOn(final int tile) {
        return work.passedOn(tile);
    }

    @Override
    public List<ChildView> children() {
        final List<ChildView> views = new ArrayList<>(books.all().size());
        for (final ChildWork child : books.all()) {
            views.add(child.view());
        }
        return views;
    }

    @Override
    public int childCount() {
        return books.all().size();
    }

    @Override
    public void forChildren(final Consumer<ChildView> child) {
        for (final ChildWork book : books.all()) {
            child.accept(book.view());
        }
    }

    @Override
    public @Nullable ChildView child(final long link) {
        final ChildWork child = books.get(link);
        return child == null ? null : child.view();
    }

    @Override
    public long freeTileSamples() {
        return work.free().tileSamples();
    }

    @Override
    public long loans() {
        return work.loans();
    }

    @Override
    public boolean holdsAnything() {
        return !work.holdsNothing();
    }

    @Override
    public long bucketedTileSamples() {
        return work.buckets().tileSamples();
    }

    @Override
    public long entriesStale() {
        return work.entriesStale();
    }

    @Override
    public long entriesAccepted() {
        return work.entriesAccepted();
    }
}
