package org.umbel.relay.simulated;

import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;

/** What a message becomes between sender and receiver, and how many bytes that takes. */
public interface Wire {
    /** Hands the very object over; sizes are estimates. */
    Wire OBJECTS = (header, message) -> new Carried(message, estimatedBytes(message));

    /** The same, the sums of a tile being as large as those of a real one, so many bytes. */
    static Wire sized(final int tileBytes) {
        return (header, message) -> new Carried(message, message instanceof Message.Report report
            ? 48 + 8 * report.ranges().size() + tileBytes : estimatedBytes(message));
    }

    /** A message as it arrives. */
    record Carried(Message message, int bytes) {}

    Carried carry(LinkHeader header, Message message);

    private static int estimatedBytes(final Message message) {
        final int payload = switch (message) {
            case Message.Hello hello -> hello.name().length() + hello.build().length();
            case Message.Welcome welcome -> welcome.name().length() + welcome.build().length();
            case Message.Refuse refuse -> refuse.reason().length();
            case Message.Epoch epoch -> 120 + 12 * epoch.grant().size();
            case Message.BlockWant want -> 64 * want.wants().size();
            case Message.BlockAbsent absent -> 32 * absent.blocks().size();
            case Message.BlockData data -> data.block().compressed().length;
            case Message.Grant grant -> 12 * grant.ranges().size();
            case Message.Return returned -> 12 * returned.ranges().size();
            case Message.Report report -> 8 * report.ranges().size() + sumsBytes(report.sums());
            case Message.View view -> 2 * view.rgb().length;
            case Message.Status status -> 112 * status.nodes().size();
            case Message.Ancestors ancestors -> 24 * ancestors.endpoints().size();
            case Message.Recall recall -> 12 * recall.ranges().size();
            case Message.Invite invite -> 12 + invite.group().length();
            case Message.Tainted tainted -> 32 + tainted.liar().length();
            case Message.Confirm _,Message.Heartbeat _,Message.SessionEnd _,Message.Ready _,Message.Credit _ -> 32;
        };
        return 48 + payload;
    }

    private static int sumsBytes(final TileSums sums) {
        return 6 * sums.sums().length + sums.bad().length;
    }
}
