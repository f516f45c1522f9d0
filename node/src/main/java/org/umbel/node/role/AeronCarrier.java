package org.umbel.node.role;

import java.util.Optional;
import java.util.function.Consumer;
import org.umbel.relay.aeron.AeronConfig;
import org.umbel.relay.aeron.AeronTransport;
import org.umbel.relay.aeron.LaunchException;
import org.umbel.relay.link.Admission;
import org.umbel.relay.transport.Transport;
import org.umbel.topology.Endpoint;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/** Aeron, with its embedded driver. */
final class AeronCarrier implements Carrier {
    private final AeronTransport transport;

    private AeronCarrier(final AeronTransport transport) {
        this.transport = transport;
    }

    /**
     * Starts the driver and opens the port.
     *
     * @throws ProblemException when the machine or the port does not allow it
     */
    static AeronCarrier launch(final Optional<Endpoint> listen, final Admission admission, final WayDown down,
                               final Consumer<String> log) {
        try {
            return new AeronCarrier(AeronTransport.launch(listen
                .map(endpoint -> AeronConfig.listening(endpoint, log))
                .orElseGet(() -> AeronConfig.dialling(log)).withMembers(admission::isMember)
                .withGroup(down.groupBytesPerSecond()).withPackets(down.packetBytesMax())));
        } catch (final LaunchException e) {
            throw new ProblemException(Problem.of("", String.valueOf(e.getMessage()), ""));
        }
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public String listening() {
        return transport.listening().map(Endpoint::toString).orElse("");
    }

    @Override
    public void idle(final int workCount, final long deadlineNs) {
        transport.idle(workCount, deadlineNs);
    }

    @Override
    public void rest(final int workCount, final long deadlineNs) {
        transport.rest(workCount, deadlineNs);
    }

    @Override
    public void gather(final int workCount, final long deadlineNs, final long gatherNs) {
        transport.gather(workCount, deadlineNs, gatherNs);
    }

    @Override
    public void nudge() {
        transport.nudge();
    }

    @Override
    public void wake() {
        transport.wake();
    }

    @Override
    public void close() {
        transport.close();
    }
}
