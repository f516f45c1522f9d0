package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.relay.session.Session;

/** A full stream loses nothing and turns nothing round: whoever meets one tries the same message again. */
final class BackPressureTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldLoseNothingWhenStreamsAreOftenFull(final long seed) {
        final Random random = new Random(seed);
        final MiniNet net = new MiniNet(2 * MiniNet.MS);
        net.relay("gateway", "");
        net.relay("middle", "gateway");
        net.leaf("ada", "gateway");
        net.leaf("bob", "middle");
        net.leaf("cyd", "middle");
        final MiniNet.Peer client = net.client("gateway");
        final int[] full = new int[1];
        net.peers.values().forEach(peer -> peer.hasRoom = message -> {
            final boolean room = random.nextInt(4) == 0;
            full[0] += room ? 0 : 1;
            return room;
        });
        final Session session = net.show(client, MiniNet.settings(5 * 32, 4 * 32, 100));
        net.run(200 * MiniNet.MS);
        session.camera(MiniNet.CAMERA, net.nowNs);
        net.run(8000 * MiniNet.MS);
        assertThat(full[0]).isGreaterThan(100);
        assertThat(session.tileSamplesAccepted()).as("%s", client.node.statuses()).isEqualTo(20 * 100L);
        assertThat(MiniNet.isExact(session, 20)).isTrue();
        assertThat(net.peers.values()).allSatisfy(
            peer -> assertThat(peer.log).noneMatch(line -> line.contains("down") || line.contains("waits for")));
    }
}
