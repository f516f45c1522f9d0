package org.umbel.node.discovery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/**
 * The network's word on who is there, by DNS-SD over multicast DNS, on the interfaces of one bound address only: the
 * library would otherwise guess one. Everything slow happens on threads of its own; any thread may ask. Multicast may
 * be forbidden: then there is nobody, and a line says so.
 */
public final class Discovery implements AutoCloseable {
    static final String TYPE = "_umbel._udp.local.";
    /** Long enough for the farewell to leave; the library then goes on closing for seconds. */
    private static final long FAREWELL_MS = 300;
    /** Strangers could announce without end. */
    private static final int KNOWN_MAX = 1_024;

    private final Consumer<String> log;
    private final Map<String, Announcement> known = new ConcurrentHashMap<>();
    private final List<JmDNS> responders = new CopyOnWriteArrayList<>();
    private final Thread starter;
    private volatile boolean isClosed;

    private Discovery(final String address, final Optional<Announcement> self, final Consumer<String> log) {
        this.log = log;
        this.starter = Thread.ofPlatform().daemon().name("umbel-discovery").start(() -> open(address, self));
    }

    /**
     * Begins to listen and to announce, and returns at once.
     *
     * @param address the bound address; a wildcard means all interfaces but loopback
     * @param self    what to announce; empty for who only looks around. Its host is told by the network itself
     * @param log     lines for people; called from another thread
     */
    public static Discovery start(final String address, final Optional<Announcement> self, final Consumer<String> log) {
        return new Discovery(address, self, log);
    }

    /** All who announce themselves, this node's own announcement left out. */
    public List<Announcement> known() {
        return List.copyOf(known.values());
    }

    private void open(final String address, final Optional<Announcement> self) {
        try {
            for (final InetAddress each : addresses(address)) {
                open(each, self);
            }
        } catch (final IOException e) {
            log.accept("discovery is not possible on " + address + " (" + e.getMessage()
                + "); name the other side instead: --parent or --farm HOST:PORT");
        }
    }

    private void open(final InetAddress address, final Optional<Announcement> self) throws IOException {
        final JmDNS responder = JmDNS.create(address, "umbel-" + self.map(Announcement::id)
            .orElse(Long.toHexString(ProcessHandle.current().pid())));
        responders.add(responder);
        responder.addServiceListener(TYPE, new Listener(responder, self.map(Announcement::id).orElse("")));
        if (self.isPresent() && !isClosed) {
            responder.registerService(ServiceInfo.create(TYPE, self.get().id(), self.get().endpoint().port(), 0, 0,
                self.get().properties()));
        }
    }

    private static List<InetAddress> addresses(final String address) throws IOException {
        final InetAddress bound = InetAddress.getByName(address);
        if (!bound.isAnyLocalAddress()) {
            return List.of(bound);
        }
        final List<InetAddress> all = new ArrayList<>();
        for (final NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp() && !each.isLoopback() && each.supportsMulticast()) {
                each.inetAddresses().filter(Inet4Address.class::isInstance).findFirst().ifPresent(all::add);
            }
        }
        return all;
    }

    /** Says farewell, so that nobody dials a port that is gone. */
    @Override
    public void close() {
        isClosed = true;
        final Thread closer = Thread.ofPlatform().daemon().name("umbel-discovery-end").start(() -> {
            for (final JmDNS responder : responders) {
                try {
                    responder.close();
                } catch (final IOException e) {
                    log.accept("discovery: " + e.getMessage());
                }
            }
        });
        try {
            starter.join(FAREWELL_MS);
            closer.join(FAREWELL_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The library's word, made ours. Called from the library's threads. */
    private final class Listener implements ServiceListener {
        private final JmDNS responder;
        private final String self;

        private Listener(final JmDNS responder, final String self) {
            this.responder = responder;
            this.self = self;
        }

        @Override
        public void serviceAdded(final ServiceEvent event) {
            // Without a short wait the library would block its own thread until the answer comes.
            responder.requestServiceInfo(event.getType(), event.getName(), 1);
        }

        @Override
        public void serviceRemoved(final ServiceEvent event) {
            known.remove(event.getName());
        }

        @Override
        public void serviceResolved(final ServiceEvent event) {
            final ServiceInfo info = event.getInfo();
            final Map<String, String> properties = new HashMap<>();
            Collections.list(info.getPropertyNames()).forEach(key -> properties.put(key, info.getPropertyString(key)));
            final Inet4Address[] addresses = info.getInet4Addresses();
            if (!event.getName().equals(self) && addresses.length > 0 && known.size() < KNOWN_MAX) {
                Announcement.read(event.getName(), addresses[0].getHostAddress(), info.getPort(), properties)
                    .ifPresent(announcement -> known.put(announcement.id(), announcement));
            }
        }
    }
}
