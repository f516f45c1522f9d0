package org.umbel.node.role;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.render.LocalWorker;
import org.umbel.node.render.Politeness;
import org.umbel.node.render.TracerScenes;
import org.umbel.node.store.BlockDisk;
import org.umbel.node.store.CacheOptions;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.hub.TreeNode;
import org.umbel.topology.Endpoint;

/** Puts a node together, for the calling thread. */
final class NodeParts {
    private NodeParts() {}

    /**
     * The way to others: none for who neither listens nor dials.
     *
     * @param dial  whom to keep a link to
     * @param seeks whether somebody to dial may be found later
     * @param down  how blocks leave it
     */
    static Carrier carrier(final Optional<Endpoint> listen, final Optional<Endpoint> dial, final boolean seeks,
                           final Trust trust, final WayDown down, final Consumer<String> log) {
        final Carrier carrier = listen.isEmpty() && dial.isEmpty() && !seeks ? new NoCarrier()
            : AeronCarrier.launch(listen, trust.admission(), down, log);
        if (listen.isPresent()) {
            log.accept("listening on " + carrier.listening() + " (UDP)");
        }
        if (!trust.notice().isEmpty()) {
            log.accept(trust.notice());
        }
        return carrier;
    }

    /**
     * @param carrier of this node; closed with the agent
     * @param self   the random number of this process
     * @param dial   whom to keep a link to
     * @param stands where this node stands on that link
     * @param politeness of the own worker
     * @param rate   that its worker had lately, tile-samples per second; 0: unknown
     * @param trust  who may come in
     * @param down   how blocks leave it
     * @param cache  what came from a parent is kept there
     */
    static NodeAgent assemble(final Carrier carrier, final long self, final Role role, final String name,
                              final Optional<Endpoint> dial, final Position stands, final int threads,
                              final Politeness politeness, final int rate, final Trust trust,
                              final WayDown down, final CacheOptions cache,
                              final Consumer<String> log) {
        final NodeConfig config = NodeConfig.of(role, name, self, new CodecScenes())
            .withBuild(BuildVersion.text(), ProvenArithmetic.digest())
            .withThreads(threads)
            .withRememberedRate(rate)
            .withLimits(down.limits())
            .withAdmission(trust.admission())
            .withAudits(trust.audits())
            .withListening(!carrier.listening().isEmpty())
            .withDials(dial.map(endpoint -> List.of(new Dial(endpoint.toString(), stands))).orElse(List.of()));
        final BlockDisk disk = BlockDisk.start(cache, log, carrier::wake);
        final LocalWorker worker = new LocalWorker(threads, politeness, new TracerScenes(disk.structures(),
            role == Role.CLIENT ? line -> {} : log),
            carrier::nudge);
        return new NodeAgent(new TreeNode(config, System.nanoTime()), carrier, worker, disk, log);
    }
}
