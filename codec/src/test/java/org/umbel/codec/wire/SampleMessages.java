package org.umbel.codec.wire;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/** One of each message, with memorable numbers and no byte that depends on the version of zstd. */
final class SampleMessages {
    static final LinkHeader HEADER = new LinkHeader(0x1122334455667788L, 42);
    private static final SessionId SESSION = new SessionId(0xA1A2A3A4A5A6A7A8L, 0xB1B2B3B4B5B6B7B8L);
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 0xFFFFFFFFFFFFFFFFL);
    private static final List<TileRange> RANGES =
        List.of(new TileRange(7, new SampleRange(0, 1)), new TileRange(8, new SampleRange(4, 4)));

    private SampleMessages() {}

    static List<Message> all() {
        final Camera camera =
            new Camera(new float[] {1, 2, 3}, new float[] {0, -0.0f, 0}, new float[] {0, 1, 0}, 45, 0, 0.5f, 7);
        final PictureSettings settings =
            new PictureSettings(320, 180, 64, 16, PictureSettings.Filter.BLACKMAN_HARRIS, 8);
        final List<Message> all = new ArrayList<>();
        all.add(new Message.Hello(Message.Role.LEAF, Message.Position.CHILD, "leaf-ä", "0.1", 0xCAFEL, 2,
            "127.0.0.1:7401", -9, Message.WIRE_VERSION, new Tag(21, 22, 23, 24), new Tag(31, 32, 33, -34)));
        all.add(new Message.Welcome(Message.Role.RELAY, "relay", "0.1", 0xCAFEL, new Tag(41, 42, 43, 44),
            new Tag(51, 52, 53, -54)));
        all.add(new Message.Confirm(new Tag(61, 62, 63, -64)));
        all.add(new Message.Refuse(Message.Refusal.ARITHMETIC_PROFILE, "profile 1 here, 2 there"));
        all.add(new Message.Heartbeat(1_000_000_007L, 0));
        all.add(new Message.Epoch(SESSION, 3, 5, BLOCK, camera, settings, Message.Mode.FINAL, 10, 50, RANGES));
        all.add(new Message.SessionEnd(SESSION));
        all.add(new Message.BlockWant(List.of(new Message.WantedBlock(BLOCK, BlockId.NONE),
            new Message.WantedBlock(new BlockId(4, 5, 6, 7), BLOCK, true))));
        all.add(new Message.BlockData(new Block(BLOCK, 5, new byte[] {1, 'h', 'e', 'l', 'l', 'o'}), 0, 1,
            new BlockId(8, 9, 10, 11)));
        all.add(new Message.Ready(SESSION, 3, BLOCK, 1234));
        all.add(new Message.Credit(SESSION, 3, 5, 1L << 40, 1234, 1L << 39, 700));
        all.add(new Message.Grant(SESSION, 3, 5, RANGES));
        all.add(new Message.Return(SESSION, 3, 5, RANGES));
        all.add(new Message.Report(SESSION, 3, 5, 8, List.of(new SampleRange(4, 4), new SampleRange(8, 2)), sums()));
        all.add(new Message.View(SESSION, 3, 8, 8, halves()));
        all.add(new Message.Status(List.of(
            new Message.NodeStatus(11, 12, "leaf", Message.Role.LEAF, "rendering", 2, 99, 1, 2, 3),
            new Message.NodeStatus(12, 0, "relay", Message.Role.RELAY, "receives the scene", 0, 0, 4, 5, 6,
                new Message.SceneProgress(68, 80, 11_200_000)))));
        all.add(new Message.Ancestors(List.of("127.0.0.1:7400", "gate.example:7400")));
        all.add(new Message.Recall(SESSION, 3, 5, RANGES));
        all.add(new Message.Tainted(SESSION, 3, "leaf-ä"));
        all.add(new Message.Invite("239.1.2.3:4567", 0xBEEFL, 7));
        all.add(new Message.BlockAbsent(List.of(BLOCK, new BlockId(4, 5, 6, 7))));
        return all;
    }

    /** Two pixels: too few bytes for zstd. */
    static TileSums sums() {
        final TileSums sums = new TileSums(2);
        sums.sums()[0] = 65536;
        sums.sums()[1] = 65537;
        sums.sums()[2] = -(1L << 62);
        sums.sums()[3] = 1L << 62;
        sums.bad()[1] = 3;
        return sums;
    }

    private static short[] halves() {
        final short[] rgb = new short[48];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (short) (0x3C00 + i);
        }
        return rgb;
    }
}
