package org.umbel.node.discovery;

import java.io.IOException;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.HostInfo;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.ServiceInfoImpl;
import javax.jmdns.impl.constants.DNSConstants;
import javax.jmdns.impl.constants.DNSRecordClass;

/**
 * Tells the network of a service at once. The library asks for four seconds whether its names are taken before it says
 * or answers anything; ours are random numbers of 64 bits.
 */
final class EarlyAnnouncement {
    private static final int RESPONSE = DNSConstants.FLAGS_QR_RESPONSE | DNSConstants.FLAGS_AA;

    private EarlyAnnouncement() {}

    /**
     * Sends one packet with all that others need to know.
     *
     * @param info registered with the responder
     */
    static void send(final JmDNS responder, final ServiceInfo info) throws IOException {
        if (responder instanceof JmDNSImpl sender && info instanceof ServiceInfoImpl service) {
            final HostInfo host = sender.getLocalHost();
            final DNSOutgoing packet = new DNSOutgoing(RESPONSE);
            for (final DNSRecord record : service.answers(DNSRecordClass.CLASS_IN, DNSRecordClass.UNIQUE,
                DNSConstants.DNS_TTL, host)) {
                packet.addAnswer(record, 0);
            }
            for (final DNSRecord record : host.answers(DNSRecordClass.CLASS_IN, DNSRecordClass.UNIQUE,
                DNSConstants.DNS_TTL)) {
                packet.addAnswer(record, 0);
            }
            sender.send(packet);
        }
    }
}
