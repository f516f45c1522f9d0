package org.umbel.node.discovery;

import java.io.IOException;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSQuestion;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.HostInfo;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.ServiceInfoImpl;
import javax.jmdns.impl.constants.DNSConstants;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.constants.DNSRecordType;

/**
 * Says and asks at once what the library says and asks in its own time. It asks for four seconds whether its names are
 * taken before it says or answers anything, and ours are random numbers of 64 bits; it waits a quarter of a second
 * before it asks anything.
 */
final class Prompt {
    private static final int RESPONSE = DNSConstants.FLAGS_QR_RESPONSE | DNSConstants.FLAGS_AA;

    private Prompt() {}

    /**
     * Tells the network of a service: one packet with all that others need to know.
     *
     * @param info registered with the responder
     */
    static void announce(final JmDNS responder, final ServiceInfo info) throws IOException {
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

    /** Asks who offers a service of a type; the answer comes to the responder's listeners. */
    static void ask(final JmDNS responder, final String type) throws IOException {
        question(responder, DNSQuestion.newQuestion(type, DNSRecordType.TYPE_PTR, DNSRecordClass.CLASS_IN, false));
    }

    /** Asks for all that is to be known of a service, by its full name. */
    static void askAbout(final JmDNS responder, final String service) throws IOException {
        question(responder,
            DNSQuestion.newQuestion(service, DNSRecordType.TYPE_SRV, DNSRecordClass.CLASS_IN, false),
            DNSQuestion.newQuestion(service, DNSRecordType.TYPE_TXT, DNSRecordClass.CLASS_IN, false));
    }

    private static void question(final JmDNS responder, final DNSQuestion... questions) throws IOException {
        if (responder instanceof JmDNSImpl sender) {
            final DNSOutgoing packet = new DNSOutgoing(DNSConstants.FLAGS_QR_QUERY);
            for (final DNSQuestion question : questions) {
                packet.addQuestion(question);
            }
            sender.send(packet);
        }
    }
}
