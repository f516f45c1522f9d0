package org.umbel.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.ServiceInfoImpl;
import org.junit.jupiter.api.Test;

/** What keeps the library from waiting. */
final class DiscoveryTest {
    /** Without a name of its own the address would be looked up: 10 s where no name server answers. */
    @Test
    void shouldGiveAddressesANameWithoutAskingForIt() throws IOException {
        // of the block for documentation: nobody has a name for it
        final InetAddress four = Discovery.named(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7}), "umbel-7");
        assertThat(four.getHostName()).isEqualTo("umbel-7");
        assertThat(four.getHostAddress()).isEqualTo("192.0.2.7");
        final byte[] local = new byte[16];
        local[0] = (byte) 0xfe;
        local[1] = (byte) 0x80;
        local[15] = 1;
        final InetAddress six = Discovery.named(Inet6Address.getByAddress(null, local, 3), "umbel-7");
        assertThat(six.getHostName()).isEqualTo("umbel-7");
        assertThat(six).isInstanceOfSatisfying(Inet6Address.class,
            address -> assertThat(address.getScopeId()).isEqualTo(3));
    }

    /** The early announcement is made of the library's own parts: were they others, it would be silent. */
    @Test
    void shouldFindTheLibrarysPartsThatAnEarlyAnnouncementIsMadeOf() throws IOException {
        final ServiceInfo service = ServiceInfo.create(Discovery.TYPE, "7", 7400, "");
        assertThat(service).isInstanceOf(ServiceInfoImpl.class);
        try (JmDNS responder = JmDNS.create(Discovery.named(InetAddress.getLoopbackAddress(), "umbel-7"), "umbel-7")) {
            assertThat(responder).isInstanceOf(JmDNSImpl.class);
            Prompt.announce(responder, service);
        }
    }
}
