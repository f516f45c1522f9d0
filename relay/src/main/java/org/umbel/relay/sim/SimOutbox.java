package org.umbel.relay.sim;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.simulated.SimulatedTransport;
import org.umbel.relay.transport.Outbox;

/** What a simulated process's node wants done, done: by its transport, its renderer and its disk. */
final class SimOutbox implements Outbox {
    private final SimProcess process;
    private final Farm farm;
    private final SimulatedTransport transport;
    private final @Nullable VirtualWorker worker;
    private final SimDisk disk;

    SimOutbox(final SimProcess process, final Farm farm, final SimulatedTransport transport,
              final @Nullable VirtualWorker worker) {
        this.process = process;
        this.farm = farm;
        this.transport = transport;
        this.worker = worker;
        this.disk = farm.scenes().disk(process.name(), farm.events());
    }

    @Override
    public boolean mayHold(final BlockId id) {
        return disk.mayHold(id);
    }

    @Override
    public void fetch(final BlockId id) {
        disk.fetch(id, found -> process.later(() -> found.ifPresentOrElse(
            block -> process.node().onFetched(block, process.nowNs()),
            () -> process.node().onAbsent(id, process.nowNs()))));
    }

    @Override
    public void keep(final Block block) {
        disk.keep(block);
    }

    @Override
    public long dial(final String endpoint) {
        return transport.dial(endpoint, process.nowNs());
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message) {
        final boolean sent = transport.send(link, header, message, process.nowNs());
        if (sent) {
            process.spend(farm.options().machine().costs().sentNs(message));
            if (!farm.isLiar(process.name())) {
                // what a liar sends is false, and known to be
                farm.checkers().onSent(process, link, header, message);
            }
        } else {
            farm.checkers().onRefused(process, link);
        }
        return sent;
    }

    @Override
    public void close(final long link) {
        farm.onLinkDeath();
        farm.checkers().onClose(process, link);
        transport.close(link, process.nowNs());
    }

    @Override
    public Optional<Message.Invite> invite(final long link) {
        return transport.invite(link, process.nowNs());
    }

    @Override
    public void join(final long link, final Message.Invite invite) {
        transport.join(link, invite, process.nowNs());
    }

    @Override
    public long sendToAll(final Block block) {
        return transport.sendToAll(block, process.nowNs());
    }

    /** Only a node with threads is asked to render. */
    private VirtualWorker worker() {
        return Objects.requireNonNull(worker);
    }

    @Override
    public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        worker().load(manifest, lookup);
    }

    @Override
    public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                      final PictureSettings settings) {
        worker().begin(session, epoch, farm.shared(session, epoch, worker().picture(manifest, camera, settings)));
    }

    @Override
    public void render(final SessionId session, final int epoch, final long fence, final int tile,
                       final SampleRange range) {
        worker().render(session, epoch, fence, tile, range);
    }

    @Override
    public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                        final SampleRange range) {
        worker().abandon(session, epoch, fence, tile, range);
    }

    @Override
    public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        worker().preview(session, epoch, tile, grid);
    }

    @Override
    public void cancel(final SessionId session) {
        worker().cancel(session);
    }

    @Override
    public void log(final String line) {
        farm.log(process, line);
    }
}
