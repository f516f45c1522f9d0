package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;
import org.umbel.relay.work.RangeSet;

/** Peers that say what is not so are cut off with a reason, and the picture is the same. */
final class LiarTest {
    @Test
    void shouldCutAChildThatReportsWhatItDoesNotOwe() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer client = net.client("");
        final MiniNet.Peer liar = net.leaf("liar", "client");
        net.leaf("bob", "client");
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 256));
        net.run(300 * MiniNet.MS);
        final RangeSet before = session.accepted(0);
        assertThat(before.contains(new SampleRange(0, 1))).isTrue();
        final boolean[] lied = new boolean[1];
        liar.altered = message -> {
            if (!lied[0] && message instanceof Message.Report m) {
                lied[0] = true;
                return new Message.Report(m.session(), m.epoch(), m.fence(), 0, List.of(new SampleRange(0, 1)),
                    new TileSums(MiniNet.PLANE));
            }
            return message;
        };
        net.run(6000 * MiniNet.MS);
        assertThat(lied[0]).isTrue();
        assertThat(client.log).anyMatch(line -> line.contains("liar") && line.contains("did not owe, tile 0"));
        assertThat(session.rangesFreed()).isPositive();
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, 20)).isTrue();
    }

    @Test
    void shouldCutASenderOfAFalseBlockAndFetchItAgain() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer gateway = net.relay("gateway", "");
        net.leaf("ada", "gateway");
        final MiniNet.Peer client = net.client("gateway");
        final boolean[] lied = new boolean[1];
        client.altered = message -> Optional.of(message).filter(Message.BlockData.class::isInstance)
            .map(Message.BlockData.class::cast).filter(m -> !lied[0] && m.block().compressed().length == 3)
            .map(m -> {
                lied[0] = true;
                return (Message) new Message.BlockData(new Block(m.block().id(), 3, new byte[] {6, 6, 6}));
            }).orElse(message);
        final Session session = net.show(client, MiniNet.settings(64, 64, 16));
        net.run(2000 * MiniNet.MS);
        assertThat(lied[0]).isTrue();
        assertThat(gateway.log).anyMatch(line -> line.contains("client") && line.contains("not what its name says"));
        assertThat(session.isComplete()).isTrue();
        assertThat(MiniNet.isExact(session, 4)).isTrue();
    }
}
