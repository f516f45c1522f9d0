package org.umbel.bench.fanout;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends a file by uftp. Its rate leaves out IP's, UDP's and Ethernet's headers: with blocks of 1,400 bytes 96 % of the
 * link are 99 % of it on the wire. Counted is from where it begins with the file, all receivers known, until it says
 * that the file is complete, by its own clock; it is proved afterwards.
 */
public final class UftpPeer {
    private static final int KBIT_PER_MBIT = 960;
    private static final DateTimeFormatter STAMP =
        DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final int STAMP_LENGTH = "2026/01/01 00:00:00.000000".length();
    private static final String FILE = "blocks";
    private static final String BEGINS = "Sending file";
    private static final String COMPLETE = "File transfer complete";

    private UftpPeer() {}

    /** One side. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final PeerArguments told = PeerArguments.of(args);
        final Path folder = Files.createTempDirectory("uftp-");
        if (told.isSender()) {
            send(told, folder.resolve(FILE));
        } else {
            receive(told, folder);
        }
    }

    private static void send(final PeerArguments told, final Path file) throws IOException, InterruptedException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < Blocks.count(told.mib()); i++) {
                out.write(Blocks.block(i));
            }
        }
        final String receivers = IntStream.range(0, told.receivers()).mapToObj(i -> "10.231.0." + (i + 2))
            .collect(Collectors.joining(","));
        try (RollCall roll = RollCall.await(told.address(), told.receivers())) {
            final Process uftp = start(List.of("uftp", "-T", "-I", told.address(), "-B", "4000000", "-b", "1400", "-R",
                Integer.toString(told.mbit() * KBIT_PER_MBIT), "-H", receivers, file.toString()));
            System.out.println("begin " + await(uftp, BEGINS));
            roll.awaitDone();
            uftp.destroy();
        }
    }

    private static void receive(final PeerArguments told, final Path folder) throws IOException {
        final Process uftpd = start(List.of("uftpd", "-d", "-q", "-t", "-I", told.address(), "-B", "4000000", "-D",
            folder.toString()));
        try (RollCall roll = RollCall.join()) {
            final long doneNs = await(uftpd, COMPLETE);
            final Proof proof = new Proof(told.mib());
            try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve(FILE)))) {
                final byte[] block = new byte[Blocks.BYTES];
                for (int i = 0; !proof.isWhole(); i++) {
                    in.readFully(block);
                    proof.add(i, block);
                }
            }
            proof.print(doneNs);
            roll.done();
        } finally {
            uftpd.destroy();
        }
    }

    private static Process start(final List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** When it said that, in {@link System#nanoTime}, by its own stamp; its words after that are read and dropped. */
    private static long await(final Process process, final String text) throws IOException {
        final BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        final StringBuilder words = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains(text)) {
                Thread.ofPlatform().daemon().start(() -> drop(said));
                final LocalDateTime stamp = LocalDateTime.parse(line.substring(0, STAMP_LENGTH), STAMP);
                final long agoNs = Duration.between(stamp, LocalDateTime.now(ZoneId.systemDefault())).toNanos();
                return System.nanoTime() - agoNs;
            }
            words.append(line).append('\n');
        }
        throw new IOException("it ended early:\n" + words);
    }

    private static void drop(final BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (final IOException e) {
            // it was ended while it spoke
            return;
        }
    }
}
