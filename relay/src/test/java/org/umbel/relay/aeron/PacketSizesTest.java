package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PacketSizesTest {
    private static final String HERE = "10.1.2.3:7400";

    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"576, 512", "1100, 1024", "1200, 1152", "1280, 1216", "1436, 1376", "1456, 1408", "1500, 1408"})
    void shouldLeaveRoomForTheHeadersAndWholeFrames(final int packetBytes, final int payload) {
        assertThat(PacketSizes.payloadOf(packetBytes)).isEqualTo(payload);
    }

    @Test
    void shouldSendSmallMessagesInPacketsThatPassWhereIpv6Does() {
        final PacketSizes sizes = new PacketSizes(PacketSizes.USUAL_BYTES, said::add);
        assertThat(sizes.bytes(HERE, WireStream.CONTROL)).isEqualTo(1152);
        assertThat(sizes.bytes(HERE, WireStream.REPORT)).isEqualTo(1408);
        assertThat(sizes.bytes(HERE, WireStream.BLOCK)).isEqualTo(1408);
        assertThat(new PacketSizes(512, said::add).bytes(HERE, WireStream.CONTROL)).isEqualTo(512);
    }

    @Test
    void shouldTryASmallerSizeForTheHostThatLargePacketsDoNotReach() {
        final PacketSizes sizes = new PacketSizes(PacketSizes.USUAL_BYTES, said::add);
        assertThat(sizes.onHopeless(HERE, WireStream.BLOCK, 3_100_000))
            .isEqualTo("packets of 1,436 bytes do not pass this path");
        assertThat(said).singleElement().asString()
            .startsWith("BLOCK to 10.1.2.3:7400: 3,100,000 bytes were sent again")
            .contains("packets of 1,436 bytes do not pass", "more than 1,180", "--mtu 1200, on both sides");
        assertThat(sizes.bytes("10.1.2.3:50123", WireStream.REPORT)).isEqualTo(1152);
        assertThat(sizes.bytes("10.1.2.4:7400", WireStream.BLOCK)).as("another host").isEqualTo(1408);
        assertThat(sizes.onHopeless(HERE, WireStream.BLOCK, 7))
            .contains("packets of 1,180 bytes do not pass", "--mtu BYTES");
        assertThat(said).as("the reason of the link's end says it from then on").hasSize(1);
        assertThat(sizes.bytes(HERE, WireStream.BLOCK)).isEqualTo(1152);
    }

    @Test
    void shouldCountTheHeadersOfIpv6() {
        final PacketSizes sizes = new PacketSizes(PacketSizes.USUAL_BYTES, said::add);
        assertThat(sizes.onHopeless("[fe80::1]:7400", WireStream.REPORT, 7))
            .contains("packets of 1,456 bytes do not pass");
        assertThat(said.getFirst()).contains("more than 1,200", "--mtu 1200");
    }
}
