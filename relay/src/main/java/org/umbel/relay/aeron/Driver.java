package org.umbel.relay.aeron;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.status.SystemCounterDescriptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The embedded media driver of a process and its one client, both run by the calling thread: a second thread would cost
 * a wake-up for each packet, and a poll of its own while nothing comes.
 */
final class Driver implements AutoCloseable {
    /** A process that was paused for minutes must find its own driver alive: both stood still. */
    private static final long PAUSE_MAX_NS = TimeUnit.MINUTES.toNanos(60);

    /** In a round the driver reads a packet of each socket and sends one of each stream: too little for our turn. */
    private static final int ROUNDS_MAX = 16;
    /** A round that did less moved no whole packet. */
    private static final int STREAM_BYTES = 1_024;

    /** More than any other side takes. */
    private static final long WINDOW_BYTES_MAX = WireStream.BLOCK.termBytes();

    private final MediaDriver media;
    private final Aeron aeron;
    private final SocketWait wait;
    private final Path folder;
    private final Map<Long, SendFlow> flows;
    private final PacketSizes packets;
    private long invalidPacketsSeen;

    private Driver(final MediaDriver media, final Aeron aeron, final SocketWait wait, final Path folder,
                   final Map<Long, SendFlow> flows, final PacketSizes packets) {
        this.media = media;
        this.aeron = aeron;
        this.wait = wait;
        this.folder = folder;
        this.flows = flows;
        this.packets = packets;
    }

    static Driver launch(final AeronConfig config, final ErrorLines errors) {
        final SocketBuffers sockets = SocketBuffers.probe();
        sockets.hint().ifPresent(config.log());
        final Path folder = DriverFolder.choose(config.storage());
        final SocketWait wait = new SocketWait();
        final Map<Long, SendFlow> flows = new HashMap<>();
        MediaDriver media = null;
        try {
            media = MediaDriver.launch(driverContext(config, sockets, folder, wait, flows, errors));
            return new Driver(media, Aeron.connect(clientContext(folder, media, errors)), wait, folder, flows,
                new PacketSizes(config.packetBytesMax(), config.log()));
        } catch (final RuntimeException e) {
            if (media != null) {
                media.close();
            }
            wait.close();
            DriverFolder.delete(folder);
            throw new LaunchException("The Aeron driver does not start in " + folder + ": "
                + ErrorLines.firstLine(e) + ". Check the space and the rights there.", e);
        }
    }

    private static MediaDriver.Context driverContext(final AeronConfig config, final SocketBuffers sockets,
                                                     final Path folder, final SocketWait wait,
                                                     final Map<Long, SendFlow> flows,
                                                     final ErrorLines errors) {
        final MediaDriver.Context driver = new MediaDriver.Context();
        Endpoints.supply(driver, wait);
        return driver
            .aeronDirectoryName(folder.toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.INVOKER)
            .asyncExecutorEnabled(false)
            .errorHandler(errors)
            .mtuLength(PacketSizes.USUAL_BYTES)
            .unicastFlowControlSupplier((channel, stream, registration) -> flows.computeIfAbsent(registration,
                id -> new SendFlow(stream == WireStream.BLOCK.streamId() ? new SendWindow(WINDOW_BYTES_MAX) : null,
                    () -> flows.remove(id))))
            .congestControlSupplier(OftenTold::new)
            .termBufferSparseFile(true)
            .socketRcvbufLength(sockets.receiveBytes())
            .socketSndbufLength(sockets.sendBytes())
            .initialWindowLength(sockets.windowBytes())
            .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(100))
            .statusMessageTimeoutNs(TimeUnit.MILLISECONDS.toNanos(200))
            .imageLivenessTimeoutNs(config.livenessNs())
            .publicationConnectionTimeoutNs(config.livenessNs())
            .publicationLingerTimeoutNs(TimeUnit.SECONDS.toNanos(1))
            .clientLivenessTimeoutNs(PAUSE_MAX_NS)
            .publicationUnblockTimeoutNs(PAUSE_MAX_NS + TimeUnit.SECONDS.toNanos(5));
    }

    private static Aeron.Context clientContext(final Path folder, final MediaDriver media,
                                               final ErrorLines errors) {
        return new Aeron.Context()
            .aeronDirectoryName(folder.toString())
            .useConductorAgentInvoker(true)
            .driverAgentInvoker(media.sharedAgentInvoker())
            .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(PAUSE_MAX_NS))
            .errorHandler(errors);
    }

    Aeron aeron() {
        return aeron;
    }

    Path folder() {
        return folder;
    }

    /** Lets driver and client do their duties; image handlers are called from here. Returns the work done. */
    int invoke() {
        int work = 0;
        int done = 0;
        for (int i = 0; i < ROUNDS_MAX && (i == 0 || done >= STREAM_BYTES); i++) {
            done = media.sharedAgentInvoker().invoke();
            work += done;
        }
        return work + aeron.conductorAgentInvoker().invoke();
    }

    /** How a stream that this process publishes fares; null until the driver has made it, and after its end. */
    @Nullable
    SendFlow flow(final long registrationId) {
        return flows.get(registrationId);
    }

    /** Whether more is to be sent than may be under way: answers matter. */
    boolean isHeldUp() {
        for (final SendFlow flow : flows.values()) {
            if (flow.isHeldUp()) {
                return true;
            }
        }
        return false;
    }

    /** How large packets are. */
    PacketSizes packets() {
        return packets;
    }

    /** Where to wait for the driver's sockets. */
    SocketWait socketWait() {
        return wait;
    }

    /** Datagrams since the last call that are no Aeron frames. */
    long invalidPackets() {
        final int counterId = SystemCounterDescriptor.INVALID_PACKETS.id();
        final long total = aeron.countersReader().getCounterValue(counterId);
        final long fresh = total - invalidPacketsSeen;
        invalidPacketsSeen = total;
        return fresh;
    }

    @Override
    public void close() {
        aeron.close();
        media.close();
        wait.close();
        DriverFolder.delete(folder);
    }
}
