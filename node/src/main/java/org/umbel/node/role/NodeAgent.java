package org.umbel.node.role;

import java.util.function.Consumer;
import org.umbel.node.render.Completion;
import org.umbel.node.render.LocalWorker;
import org.umbel.node.store.BlockDisk;
import org.umbel.node.store.DiskAnswer;
import org.umbel.relay.hub.TreeNode;

/**
 * One node's thread: reads the clock once, polls the transport, feeds what the local worker and the disk have done,
 * drains the tree node if anything came or is due, waits. Owns the carrier, the worker and the disk.
 */
final class NodeAgent implements AutoCloseable {
    /** For what others do to the tree node between turns without a word. */
    private static final long QUIET_NS_MAX = 25_000_000;
    private static final long STIR_NS = 500_000_000;

    private final TreeNode node;
    private final Carrier carrier;
    private final LocalWorker worker;
    private final BlockDisk disk;
    private final NodeOutbox outbox;
    private long dueNs = System.nanoTime();
    private long stirredNs = dueNs;

    NodeAgent(final TreeNode node, final Carrier carrier, final LocalWorker worker, final BlockDisk disk,
              final Consumer<String> log) {
        this.node = node;
        this.carrier = carrier;
        this.worker = worker;
        this.disk = disk;
        this.outbox = new NodeOutbox(carrier.transport(), worker, disk, log);
    }

    TreeNode node() {
        return node;
    }

    Carrier carrier() {
        return carrier;
    }

    /**
     * One turn of duty, and a short wait when there was none.
     *
     * @throws WorkerFailedException when the local worker can render no more
     */
    void turn() {
        final long nowNs = System.nanoTime();
        int workCount = carrier.transport().poll(node, nowNs);
        workCount += worker.drain(completion -> feed(completion, nowNs));
        workCount += disk.drain(answer -> feed(answer, nowNs));
        if (workCount > 0 || nowNs - dueNs >= 0) {
            node.poll(outbox.at(nowNs), nowNs);
            dueNs = Math.min(node.nextDeadlineNs(), nowNs + QUIET_NS_MAX);
        }
        if (node.isAtRest(nowNs) && nowNs - stirredNs >= STIR_NS) {
            carrier.rest(workCount, Math.max(dueNs, node.nextDeadlineNs()));
        } else if (node.isPatient(nowNs)) {
            carrier.gather(workCount, dueNs, TreeNode.PATIENCE_NS);
        } else {
            carrier.idle(workCount, dueNs);
        }
    }

    /** The own worker, of which other threads may ask {@link LocalWorker#scene}. */
    LocalWorker worker() {
        return worker;
    }

    /** Something outside the tree is under way: no rest for some turns. For the node's thread. */
    void stir(final long nowNs) {
        stirredNs = nowNs;
    }

    /** The tree node is to act in the next turn: it was told something. For the node's thread. */
    void due() {
        dueNs = System.nanoTime();
    }

    private void feed(final Completion completion, final long nowNs) {
        switch (completion) {
            case Completion.Loaded c -> node.onLoaded(c.manifest(), nowNs);
            case Completion.LoadFailed c -> node.onLoadFailed(c.manifest(), c.reason(), nowNs);
            case Completion.Rendered c -> node.onRendered(c.session(), c.epoch(), c.fence(), c.tile(), c.range(),
                c.sums(), nowNs);
            case Completion.Abandoned c -> node.onAbandoned(c.session(), c.epoch(), c.fence(), c.tile(), c.range(),
                nowNs);
            case Completion.Previewed c -> node.onPreview(c.session(), c.epoch(), c.tile(), c.grid(), c.rgb(), nowNs);
            case Completion.Failed c -> throw new WorkerFailedException(c.what(), c.cause());
        }
    }

    private void feed(final DiskAnswer answer, final long nowNs) {
        switch (answer) {
            case DiskAnswer.Found found -> node.onFetched(found.block(), nowNs);
            case DiskAnswer.Absent absent -> node.onAbsent(absent.id(), nowNs);
        }
    }

    @Override
    public void close() {
        worker.close();
        disk.close();
        carrier.close();
    }
}
