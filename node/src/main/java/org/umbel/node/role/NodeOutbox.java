package org.umbel.node.role;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.render.LocalWorker;
import org.umbel.node.store.BlockDisk;
import org.umbel.relay.transport.Outbox;
import org.umbel.relay.transport.Transport;

/** What the tree node wants done, done: by the transport, the local worker and the disk. */
final class NodeOutbox implements Outbox {
    private final Transport transport;
    private final LocalWorker worker;
    private final BlockDisk disk;
    private final Consumer<String> log;
    private long nowNs;

    NodeOutbox(final Transport transport, final LocalWorker worker, final BlockDisk disk, final Consumer<String> log) {
        this.transport = transport;
        this.worker = worker;
        this.disk = disk;
        this.log = log;
    }

    /** The time of the turn that begins. */
    NodeOutbox at(final long newNowNs) {
        nowNs = newNowNs;
        return this;
    }

    @Override
    public long dial(final String endpoint) {
        return transport.dial(endpoint, nowNs);
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message) {
        return transport.send(link, header, message, nowNs);
    }

    @Override
    public void close(final long link) {
        transport.close(link, nowNs);
    }

    @Override
    public Optional<Message.Invite> invite(final long link) {
        return transport.invite(link, nowNs);
    }

    @Override
    public void join(final long link, final Message.Invite invite) {
        transport.join(link, invite, nowNs);
    }

    @Override
    public long sendToAll(final Block block) {
        return transport.sendToAll(block, nowNs);
    }

    @Override
    public boolean mayHold(final BlockId id) {
        return disk.mayHold(id);
    }

    @Override
    public void fetch(final BlockId id) {
        disk.fetch(id);
    }

    @Override
    public void keep(final Block block) {
        disk.keep(block);
    }

    @Override
    public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        worker.load(manifest, lookup);
    }

    @Override
    public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                      final PictureSettings settings) {
        worker.begin(session, epoch, manifest, camera, settings);
    }

    @Override
    public void render(final SessionId session, final int epoch, final long fence, final int tile,
                       final SampleRange range) {
        worker.render(session, epoch, fence, tile, range);
    }

    @Override
    public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                        final SampleRange range) {
        worker.abandon(session, epoch, fence, tile, range);
    }

    @Override
    public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        worker.preview(session, epoch, tile, grid);
    }

    @Override
    public void cancel(final SessionId session) {
        worker.cancel(session);
    }

    @Override
    public void log(final String line) {
        log.accept(line);
    }
}
