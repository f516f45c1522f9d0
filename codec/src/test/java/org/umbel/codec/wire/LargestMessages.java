package org.umbel.codec.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/** One of each message, as large as its limits let it be, texts of the longest UTF-8. */
final class LargestMessages {
    private static final SessionId SESSION = new SessionId(1, 2);
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 4);
    private static final String NAME = "中".repeat(MessageLimits.NAME_CHARS_MAX);

    private LargestMessages() {}

    static List<Message> all() {
        final Camera camera = new Camera(new float[] {1, 2, 3}, new float[3], new float[] {0, 1, 0}, 45, 0, 0.5f, 7);
        final PictureSettings settings = new PictureSettings(320, 180, 64, 16, PictureSettings.Filter.BOX, 8);
        final List<TileRange> ranges =
            Collections.nCopies(Message.Grant.RANGES_MAX, new TileRange(7, new SampleRange(0, 1)));
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        Arrays.setAll(sums.sums(), i -> (i * 0x9E3779B97F4A7C15L) >> 2);
        Arrays.setAll(sums.bad(), i -> i * 0x9E3779B9 >>> 10);
        // 32 ideographs are 96 bytes, the most that a status carries of a text
        final String text = "中".repeat(MessageLimits.STATUS_TEXT_BYTES_MAX / 3);
        final Message.NodeStatus node =
            new Message.NodeStatus(1, 2, text, Message.Role.LEAF, text, 1, 1, 1, 1, 1,
                new Message.SceneProgress(1, 2, 3));
        return List.of(
            new Message.Hello(Message.Role.LEAF, Message.Position.CHILD, NAME, NAME, 1, 1,
                "中".repeat(MessageLimits.ENDPOINT_CHARS_MAX), 1),
            new Message.Welcome(Message.Role.LEAF, NAME, NAME, 1),
            new Message.Confirm(new Tag(1, 2, 3, 4)),
            new Message.Refuse(Message.Refusal.CLOSING, "中".repeat(MessageLimits.REASON_CHARS_MAX)),
            new Message.Heartbeat(1, 2),
            new Message.Epoch(SESSION, 1, 1, BLOCK, camera, settings, Message.Mode.FINAL, 0, 60, ranges),
            new Message.SessionEnd(SESSION),
            new Message.BlockWant(
                Collections.nCopies(Message.BlockWant.WANTS_MAX, new Message.WantedBlock(BLOCK, BLOCK, true))),
            new Message.BlockAbsent(Collections.nCopies(Message.BlockWant.WANTS_MAX, BLOCK)),
            new Message.BlockData(new Block(BLOCK, Block.RAW_BYTES_MAX, new byte[Block.COMPRESSED_BYTES_MAX]), 0, 1,
                BLOCK),
            new Message.Ready(SESSION, 1, BLOCK, 1),
            new Message.Credit(SESSION, 1, 1, 1, 1, 1, 1),
            new Message.Grant(SESSION, 1, 1, ranges),
            new Message.Return(SESSION, 1, 1, ranges),
            new Message.Report(SESSION, 1, 1, 1,
                Collections.nCopies(Message.Report.RANGES_MAX, new SampleRange(0, 1)), sums),
            new Message.View(SESSION, 1, 1, 1, new short[MessageLimits.viewLength(1)]),
            new Message.Status(Collections.nCopies(Message.Status.NODES_MAX, node)),
            new Message.Ancestors(Collections.nCopies(Message.Ancestors.ENDPOINTS_MAX,
                "中".repeat(MessageLimits.ENDPOINT_CHARS_MAX))),
            new Message.Recall(SESSION, 1, 1, ranges),
            new Message.Tainted(SESSION, 1, NAME),
            new Message.Invite("中".repeat(MessageLimits.ENDPOINT_CHARS_MAX), 1, 1));
    }
}
