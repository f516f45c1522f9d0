package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;

/** Several clients at one gateway. */
final class TenantsTest {
    private static final SessionId OTHER = new SessionId(0x5e55, 2);

    private static MiniNet.Peer client(final MiniNet net, final String name) {
        return net.add(net.config(Message.Role.CLIENT, name, 0).withDials(List.of(new Dial("gateway",
            Position.PARENT))));
    }

    @Test
    void shouldCompleteTwoSessionsAtOnce() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        net.relay("gateway", "");
        net.leaf("ada", "gateway");
        net.leaf("bob", "gateway");
        final Session first = net.show(client(net, "eve"), MiniNet.settings(5 * 32, 4 * 32, 64));
        final Session second = net.show(client(net, "fay"), OTHER, MiniNet.settings(3 * 32, 3 * 32, 64));
        net.run(500 * MiniNet.MS);
        assertThat(first.tileSamplesAccepted()).isPositive();
        assertThat(second.tileSamplesAccepted()).isPositive();
        net.run(4000 * MiniNet.MS);
        assertThat(first.isComplete()).isTrue();
        assertThat(second.isComplete()).isTrue();
        assertThat(MiniNet.isExact(first, 20)).isTrue();
        assertThat(MiniNet.isExact(second, 9)).isTrue();
    }

    @Test
    void shouldFreeTheSessionOfAClientThatIsKilled() {
        final MiniNet net = new MiniNet(MiniNet.MS);
        final MiniNet.Peer gateway = net.relay("gateway", "");
        final MiniNet.Peer leaf = net.leaf("ada", "gateway");
        net.show(client(net, "eve"), MiniNet.settings(5 * 32, 4 * 32, 1 << 16));
        final Session second = net.show(client(net, "fay"), OTHER, MiniNet.settings(3 * 32, 3 * 32, 128));
        net.run(500 * MiniNet.MS);
        assertThat(gateway.node.works()).hasSize(2);
        net.kill("eve");
        net.run(2000 * MiniNet.MS);
        assertThat(gateway.node.works()).extracting(WorkView::session).containsExactly(OTHER);
        assertThat(leaf.node.works()).extracting(WorkView::session).containsExactly(OTHER);
        assertThat(leaf.cancelled).isEqualTo(1);
        net.run(2000 * MiniNet.MS);
        assertThat(second.isComplete()).isTrue();
        assertThat(MiniNet.isExact(second, 9)).isTrue();
    }
}
