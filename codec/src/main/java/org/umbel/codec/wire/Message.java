package org.umbel.codec.wire;

import java.util.List;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.sbe.MessageHeaderDecoder;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/** A message of a link (design, section 5). "Parent" is the side nearer to the root, whoever dialled. */
public sealed interface Message {
    /** The version of the wire that this build speaks: the schema's. */
    int WIRE_VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

    /** The stream that carries it. */
    default StreamKind stream() {
        return StreamKind.CONTROL;
    }

    /** What a process is. */
    enum Role { CLIENT, RELAY, LEAF }

    /** On which side of the link its sender stands. */
    enum Position { PARENT, CHILD }

    /**
     * INTERACTIVE: small windows, fast reports. FINAL: larger ones. TILED: a tile's whole sample range is granted at
     * once, one tile after the other, and reported when it is complete.
     */
    enum Mode { INTERACTIVE, FINAL, TILED }

    /** Why a hello was refused. */
    enum Refusal { WIRE_VERSION, ARITHMETIC_PROFILE, POSITION, TOO_MANY, CLOSING, LIAR }

    /**
     * The dialler's first message.
     *
     * @param role          the sender's role
     * @param position      where the sender stands on this link
     * @param name          for people, at most 64 characters
     * @param build         the sender's build version
     * @param profile       arithmetic profile: nodes that differ must not render one picture together
     * @param threads       render threads below the sender, 0 if none or unknown
     * @param replyEndpoint where the transport of the acceptor answers; empty where the transport needs none
     * @param replySession  the transport's session number for the answer; 0 where it needs none
     * @param wireVersion   what the sender speaks; a hello is understood in every version, so that it can be refused
     * @param nonce         the sender's, for this link only; NONE in a farm without a key
     * @param proof         that the sender knows the farm's key; NONE without one
     */
    record Hello(Role role, Position position, String name, String build, long profile, int threads,
                 String replyEndpoint, int replySession, int wireVersion, Tag nonce, Tag proof)
        implements Message {
        /** A hello of this build, in a farm without a key. */
        public Hello(final Role role, final Position position, final String name, final String build,
                     final long profile, final int threads, final String replyEndpoint, final int replySession) {
            this(role, position, name, build, profile, threads, replyEndpoint, replySession, WIRE_VERSION, Tag.NONE,
                Tag.NONE);
        }

        /** The same, and where the answer is to go. */
        public Hello repliedAt(final String endpoint, final int session) {
            return new Hello(role, position, name, build, profile, threads, endpoint, session, wireVersion,
                nonce, proof);
        }
    }

    /**
     * The acceptor's first message.
     *
     * @param nonce the sender's, for this link only; NONE in a farm without a key
     * @param proof over both nonces that the sender knows the farm's key; NONE without one
     */
    record Welcome(Role role, String name, String build, long profile, Tag nonce, Tag proof) implements Message {
        /** In a farm without a key. */
        public Welcome(final Role role, final String name, final String build, final long profile) {
            this(role, name, build, profile, Tag.NONE, Tag.NONE);
        }
    }

    /**
     * The dialler's answer to the welcome, in a farm with a key: before it the acceptor tells and takes nothing more.
     *
     * @param proof over both nonces
     */
    record Confirm(Tag proof) implements Message {}

    /** The acceptor's only message when it will not have the dialler. */
    record Refuse(Refusal refusal, String reason) implements Message {}

    /**
     * Sent every 250 ms by both sides.
     *
     * @param sentNs the sender's clock
     * @param echoNs the newest sentNs received from the other side plus the time it was held, 0 before
     */
    record Heartbeat(long sentNs, long echoNs) implements Message {}

    /**
     * A new version of what is to be rendered; the cancel of the old one.
     *
     * @param session   whose
     * @param epoch     grows per session
     * @param fence     the issuer's fence for this link and session; reports and returns echo it
     * @param manifest  names the blocks of the scene
     * @param camera    from where
     * @param settings  size, samples, filter
     * @param mode      how grants and reports are sized
     * @param homeFirst first tile, in Morton order, of the child's home interval
     * @param homeCount tiles in the home interval, may be 0
     * @param grant     the first grant, may be empty
     */
    record Epoch(SessionId session, int epoch, long fence, BlockId manifest, Camera camera, PictureSettings settings,
                 Mode mode, int homeFirst, int homeCount, List<TileRange> grant)
        implements Message {
        public Epoch {
            grant = List.copyOf(grant);
        }
    }

    /** The session is over; its work and sums are void. */
    record SessionEnd(SessionId session) implements Message {}

    /** Child to parent: blocks that it lacks. */
    record BlockWant(List<WantedBlock> wants) implements Message {
        public static final int WANTS_MAX = 256;

        public BlockWant {
            wants = List.copyOf(wants);
        }
    }

    /**
     * Parent to child: of what it wants, what nobody above has any more, for it is of scenes that are shown no longer.
     */
    record BlockAbsent(List<BlockId> blocks) implements Message {
        public BlockAbsent {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A block that is wanted.
     *
     * @param base an older one that the child holds, and that it may be told by; {@link BlockId#NONE}: none
     * @param again it had come by the group and is not held any more
     */
    record WantedBlock(BlockId id, BlockId base, boolean again) {
        /** One that has never come. */
        public WantedBlock(final BlockId id, final BlockId base) {
            this(id, base, false);
        }
    }

    /**
     * Parent to child: a block, or a shard of one. Whole blocks have shard 0 of 1.
     *
     * @param block its name and length; its frame, or with a base the frame of its difference
     * @param base  what it differs from; {@link BlockId#NONE}: nothing, the block is itself
     */
    record BlockData(Block block, int shard, int shardCount, BlockId base) implements Message {
        /** A whole block itself. */
        public BlockData(final Block block) {
            this(block, 0, 1, BlockId.NONE);
        }

        @Override
        public StreamKind stream() {
            return StreamKind.BLOCK;
        }
    }

    /**
     * Child to parent: below me somebody holds what the epoch's manifest needs.
     *
     * @param weight render threads of those who are ready below; 0 = nobody any more. Their speed is in the credit.
     */
    record Ready(SessionId session, int epoch, BlockId manifest, int weight) implements Message {}

    /**
     * Child to parent: how much work may be handed down in all. Cumulative since the fence began, so that a lost race
     * cannot hand out a window twice.
     *
     * @param tileSamples total tile-samples that the parent may have granted under this fence
     * @param rate        measured tile-samples per second below, 0 when unknown
     * @param done        tile-samples granted under this fence that are rendered, reported or not, or returned; grants
     *                    less this is what is still in hand. It falls when somebody below dies with unsent sums.
     * @param lagUs       round trip from the sender to the farthest renderer below it, microseconds
     */
    record Credit(SessionId session, int epoch, long fence, long tileSamples, int rate, long done, int lagUs)
        implements Message {}

    /** Parent to child: the right and duty to deliver these ranges. */
    record Grant(SessionId session, int epoch, long fence, List<TileRange> ranges) implements Message {
        public static final int RANGES_MAX = 2048;

        public Grant {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * Parent to child: these are wanted now. What is done of them is reported at once, what is not begun or can be
     * abandoned is returned; what the child does not owe any more is ignored.
     */
    record Recall(SessionId session, int epoch, long fence, List<TileRange> ranges) implements Message {
        public Recall {
            ranges = List.copyOf(ranges);
        }
    }

    /** Child to parent: granted ranges handed back unrendered. */
    record Return(SessionId session, int epoch, long fence, List<TileRange> ranges) implements Message {
        public Return {
            ranges = List.copyOf(ranges);
        }

        @Override
        public StreamKind stream() {
            return StreamKind.REPORT;
        }
    }

    /** Child to parent: the sum over exactly these ranges of one tile. */
    record Report(SessionId session, int epoch, long fence, int tile, List<SampleRange> ranges, TileSums sums)
        implements Message {
        public static final int RANGES_MAX = 64;

        public Report {
            ranges = List.copyOf(ranges);
        }

        @Override
        public StreamKind stream() {
            return StreamKind.REPORT;
        }
    }

    /**
     * Towards a person: pixels of sample 0 on a coarse grid. Lossy, latest wins, never accounted.
     *
     * @param grid 8, 4, 2 or 1: every grid-th pixel of every grid-th row of the tile
     * @param rgb  half floats, {@code short[3 * (32 / grid)^2]}, interleaved, linear radiance
     */
    record View(SessionId session, int epoch, int tile, int grid, short[] rgb) implements Message {
        @Override
        public StreamKind stream() {
            return StreamKind.REPORT;
        }
    }

    /**
     * Parent to child, after the handshake and when it changes: whom an orphan may dial, the grandparent first.
     *
     * @param endpoints as the sender or its ancestors dial them, at most {@link #ENDPOINTS_MAX}
     */
    record Ancestors(List<String> endpoints) implements Message {
        public static final int ENDPOINTS_MAX = 8;

        public Ancestors {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * Child to parent, up to the root: an audit found a liar whose sums are already in the epoch's. The root begins a
     * new epoch; the liar is cut off where it was found.
     *
     * @param liar its name, for people
     */
    record Tainted(SessionId session, int epoch, String liar) implements Message {}

    /**
     * Parent to child: blocks that several children lack come by a group, which the child is to hear. It says that it
     * does in the group's own datagrams.
     *
     * @param group  IP address and port, as {@code 239.1.2.3:4567}
     * @param token  what all datagrams of the group carry
     * @param member which of its members the child is
     */
    record Invite(String group, long token, int member) implements Message {}

    /**
     * Child to parent, about once a second, and more often while a scene is on its way: the nodes below, and what the
     * parent of each accepted from it. With more than {@link #NODES_MAX} of them, one entry stands for the sum of those
     * that are left out.
     */
    record Status(List<NodeStatus> nodes) implements Message {
        public static final int NODES_MAX = 120;

        public Status {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * One node of a subtree.
     *
     * @param incarnation    of its process
     * @param parentIncarnation of its parent's process
     * @param name           for people; cut when it is sent at 64 characters and 96 bytes of UTF-8
     * @param role           its role
     * @param state          in words: "rendering", "receives the scene", "gone"; cut as the name is
     * @param threads        render threads
     * @param rate           tile-samples per second
     * @param rangesAccepted report entries' ranges that its parent accepted from it in the current session
     * @param tileSamplesAccepted the tile-samples in them
     * @param rangesFreed    ranges that its parent freed because links to it died
     * @param scene          how much of the scene it has
     */
    record NodeStatus(long incarnation, long parentIncarnation, String name, Role role, String state, int threads,
                      int rate, long rangesAccepted, long tileSamplesAccepted, long rangesFreed, SceneProgress scene) {
        /** Of a node that needs nothing of a scene. */
        public NodeStatus(final long incarnation, final long parentIncarnation, final String name, final Role role,
                          final String state, final int threads, final int rate, final long rangesAccepted,
                          final long tileSamplesAccepted, final long rangesFreed) {
            this(incarnation, parentIncarnation, name, role, state, threads, rate, rangesAccepted,
                tileSamplesAccepted, rangesFreed, SceneProgress.NONE);
        }
    }

    /**
     * The scenes of a node that renders, or what others want of a node that does not.
     *
     * @param blocksHeld     of those that it needs
     * @param blocksNeeded   as far as it knows: each level of a manifest names more of them; at least those held
     * @param bytesPerSecond of blocks, as they travel, that came from its parents lately
     */
    record SceneProgress(int blocksHeld, int blocksNeeded, long bytesPerSecond) {
        /** Nothing is needed. */
        public static final SceneProgress NONE = new SceneProgress(0, 0, 0);

        /** Blocks that are still to come. */
        public int blocksLacking() {
            return blocksNeeded - blocksHeld;
        }
    }
}
