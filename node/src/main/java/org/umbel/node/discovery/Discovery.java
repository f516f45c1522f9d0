package org.umbel.node.discovery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    /** The library asks three times within a second: what was lost then is asked for again, ever more seldom. */
    private static final long ASK_MS_MIN = 1_000;
    private static final long ASK_MS_MAX = 30_000;
    /** After one and three seconds; then the library speaks for itself. */
    private static final int EARLY_ROUNDS = 2;

    private static final System.Logger LOGGER = System.getLogger(Discovery.class.getName());

    private final Runnable found;
    private final Consumer<String> log;
    private final Map<String, Announcement> known = new ConcurrentHashMap<>();
    private final List<JmDNS> responders = new CopyOnWriteArrayList<>();
    private final Map<JmDNS, ServiceInfo> services = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile boolean isClosed;

    private Discovery(final DiscoveryConfig config, final Optional<Announcement> self, final Runnable found,
                      final Consumer<String> log) {
        this.found = found;
        this.log = log;
        Thread.ofPlatform().daemon().name("umbel-discovery").start(() -> run(config, self));
    }

    /**
     * Begins to listen and to announce, and returns at once.
     *
     * @param config with the bound address; a wildcard means all interfaces but loopback
     * @param self   what to announce; empty for who only looks around. Its host is told by the network itself
     * @param found  called from another thread when somebody is known who was not
     * @param log    lines for people; called from another thread
     */
    public static Discovery start(final DiscoveryConfig config, final Optional<Announcement> self,
                                  final Runnable found, final Consumer<String> log) {
        // Logging is set up by this thread: while another one does it, the others' lines are held back and told about.
        LOGGER.log(System.Logger.Level.DEBUG, "looks around on {0}", config.address());
        return new Discovery(config, self, found, log);
    }

    /** All who announce themselves, this node's own announcement left out. */
    public List<Announcement> known() {
        return List.copyOf(known.values());
    }

    private void run(final DiscoveryConfig config, final Optional<Announcement> self) {
        open(config.address(), self);
        opened.countDown();
        int round = 0;
        for (long waitMs = ASK_MS_MIN; !isClosed; waitMs = Math.min(2 * waitMs, ASK_MS_MAX)) {
            rest(waitMs);
            if (round++ < EARLY_ROUNDS && !isClosed) {
                announce();
            }
            listeners.forEach(Listener::askForUnresolved);
            if (config.seeks() && known.isEmpty() && !isClosed) {
                listeners.forEach(Listener::askAgain);
            }
        }
    }

    /** Once more, for who has come meanwhile or lost the packet. */
    private void announce() {
        services.forEach((responder, service) -> send(() -> Prompt.announce(responder, service)));
    }

    private interface Packet {
        void send() throws IOException;
    }

    /** What is not sent now is said later by the library. */
    private static void send(final Packet packet) {
        try {
            packet.send();
        } catch (final IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "an early packet is lost: {0}", e.getMessage());
        }
    }

    @SuppressWarnings("WaitNotInLoop") // to ask too early does no harm
    private synchronized void rest(final long ms) {
        if (!isClosed) {
            try {
                wait(ms);
            } catch (final InterruptedException e) {
                isClosed = true;
            }
        }
    }

    private synchronized void wake() {
        isClosed = true;
        notifyAll();
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
        final String host = "umbel-" + self.map(Announcement::id)
            .orElse(Long.toHexString(ProcessHandle.current().pid()));
        final JmDNS responder = JmDNS.create(named(address, host), host);
        responders.add(responder);
        final Listener listener = new Listener(responder, self.map(Announcement::id).orElse(""));
        listeners.add(listener);
        responder.addServiceListener(TYPE, listener);
        send(() -> Prompt.ask(responder, TYPE));
        if (self.isPresent() && !isClosed) {
            final ServiceInfo service = ServiceInfo.create(TYPE, self.get().id(), self.get().endpoint().port(), 0, 0,
                self.get().properties());
            responder.registerService(service);
            Prompt.announce(responder, service);
            services.put(responder, service);
        }
    }

    /**
     * The same address with a name: of one without, the library asks the network's name server for one, and where there
     * is none, as in many a home, it waits for ten seconds.
     */
    static InetAddress named(final InetAddress address, final String host) throws UnknownHostException {
        return address instanceof Inet6Address six
            ? Inet6Address.getByAddress(host, six.getAddress(), six.getScopeId())
            : InetAddress.getByAddress(host, address.getAddress());
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
        wake();
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
            opened.await(FAREWELL_MS, TimeUnit.MILLISECONDS);
            closer.join(FAREWELL_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The library's word, made ours. Called from the library's threads. */
    private final class Listener implements ServiceListener {
        private final JmDNS responder;
        private final String self;
        private final Set<String> unresolved = ConcurrentHashMap.newKeySet();

        private Listener(final JmDNS responder, final String self) {
            this.responder = responder;
            this.self = self;
        }

        /** Packets get lost: some node may have been named whose address never came. */
        private void askForUnresolved() {
            unresolved.forEach(this::ask);
        }

        /** Nobody has been heard of. */
        private void askAgain() {
            responder.removeServiceListener(TYPE, this);
            responder.addServiceListener(TYPE, this);
        }

        private void ask(final String name) {
            // Without a short wait the library would block the thread until the answer comes.
            responder.requestServiceInfo(TYPE, name, 1);
        }

        @Override
        public void serviceAdded(final ServiceEvent event) {
            if (!event.getName().equals(self) && unresolved.size() < KNOWN_MAX) {
                unresolved.add(event.getName());
                send(() -> Prompt.askAbout(responder, event.getName() + "." + TYPE));
                ask(event.getName());
            }
        }

        @Override
        public void serviceRemoved(final ServiceEvent event) {
            unresolved.remove(event.getName());
            known.remove(event.getName());
        }

        @Override
        public void serviceResolved(final ServiceEvent event) {
            final ServiceInfo info = event.getInfo();
            final Map<String, String> properties = new HashMap<>();
            Collections.list(info.getPropertyNames()).forEach(key -> properties.put(key, info.getPropertyString(key)));
            final Inet4Address[] addresses = info.getInet4Addresses();
            if (addresses.length > 0) {
                unresolved.remove(event.getName());
            }
            if (!event.getName().equals(self) && addresses.length > 0 && known.size() < KNOWN_MAX) {
                Announcement.read(event.getName(), addresses[0].getHostAddress(), info.getPort(), properties)
                    .ifPresent(announcement -> {
                        if (known.put(announcement.id(), announcement) == null) {
                            found.run();
                        }
                    });
            }
        }
    }
}
