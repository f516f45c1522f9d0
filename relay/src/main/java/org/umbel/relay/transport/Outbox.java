package org.umbel.relay.transport;

import java.util.Optional;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;

/** Where a node's state machines drain their outputs. */
public interface Outbox {
    long dial(String endpoint);

    /** False when the stream is full: nothing was sent. */
    boolean send(long link, LinkHeader header, Message message);

    void close(long link);

    /** The other side of a link may hear this node's group: what it is to be told. Empty: there is none. */
    default Optional<Message.Invite> invite(final long link) {
        return Optional.empty();
    }

    /** Hears the group of a parent. */
    default void join(final long link, final Message.Invite invite) {}

    /**
     * A block to all members of this node's group. Its number, which {@code TreeNode.onReceived} names for each member
     * that has it; -1: the stream is full, nothing was sent.
     */
    default long sendToAll(final Block block) {
        throw new IllegalStateException("no group, and a block for it: " + block.id());
    }

    /** Whether this node's disk may hold a block: one look, no reading. False without a disk. */
    default boolean mayHold(final BlockId id) {
        return false;
    }

    /** From the disk, where it may be held; answered by {@code TreeNode.onFetched}, or by {@code onAbsent}. */
    default void fetch(final BlockId id) {
        throw new IllegalStateException("no disk, and asked for " + id);
    }

    /** To the disk: a block that came from a parent; dropped when there is no disk or it is busy. */
    default void keep(final Block block) {}

    /**
     * To the local worker: make the scene of this manifest ready. All blocks are there; {@code lookup} may be used from
     * any thread. Answered by {@code TreeNode.onLoaded} or {@code onLoadFailed}.
     */
    void load(BlockId manifest, Function<BlockId, Block> lookup);

    /** To the local worker: work of older epochs of this session is void; this is the picture from now on. */
    void begin(SessionId session, int epoch, BlockId manifest, Camera camera, PictureSettings settings);

    /**
     * To the local worker: render this; answered by {@code TreeNode.onRendered}, or by {@code onAbandoned} after
     * {@link #abandon}.
     */
    void render(SessionId session, int epoch, long fence, int tile, SampleRange range);

    /** To the local worker: give up what was to be rendered, begun or not, unless it is done already. */
    void abandon(SessionId session, int epoch, long fence, int tile, SampleRange range);

    /** To the local worker: a coarse grid of a tile; answered by {@code TreeNode.onPreview}. */
    void preview(SessionId session, int epoch, int tile, int grid);

    /** To the local worker: the session's work is void. */
    void cancel(SessionId session);

    /** A line for the log, for people; the sender limits the rate. */
    void log(String line);
}
