package org.umbel.codec.wire;

import java.nio.ByteOrder;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.sbe.AncestorsEncoder;
import org.umbel.codec.sbe.BlockAbsentEncoder;
import org.umbel.codec.sbe.BlockDataEncoder;
import org.umbel.codec.sbe.BlockIdEncoder;
import org.umbel.codec.sbe.BlockWantEncoder;
import org.umbel.codec.sbe.ConfirmEncoder;
import org.umbel.codec.sbe.CreditEncoder;
import org.umbel.codec.sbe.EpochEncoder;
import org.umbel.codec.sbe.Filter;
import org.umbel.codec.sbe.GrantEncoder;
import org.umbel.codec.sbe.HeartbeatEncoder;
import org.umbel.codec.sbe.HelloEncoder;
import org.umbel.codec.sbe.InviteEncoder;
import org.umbel.codec.sbe.LinkHeaderEncoder;
import org.umbel.codec.sbe.MessageHeaderEncoder;
import org.umbel.codec.sbe.Mode;
import org.umbel.codec.sbe.Position;
import org.umbel.codec.sbe.ReadyEncoder;
import org.umbel.codec.sbe.RecallEncoder;
import org.umbel.codec.sbe.Refusal;
import org.umbel.codec.sbe.RefuseEncoder;
import org.umbel.codec.sbe.ReportEncoder;
import org.umbel.codec.sbe.ReturnEncoder;
import org.umbel.codec.sbe.Role;
import org.umbel.codec.sbe.SessionEndEncoder;
import org.umbel.codec.sbe.SessionIdEncoder;
import org.umbel.codec.sbe.SettingsEncoder;
import org.umbel.codec.sbe.StatusEncoder;
import org.umbel.codec.sbe.TagEncoder;
import org.umbel.codec.sbe.TaintedEncoder;
import org.umbel.codec.sbe.ViewEncoder;
import org.umbel.codec.sbe.WelcomeEncoder;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;

/**
 * Messages within the limits, to SBE bytes. A method per message, in the order of the schema, and therefore longer than
 * other classes. Text for people is cut at its limit: a long host name must not end an agent.
 */
final class MessageEncoder {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HelloEncoder hello = new HelloEncoder();
    private final WelcomeEncoder welcome = new WelcomeEncoder();
    private final ConfirmEncoder confirm = new ConfirmEncoder();
    private final RefuseEncoder refuse = new RefuseEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final EpochEncoder epoch = new EpochEncoder();
    private final SessionEndEncoder sessionEnd = new SessionEndEncoder();
    private final BlockWantEncoder blockWant = new BlockWantEncoder();
    private final BlockAbsentEncoder blockAbsent = new BlockAbsentEncoder();
    private final BlockDataEncoder blockData = new BlockDataEncoder();
    private final ReadyEncoder ready = new ReadyEncoder();
    private final CreditEncoder credit = new CreditEncoder();
    private final GrantEncoder grant = new GrantEncoder();
    private final ReturnEncoder giveBack = new ReturnEncoder();
    private final ReportEncoder report = new ReportEncoder();
    private final ViewEncoder view = new ViewEncoder();
    private final StatusEncoder status = new StatusEncoder();
    private final AncestorsEncoder ancestors = new AncestorsEncoder();
    private final RecallEncoder recall = new RecallEncoder();
    private final TaintedEncoder tainted = new TaintedEncoder();
    private final InviteEncoder invite = new InviteEncoder();
    private final TileSumsCodec sumsCodec;
    private final UnsafeBuffer scratch;

    MessageEncoder(final TileSumsCodec sumsCodec) {
        this.sumsCodec = sumsCodec;
        this.scratch = new UnsafeBuffer(new byte[sumsCodec.encodedLengthMax(TileSums.TILE_PIXELS)]);
    }

    /** The offset behind the message. */
    int encode(final LinkHeader link, final Message message, final MutableDirectBuffer to, final int offset) {
        return switch (message) {
            case Message.Hello m -> encode(link, m, to, offset);
            case Message.Welcome m -> encode(link, m, to, offset);
            case Message.Confirm m -> encode(link, m, to, offset);
            case Message.Refuse m -> encode(link, m, to, offset);
            case Message.Heartbeat m -> encode(link, m, to, offset);
            case Message.Epoch m -> encode(link, m, to, offset);
            case Message.SessionEnd m -> encode(link, m, to, offset);
            case Message.BlockWant m -> encode(link, m, to, offset);
            case Message.BlockAbsent m -> encode(link, m, to, offset);
            case Message.BlockData m -> encode(link, m, to, offset);
            case Message.Ready m -> encode(link, m, to, offset);
            case Message.Credit m -> encode(link, m, to, offset);
            case Message.Grant m -> encode(link, m, to, offset);
            case Message.Return m -> encode(link, m, to, offset);
            case Message.Report m -> encode(link, m, to, offset);
            case Message.View m -> encode(link, m, to, offset);
            case Message.Status m -> encode(link, m, to, offset);
            case Message.Ancestors m -> encode(link, m, to, offset);
            case Message.Recall m -> encode(link, m, to, offset);
            case Message.Tainted m -> encode(link, m, to, offset);
            case Message.Invite m -> encode(link, m, to, offset);
        };
    }

    private int encode(final LinkHeader link, final Message.Hello m, final MutableDirectBuffer to, final int offset) {
        final HelloEncoder e = hello.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        e.role(role(m.role())).position(Position.get((short) m.position().ordinal())).profile(m.profile());
        e.threads(m.threads()).replySession(m.replySession());
        put(m.nonce(), e.nonce());
        put(m.proof(), e.proof());
        e.name(TextCut.cut(m.name(), MessageLimits.NAME_CHARS_MAX))
            .build(TextCut.cut(m.build(), MessageLimits.NAME_CHARS_MAX));
        return e.replyEndpoint(m.replyEndpoint()).limit();
    }

    private int encode(final LinkHeader link, final Message.Welcome m, final MutableDirectBuffer to, final int offset) {
        final WelcomeEncoder e = welcome.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        e.role(role(m.role())).profile(m.profile());
        put(m.nonce(), e.nonce());
        put(m.proof(), e.proof());
        e.name(TextCut.cut(m.name(), MessageLimits.NAME_CHARS_MAX));
        return e.build(TextCut.cut(m.build(), MessageLimits.NAME_CHARS_MAX)).limit();
    }

    private int encode(final LinkHeader link, final Message.Confirm m, final MutableDirectBuffer to,
                       final int offset) {
        final ConfirmEncoder e = confirm.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.proof(), e.proof());
        return e.limit();
    }

    private static void put(final Tag tag, final TagEncoder e) {
        e.w0(tag.w0()).w1(tag.w1()).w2(tag.w2()).w3(tag.w3());
    }

    private int encode(final LinkHeader link, final Message.Refuse m, final MutableDirectBuffer to, final int offset) {
        final RefuseEncoder e = refuse.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        e.refusal(Refusal.get((short) m.refusal().ordinal()));
        return e.reason(TextCut.cut(m.reason(), MessageLimits.REASON_CHARS_MAX)).limit();
    }

    private int encode(final LinkHeader link, final Message.Heartbeat m, final MutableDirectBuffer to,
                       final int offset) {
        final HeartbeatEncoder e = heartbeat.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        return e.sentNs(m.sentNs()).echoNs(m.echoNs()).limit();
    }

    private int encode(final LinkHeader link, final Message.Epoch m, final MutableDirectBuffer to, final int offset) {
        final EpochEncoder e = epoch.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        e.epoch(m.epoch()).fence(m.fence());
        put(m.manifest(), e.manifest());
        final Camera c = m.camera();
        e.camera().putPosition(c.position()[0], c.position()[1], c.position()[2])
            .putTarget(c.target()[0], c.target()[1], c.target()[2])
            .putUp(c.up()[0], c.up()[1], c.up()[2]).verticalFovDegrees(c.verticalFovDegrees())
            .orthographicHeight(c.orthographicHeight()).lensRadius(c.lensRadius()).focusDistance(c.focusDistance());
        put(m.settings(), e.settings());
        e.mode(Mode.get((short) m.mode().ordinal())).homeFirst(m.homeFirst()).homeCount(m.homeCount());
        final EpochEncoder.GrantEncoder group = e.grantCount(m.grant().size());
        for (final TileRange r : m.grant()) {
            group.next().tile(r.tile()).first(r.range().first()).samples(r.range().count());
        }
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.SessionEnd m, final MutableDirectBuffer to,
                       final int offset) {
        final SessionEndEncoder e = sessionEnd.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.BlockWant m, final MutableDirectBuffer to,
                       final int offset) {
        final BlockWantEncoder e = blockWant.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        final BlockWantEncoder.WantsEncoder group = e.wantsCount(m.wants().size());
        for (final Message.WantedBlock want : m.wants()) {
            group.next();
            put(want.id(), group.id());
            put(want.base(), group.older());
            group.again((short) (want.again() ? 1 : 0));
        }
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.BlockAbsent m, final MutableDirectBuffer to,
                       final int offset) {
        final BlockAbsentEncoder e = blockAbsent.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        final BlockAbsentEncoder.BlocksEncoder group = e.blocksCount(m.blocks().size());
        m.blocks().forEach(id -> put(id, group.next().id()));
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.BlockData m, final MutableDirectBuffer to,
                       final int offset) {
        final BlockDataEncoder e = blockData.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.block().id(), e.id());
        e.rawLength(m.block().rawLength()).shard(m.shard()).shardCount(m.shardCount());
        put(m.base(), e.older());
        return e.putCompressed(m.block().compressed(), 0, m.block().compressed().length).limit();
    }

    private int encode(final LinkHeader link, final Message.Ready m, final MutableDirectBuffer to, final int offset) {
        final ReadyEncoder e = ready.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        put(m.manifest(), e.manifest());
        return e.epoch(m.epoch()).weight(m.weight()).limit();
    }

    private int encode(final LinkHeader link, final Message.Credit m, final MutableDirectBuffer to, final int offset) {
        final CreditEncoder e = credit.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        return e.epoch(m.epoch()).fence(m.fence()).tileSamples(m.tileSamples()).rate(m.rate())
            .done(m.done()).lagUs(m.lagUs()).limit();
    }

    private int encode(final LinkHeader link, final Message.Grant m, final MutableDirectBuffer to, final int offset) {
        final GrantEncoder e = grant.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        e.epoch(m.epoch()).fence(m.fence());
        final GrantEncoder.RangesEncoder group = e.rangesCount(m.ranges().size());
        for (final TileRange r : m.ranges()) {
            group.next().tile(r.tile()).first(r.range().first()).samples(r.range().count());
        }
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.Return m, final MutableDirectBuffer to, final int offset) {
        final ReturnEncoder e = giveBack.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        e.epoch(m.epoch()).fence(m.fence());
        final ReturnEncoder.RangesEncoder group = e.rangesCount(m.ranges().size());
        for (final TileRange r : m.ranges()) {
            group.next().tile(r.tile()).first(r.range().first()).samples(r.range().count());
        }
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.Report m, final MutableDirectBuffer to, final int offset) {
        final ReportEncoder e = report.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        e.epoch(m.epoch()).fence(m.fence()).tile(m.tile());
        final ReportEncoder.RangesEncoder group = e.rangesCount(m.ranges().size());
        m.ranges().forEach(r -> group.next().first(r.first()).samples(r.count()));
        return e.putSums(scratch, 0, sumsCodec.encode(m.sums(), scratch, 0)).limit();
    }

    private int encode(final LinkHeader link, final Message.View m, final MutableDirectBuffer to, final int offset) {
        final ViewEncoder e = view.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        e.epoch(m.epoch()).tile(m.tile()).grid((short) m.grid());
        for (int i = 0; i < m.rgb().length; i++) {
            scratch.putShort(i * Short.BYTES, m.rgb()[i], ByteOrder.LITTLE_ENDIAN);
        }
        return e.putRgb(scratch, 0, m.rgb().length * Short.BYTES).limit();
    }

    private int encode(final LinkHeader link, final Message.Status m, final MutableDirectBuffer to, final int offset) {
        final StatusEncoder e = status.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        final List<Message.NodeStatus> nodes = m.nodes();
        final StatusEncoder.NodesEncoder group = e.nodesCount(nodes.size());
        for (final Message.NodeStatus n : nodes) {
            group.next().incarnation(n.incarnation()).parentIncarnation(n.parentIncarnation()).role(role(n.role()))
                .threads(n.threads()).rate(n.rate()).rangesAccepted(n.rangesAccepted())
                .tileSamplesAccepted(n.tileSamplesAccepted()).rangesFreed(n.rangesFreed())
                .blocksHeld(n.scene().blocksHeld()).blocksNeeded(n.scene().blocksNeeded())
                .sceneBytesPerSecond(n.scene().bytesPerSecond())
                .name(TextCut.cut(n.name(), MessageLimits.NAME_CHARS_MAX, MessageLimits.STATUS_TEXT_BYTES_MAX))
                .state(TextCut.cut(n.state(), MessageLimits.STATE_CHARS_MAX, MessageLimits.STATUS_TEXT_BYTES_MAX));
        }
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.Ancestors m, final MutableDirectBuffer to,
                       final int offset) {
        final AncestorsEncoder e = ancestors.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        final AncestorsEncoder.EndpointsEncoder group = e.endpointsCount(m.endpoints().size());
        m.endpoints().forEach(endpoint -> group.next().endpoint(endpoint));
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.Recall m, final MutableDirectBuffer to, final int offset) {
        final RecallEncoder e = recall.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        e.epoch(m.epoch()).fence(m.fence());
        final RecallEncoder.RangesEncoder group = e.rangesCount(m.ranges().size());
        for (final TileRange r : m.ranges()) {
            group.next().tile(r.tile()).first(r.range().first()).samples(r.range().count());
        }
        return e.limit();
    }

    private int encode(final LinkHeader link, final Message.Tainted m, final MutableDirectBuffer to,
                       final int offset) {
        final TaintedEncoder e = tainted.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        put(m.session(), e.session());
        return e.epoch(m.epoch()).liar(TextCut.cut(m.liar(), MessageLimits.NAME_CHARS_MAX)).limit();
    }

    private int encode(final LinkHeader link, final Message.Invite m, final MutableDirectBuffer to, final int offset) {
        final InviteEncoder e = invite.wrapAndApplyHeader(to, offset, header);
        put(link, e.link());
        return e.token(m.token()).member(m.member()).group(m.group()).limit();
    }

    private static void put(final LinkHeader link, final LinkHeaderEncoder to) {
        to.incarnation(link.incarnation()).counter(link.counter());
    }

    private static void put(final SessionId session, final SessionIdEncoder to) {
        to.high(session.high()).low(session.low());
    }

    private static void put(final BlockId id, final BlockIdEncoder to) {
        to.w0(id.w0()).w1(id.w1()).w2(id.w2()).w3(id.w3());
    }

    private static void put(final PictureSettings s, final SettingsEncoder to) {
        to.width(s.width()).height(s.height()).samples(s.samples()).fractionBits((short) s.fractionBits());
        to.filter(Filter.get((short) s.filter().ordinal())).bounces((short) s.bounces());
    }

    /** The schema numbers its enums as ours are ordered; a test holds the two together. */
    private static Role role(final Message.Role role) {
        return Role.get((short) role.ordinal());
    }
}
