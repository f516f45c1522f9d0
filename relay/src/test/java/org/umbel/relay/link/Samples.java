package org.umbel.relay.link;

import java.util.List;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.Tag;

/** A message of each kind, with nothing in it that matters. */
final class Samples {
    static final SessionId SESSION = new SessionId(1, 2);
    static final SessionId OTHER_SESSION = new SessionId(1, 3);
    static final Message.Welcome WELCOME = new Message.Welcome(Role.RELAY, "gateway", "dev", 0);
    static final Message.Hello HELLO = hello(Position.CHILD);
    static final Message.Confirm CONFIRM = new Message.Confirm(Tag.NONE);
    static final Message.Refuse REFUSE = new Message.Refuse(Message.Refusal.CLOSING, "closes");
    static final Message.Heartbeat HEARTBEAT = new Message.Heartbeat(0, 0);
    private static final BlockId MANIFEST = BlockId.of(new byte[] {1});

    static final List<Message> HANDSHAKE = List.of(HELLO, WELCOME, CONFIRM, REFUSE);
    static final List<Message> FROM_PARENT = List.of(
        new Message.Epoch(SESSION, 1, 1, MANIFEST, new Camera(new float[] {0, 0, 5}, new float[3],
            new float[] {0, 1, 0}, 40), new PictureSettings(32, 32, 1, 16, PictureSettings.Filter.BOX, 8),
            Message.Mode.FINAL, 0, 1, List.of()),
        new Message.SessionEnd(SESSION), new Message.Grant(SESSION, 1, 1, List.of()),
        new Message.Recall(SESSION, 1, 1, List.of()), block(), new Message.Ancestors(List.of()),
        new Message.Invite("239.1.2.3:4567", 1, 1), new Message.BlockAbsent(List.of()));
    static final List<Message> FROM_CHILD = List.of(new Message.BlockWant(List.of()),
        new Message.Ready(SESSION, 1, MANIFEST, 1), new Message.Credit(SESSION, 1, 1, 1, 1, 1, 1),
        new Message.Return(SESSION, 1, 1, List.of()), report(0), view(SESSION, 0, 1, 8), new Message.Status(List.of()),
        new Message.Tainted(SESSION, 1, "mallory"));

    private Samples() {}

    static Message.Hello hello(final Position position) {
        return new Message.Hello(Role.LEAF, position, "ada", "dev", 0, 4, "", 0);
    }

    static Message.BlockData block() {
        return new Message.BlockData(new Block(MANIFEST, 1, new byte[] {1}));
    }

    static Message.Report report(final int tile) {
        return new Message.Report(SESSION, 1, 1, tile, List.of(new SampleRange(0, 1)), new TileSums(1));
    }

    static Message.View view(final SessionId session, final int tile, final int epoch, final int grid) {
        return new Message.View(session, epoch, tile, grid, new short[0]);
    }
}
