package org.umbel.relay.aeron;

import io.aeron.CncFileDescriptor;
import io.aeron.driver.status.SystemCounterDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * What the driver of a process has carried so far, in bytes of UDP payload: all links, all streams, and Aeron's own
 * words. Of a process with one link it is that link. Read from the driver's counters, which any process of the same
 * user may map; for benches.
 *
 * @param sent     out of the process
 * @param received into it
 */
public record DriverBytes(long sent, long received) {
    /** Of a process of this machine; empty when it has no driver, or not yet. */
    public static Optional<DriverBytes> of(final long pid) {
        return DriverFolder.of(pid, DriverFolder.storageDefault()).map(DriverBytes::in);
    }

    /** Of the driver of a folder; see {@link AeronTransport#folder}. */
    static DriverBytes in(final Path folder) {
        final MappedByteBuffer file;
        try (FileChannel channel =
            FileChannel.open(folder.resolve(CncFileDescriptor.CNC_FILE), StandardOpenOption.READ)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            final DirectBuffer head = CncFileDescriptor.createMetaDataBuffer(file);
            CncFileDescriptor.checkVersion(head.getInt(CncFileDescriptor.cncVersionOffset(0)));
            final CountersReader counters = new CountersReader(
                CncFileDescriptor.createCountersMetaDataBuffer(file, head),
                CncFileDescriptor.createCountersValuesBuffer(file, head), StandardCharsets.US_ASCII);
            return new DriverBytes(counters.getCounterValue(SystemCounterDescriptor.BYTES_SENT.id()),
                counters.getCounterValue(SystemCounterDescriptor.BYTES_RECEIVED.id()));
        } finally {
            BufferUtil.free(file);
        }
    }
}
