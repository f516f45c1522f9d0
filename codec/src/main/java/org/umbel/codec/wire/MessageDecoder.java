package org.umbel.codec.wire;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.sbe.AncestorsDecoder;
import org.umbel.codec.sbe.BlockAbsentDecoder;
import org.umbel.codec.sbe.BlockDataDecoder;
import org.umbel.codec.sbe.BlockIdDecoder;
import org.umbel.codec.sbe.BlockWantDecoder;
import org.umbel.codec.sbe.CameraDecoder;
import org.umbel.codec.sbe.ConfirmDecoder;
import org.umbel.codec.sbe.CreditDecoder;
import org.umbel.codec.sbe.EpochDecoder;
import org.umbel.codec.sbe.GrantDecoder;
import org.umbel.codec.sbe.HeartbeatDecoder;
import org.umbel.codec.sbe.HelloDecoder;
import org.umbel.codec.sbe.InviteDecoder;
import org.umbel.codec.sbe.LinkHeaderDecoder;
import org.umbel.codec.sbe.MessageHeaderDecoder;
import org.umbel.codec.sbe.ReadyDecoder;
import org.umbel.codec.sbe.RecallDecoder;
import org.umbel.codec.sbe.RefuseDecoder;
import org.umbel.codec.sbe.ReportDecoder;
import org.umbel.codec.sbe.ReturnDecoder;
import org.umbel.codec.sbe.SessionEndDecoder;
import org.umbel.codec.sbe.SessionIdDecoder;
import org.umbel.codec.sbe.SettingsDecoder;
import org.umbel.codec.sbe.StatusDecoder;
import org.umbel.codec.sbe.TagDecoder;
import org.umbel.codec.sbe.TaintedDecoder;
import org.umbel.codec.sbe.ViewDecoder;
import org.umbel.codec.sbe.WelcomeDecoder;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;

/**
 * SBE bytes to messages: lengths, counts and enums are checked here before they are used; {@link MessageLimits} checks
 * the rest. A method per message, in the order of the schema, and therefore longer than other classes.
 */
final class MessageDecoder {
    private static final int BYTES_HEADER_BYTES = 4;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HelloDecoder hello = new HelloDecoder();
    private final WelcomeDecoder welcome = new WelcomeDecoder();
    private final ConfirmDecoder confirm = new ConfirmDecoder();
    private final RefuseDecoder refuse = new RefuseDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final EpochDecoder epoch = new EpochDecoder();
    private final SessionEndDecoder sessionEnd = new SessionEndDecoder();
    private final BlockWantDecoder blockWant = new BlockWantDecoder();
    private final BlockAbsentDecoder blockAbsent = new BlockAbsentDecoder();
    private final BlockDataDecoder blockData = new BlockDataDecoder();
    private final ReadyDecoder ready = new ReadyDecoder();
    private final CreditDecoder credit = new CreditDecoder();
    private final GrantDecoder grant = new GrantDecoder();
    private final ReturnDecoder giveBack = new ReturnDecoder();
    private final ReportDecoder report = new ReportDecoder();
    private final ViewDecoder view = new ViewDecoder();
    private final StatusDecoder status = new StatusDecoder();
    private final AncestorsDecoder ancestors = new AncestorsDecoder();
    private final RecallDecoder recall = new RecallDecoder();
    private final TaintedDecoder tainted = new TaintedDecoder();
    private final InviteDecoder invite = new InviteDecoder();
    private final LinkHeaderDecoder link = new LinkHeaderDecoder();
    private final WireBounds bounds = new WireBounds();
    private final TileSumsCodec sumsCodec;

    MessageDecoder(final TileSumsCodec sumsCodec) {
        this.sumsCodec = sumsCodec;
    }

    /** A message that fills {@code [0, length)} of the buffer; throws {@link MalformedException} if it is none. */
    Message decode(final DirectBuffer b, final int length) {
        bounds.reset(length);
        bounds.room(0, MessageHeaderDecoder.ENCODED_LENGTH, "header");
        header.wrap(b, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw new MalformedException("not an Umbel message: schema " + header.schemaId());
        }
        if (header.version() != Message.WIRE_VERSION && !isHandshake(header.templateId())) {
            throw new MalformedException("wire version " + header.version() + ", this build speaks "
                + Message.WIRE_VERSION);
        }
        return switch (header.templateId()) {
            case HelloDecoder.TEMPLATE_ID -> hello(b);
            case WelcomeDecoder.TEMPLATE_ID -> welcome(b);
            case ConfirmDecoder.TEMPLATE_ID -> confirm(b);
            case RefuseDecoder.TEMPLATE_ID -> refuse(b);
            case HeartbeatDecoder.TEMPLATE_ID -> heartbeat(b);
            case EpochDecoder.TEMPLATE_ID -> epoch(b);
            case SessionEndDecoder.TEMPLATE_ID -> sessionEnd(b);
            case BlockWantDecoder.TEMPLATE_ID -> blockWant(b);
            case BlockAbsentDecoder.TEMPLATE_ID -> blockAbsent(b);
            case BlockDataDecoder.TEMPLATE_ID -> blockData(b);
            case ReadyDecoder.TEMPLATE_ID -> ready(b);
            case CreditDecoder.TEMPLATE_ID -> credit(b);
            case GrantDecoder.TEMPLATE_ID -> grant(b);
            case ReturnDecoder.TEMPLATE_ID -> giveBack(b);
            case ReportDecoder.TEMPLATE_ID -> report(b);
            case ViewDecoder.TEMPLATE_ID -> view(b);
            case StatusDecoder.TEMPLATE_ID -> status(b);
            case AncestorsDecoder.TEMPLATE_ID -> ancestors(b);
            case RecallDecoder.TEMPLATE_ID -> recall(b);
            case TaintedDecoder.TEMPLATE_ID -> tainted(b);
            case InviteDecoder.TEMPLATE_ID -> invite(b);
            default -> throw new MalformedException("unknown message " + header.templateId());
        };
    }

    /**
     * Hello and refusal keep their form in every version from 2 on, so that both sides can be told why they do not fit.
     */
    private static boolean isHandshake(final int template) {
        return template == HelloDecoder.TEMPLATE_ID || template == RefuseDecoder.TEMPLATE_ID;
    }

    /** The link header of a message that was decoded: it stands first in every root block. */
    LinkHeader linkHeader(final DirectBuffer b) {
        link.wrap(b, MessageHeaderDecoder.ENCODED_LENGTH);
        return new LinkHeader(link.incarnation(), link.counter());
    }

    private Message hello(final DirectBuffer b) {
        block(HelloDecoder.BLOCK_LENGTH);
        final HelloDecoder d = hello.wrapAndApplyHeader(b, 0, header);
        final Message.Role role = role(d.roleRaw());
        final Message.Position position =
            WireBounds.constant(Message.Position.values(), d.positionRaw(), "position");
        final String name = name(d.limit(), d::nameLength, d::getName, "name");
        final String build = name(d.limit(), d::buildLength, d::getBuild, "build");
        final String endpoint = bounds.text(d.limit(), d::replyEndpointLength, d::getReplyEndpoint,
            MessageLimits.ENDPOINT_CHARS_MAX, "reply endpoint");
        bounds.atEnd(d.limit());
        return new Message.Hello(role, position, name, build, d.profile(), d.threads(), endpoint, d.replySession(),
            header.version(), tag(d.nonce()), tag(d.proof()));
    }

    private Message welcome(final DirectBuffer b) {
        block(WelcomeDecoder.BLOCK_LENGTH);
        final WelcomeDecoder d = welcome.wrapAndApplyHeader(b, 0, header);
        final String name = name(d.limit(), d::nameLength, d::getName, "name");
        final String build = name(d.limit(), d::buildLength, d::getBuild, "build");
        bounds.atEnd(d.limit());
        return new Message.Welcome(role(d.roleRaw()), name, build, d.profile(), tag(d.nonce()), tag(d.proof()));
    }

    private Message confirm(final DirectBuffer b) {
        block(ConfirmDecoder.BLOCK_LENGTH);
        final ConfirmDecoder d = confirm.wrapAndApplyHeader(b, 0, header);
        bounds.atEnd(d.limit());
        return new Message.Confirm(tag(d.proof()));
    }

    private static Tag tag(final TagDecoder d) {
        return new Tag(d.w0(), d.w1(), d.w2(), d.w3());
    }

    private Message refuse(final DirectBuffer b) {
        block(RefuseDecoder.BLOCK_LENGTH);
        final RefuseDecoder d = refuse.wrapAndApplyHeader(b, 0, header);
        final String reason = bounds.text(d.limit(), d::reasonLength, d::getReason, MessageLimits.REASON_CHARS_MAX,
            "reason");
        bounds.atEnd(d.limit());
        return new Message.Refuse(WireBounds.constant(Message.Refusal.values(), d.refusalRaw(), "refusal"), reason);
    }

    private Message heartbeat(final DirectBuffer b) {
        block(HeartbeatDecoder.BLOCK_LENGTH);
        final HeartbeatDecoder d = heartbeat.wrapAndApplyHeader(b, 0, header);
        bounds.atEnd(d.limit());
        return new Message.Heartbeat(d.sentNs(), d.echoNs());
    }

    private Message epoch(final DirectBuffer b) {
        block(EpochDecoder.BLOCK_LENGTH);
        final EpochDecoder d = epoch.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "grant");
        final EpochDecoder.GrantDecoder g = d.grant();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            EpochDecoder.GrantDecoder.sbeBlockLength(), Message.Grant.RANGES_MAX, "ranges");
        final List<TileRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            ranges.add(new TileRange(g.tile(), range(g.first(), g.samples())));
        }
        bounds.atEnd(d.limit());
        return new Message.Epoch(session(d.session()), d.epoch(), d.fence(), id(d.manifest()), camera(d.camera()),
            settings(d.settings()), WireBounds.constant(Message.Mode.values(), d.modeRaw(), "mode"), d.homeFirst(),
            d.homeCount(), ranges);
    }

    private Message sessionEnd(final DirectBuffer b) {
        block(SessionEndDecoder.BLOCK_LENGTH);
        final SessionEndDecoder d = sessionEnd.wrapAndApplyHeader(b, 0, header);
        bounds.atEnd(d.limit());
        return new Message.SessionEnd(session(d.session()));
    }

    private Message blockWant(final DirectBuffer b) {
        block(BlockWantDecoder.BLOCK_LENGTH);
        final BlockWantDecoder d = blockWant.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "wants");
        final BlockWantDecoder.WantsDecoder g = d.wants();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            BlockWantDecoder.WantsDecoder.sbeBlockLength(), Message.BlockWant.WANTS_MAX, "wanted blocks");
        final List<Message.WantedBlock> wants = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            wants.add(new Message.WantedBlock(id(g.id()), id(g.older()), isSet(g.again(), "again")));
        }
        bounds.atEnd(d.limit());
        return new Message.BlockWant(wants);
    }

    private Message blockAbsent(final DirectBuffer b) {
        block(BlockAbsentDecoder.BLOCK_LENGTH);
        final BlockAbsentDecoder d = blockAbsent.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "absent blocks");
        final BlockAbsentDecoder.BlocksDecoder g = d.blocks();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            BlockAbsentDecoder.BlocksDecoder.sbeBlockLength(), Message.BlockWant.WANTS_MAX, "absent blocks");
        final List<BlockId> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(id(g.next().id()));
        }
        bounds.atEnd(d.limit());
        return new Message.BlockAbsent(blocks);
    }

    private Message blockData(final DirectBuffer b) {
        block(BlockDataDecoder.BLOCK_LENGTH);
        final BlockDataDecoder d = blockData.wrapAndApplyHeader(b, 0, header);
        final byte[] compressed = bounds.bytes(d.limit(), BYTES_HEADER_BYTES, d::compressedLength, d::getCompressed,
            Block.COMPRESSED_BYTES_MAX, "compressed block");
        bounds.atEnd(d.limit());
        return new Message.BlockData(new Block(id(d.id()), d.rawLength(), compressed), d.shard(), d.shardCount(),
            id(d.older()));
    }

    private Message ready(final DirectBuffer b) {
        block(ReadyDecoder.BLOCK_LENGTH);
        final ReadyDecoder d = ready.wrapAndApplyHeader(b, 0, header);
        bounds.atEnd(d.limit());
        return new Message.Ready(session(d.session()), d.epoch(), id(d.manifest()), d.weight());
    }

    private Message credit(final DirectBuffer b) {
        block(CreditDecoder.BLOCK_LENGTH);
        final CreditDecoder d = credit.wrapAndApplyHeader(b, 0, header);
        bounds.atEnd(d.limit());
        return new Message.Credit(session(d.session()), d.epoch(), d.fence(), d.tileSamples(), d.rate(), d.done(),
            d.lagUs());
    }

    private Message grant(final DirectBuffer b) {
        block(GrantDecoder.BLOCK_LENGTH);
        final GrantDecoder d = grant.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "ranges");
        final GrantDecoder.RangesDecoder g = d.ranges();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            GrantDecoder.RangesDecoder.sbeBlockLength(), Message.Grant.RANGES_MAX, "ranges");
        final List<TileRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            ranges.add(new TileRange(g.tile(), range(g.first(), g.samples())));
        }
        bounds.atEnd(d.limit());
        return new Message.Grant(session(d.session()), d.epoch(), d.fence(), ranges);
    }

    private Message giveBack(final DirectBuffer b) {
        block(ReturnDecoder.BLOCK_LENGTH);
        final ReturnDecoder d = giveBack.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "ranges");
        final ReturnDecoder.RangesDecoder g = d.ranges();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            ReturnDecoder.RangesDecoder.sbeBlockLength(), Message.Grant.RANGES_MAX, "ranges");
        final List<TileRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            ranges.add(new TileRange(g.tile(), range(g.first(), g.samples())));
        }
        bounds.atEnd(d.limit());
        return new Message.Return(session(d.session()), d.epoch(), d.fence(), ranges);
    }

    private Message report(final DirectBuffer b) {
        block(ReportDecoder.BLOCK_LENGTH);
        final ReportDecoder d = report.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "ranges");
        final ReportDecoder.RangesDecoder g = d.ranges();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            ReportDecoder.RangesDecoder.sbeBlockLength(), Message.Report.RANGES_MAX, "ranges");
        final List<SampleRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            ranges.add(range(g.first(), g.samples()));
        }
        final int at = d.limit() + BYTES_HEADER_BYTES;
        final int length = bounds.length(d.limit(), BYTES_HEADER_BYTES, d::sumsLength,
            sumsCodec.encodedLengthMax(TileSums.TILE_PIXELS), "sums");
        bounds.atEnd(at + length);
        final TileSums sums = switch (sumsCodec.decode(b, at, length)) {
            case TileSumsCodec.Decoded.Ok ok -> ok.sums();
            case TileSumsCodec.Decoded.Malformed bad -> throw new MalformedException(bad.reason());
        };
        return new Message.Report(session(d.session()), d.epoch(), d.fence(), d.tile(), ranges, sums);
    }

    private Message view(final DirectBuffer b) {
        block(ViewDecoder.BLOCK_LENGTH);
        final ViewDecoder d = view.wrapAndApplyHeader(b, 0, header);
        final int at = d.limit() + BYTES_HEADER_BYTES;
        final int length = bounds.length(d.limit(), BYTES_HEADER_BYTES, d::rgbLength,
            MessageLimits.viewLength(1) * Short.BYTES, "view");
        bounds.atEnd(at + length);
        if (length % Short.BYTES != 0) {
            throw new MalformedException("view of " + length + " bytes");
        }
        final short[] rgb = new short[length / Short.BYTES];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = b.getShort(at + i * Short.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
        return new Message.View(session(d.session()), d.epoch(), d.tile(), d.grid(), rgb);
    }

    private Message status(final DirectBuffer b) {
        block(StatusDecoder.BLOCK_LENGTH);
        final StatusDecoder d = status.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "nodes");
        final StatusDecoder.NodesDecoder g = d.nodes();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            StatusDecoder.NodesDecoder.sbeBlockLength(), Message.Status.NODES_MAX, "nodes");
        final List<Message.NodeStatus> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // entries have variable length: the room of all fixed parts was no room for each
            bounds.room(d.limit(), StatusDecoder.NodesDecoder.sbeBlockLength(), "node");
            g.next();
            final String name = bounds.text(d.limit(), g::nameLength, g::getName, MessageLimits.NAME_CHARS_MAX,
                MessageLimits.STATUS_TEXT_BYTES_MAX, "name");
            final String state = bounds.text(d.limit(), g::stateLength, g::getState, MessageLimits.STATE_CHARS_MAX,
                MessageLimits.STATUS_TEXT_BYTES_MAX, "state");
            nodes.add(new Message.NodeStatus(g.incarnation(), g.parentIncarnation(), name, role(g.roleRaw()), state,
                g.threads(), g.rate(), g.rangesAccepted(), g.tileSamplesAccepted(), g.rangesFreed(),
                new Message.SceneProgress(g.blocksHeld(), g.blocksNeeded(), g.sceneBytesPerSecond())));
        }
        bounds.atEnd(d.limit());
        return new Message.Status(nodes);
    }

    private Message ancestors(final DirectBuffer b) {
        block(AncestorsDecoder.BLOCK_LENGTH);
        final AncestorsDecoder d = ancestors.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "endpoints");
        final AncestorsDecoder.EndpointsDecoder g = d.endpoints();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            AncestorsDecoder.EndpointsDecoder.sbeBlockLength(), Message.Ancestors.ENDPOINTS_MAX, "endpoints");
        final List<String> endpoints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            endpoints.add(bounds.text(d.limit(), g::endpointLength, g::getEndpoint,
                MessageLimits.ENDPOINT_CHARS_MAX, "endpoint"));
        }
        bounds.atEnd(d.limit());
        return new Message.Ancestors(endpoints);
    }

    private Message recall(final DirectBuffer b) {
        block(RecallDecoder.BLOCK_LENGTH);
        final RecallDecoder d = recall.wrapAndApplyHeader(b, 0, header);
        bounds.beforeGroup(d.limit(), "ranges");
        final RecallDecoder.RangesDecoder g = d.ranges();
        final int count = bounds.count(d.limit(), g.count(), g.actingBlockLength(),
            RecallDecoder.RangesDecoder.sbeBlockLength(), Message.Grant.RANGES_MAX, "ranges");
        final List<TileRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            g.next();
            ranges.add(new TileRange(g.tile(), range(g.first(), g.samples())));
        }
        bounds.atEnd(d.limit());
        return new Message.Recall(session(d.session()), d.epoch(), d.fence(), ranges);
    }

    private Message tainted(final DirectBuffer b) {
        block(TaintedDecoder.BLOCK_LENGTH);
        final TaintedDecoder d = tainted.wrapAndApplyHeader(b, 0, header);
        final String liar = name(d.limit(), d::liarLength, d::getLiar, "liar");
        bounds.atEnd(d.limit());
        return new Message.Tainted(session(d.session()), d.epoch(), liar);
    }

    private Message invite(final DirectBuffer b) {
        block(InviteDecoder.BLOCK_LENGTH);
        final InviteDecoder d = invite.wrapAndApplyHeader(b, 0, header);
        final String group =
            bounds.text(d.limit(), d::groupLength, d::getGroup, MessageLimits.ENDPOINT_CHARS_MAX, "group");
        bounds.atEnd(d.limit());
        return new Message.Invite(group, d.token(), d.member());
    }

    private static boolean isSet(final short flag, final String what) {
        if (flag > 1) {
            throw new MalformedException(what + " is " + flag + ", neither 0 nor 1");
        }
        return flag == 1;
    }

    private void block(final int blockLength) {
        if (header.blockLength() != blockLength) {
            throw new MalformedException("root block of " + header.blockLength() + " bytes, not " + blockLength);
        }
        bounds.room(MessageHeaderDecoder.ENCODED_LENGTH, blockLength, "root block");
    }

    private String name(final int limit, final java.util.function.IntSupplier length, final WireBounds.Getter getter,
                        final String what) {
        return bounds.text(limit, length, getter, MessageLimits.NAME_CHARS_MAX, what);
    }

    private static Message.Role role(final int raw) {
        return WireBounds.constant(Message.Role.values(), raw, "role");
    }

    private static SampleRange range(final int first, final int count) {
        if (!SampleRange.isValid(first, count)) {
            throw new MalformedException("no aligned range: first " + first + ", " + count + " samples");
        }
        return new SampleRange(first, count);
    }

    private static SessionId session(final SessionIdDecoder d) {
        return new SessionId(d.high(), d.low());
    }

    private static BlockId id(final BlockIdDecoder d) {
        return new BlockId(d.w0(), d.w1(), d.w2(), d.w3());
    }

    private static Camera camera(final CameraDecoder d) {
        return new Camera(new float[] {d.position(0), d.position(1), d.position(2)},
            new float[] {d.target(0), d.target(1), d.target(2)}, new float[] {d.up(0), d.up(1), d.up(2)},
            d.verticalFovDegrees(), d.orthographicHeight(), d.lensRadius(), d.focusDistance());
    }

    private static PictureSettings settings(final SettingsDecoder d) {
        final PictureSettings.Filter filter =
            WireBounds.constant(PictureSettings.Filter.values(), d.filterRaw(), "filter");
        try {
            return new PictureSettings(d.width(), d.height(), d.samples(), d.fractionBits(), filter, d.bounces());
        } catch (final IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }
}
