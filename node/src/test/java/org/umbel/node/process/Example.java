package org.umbel.node.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people are shown to type, with the ports that it names changed to free ones. */
final class Example {
    private static final Pattern PORT = Pattern.compile("(127\\.0\\.0\\.1:|--listen )(\\d+)");

    private final Map<String, String> ports = new HashMap<>();

    /** The same port becomes the same free port, in all texts. */
    String onFreePorts(final String text) {
        return PORT.matcher(text).replaceAll(match -> match.group(1)
            + ports.computeIfAbsent(match.group(2), port -> freePort()));
    }

    /** Copies the folder of example topologies. */
    void copyTopologies(final Path folder) throws IOException {
        final Path examples = Path.of(System.getenv("UMBEL_ROOT"), "examples");
        try (Stream<Path> files = Files.walk(examples)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path copy = folder.resolve(examples.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, onFreePorts(Files.readString(file)));
            }
        }
    }

    /** Of UDP; somebody else could take it before the node does, which no test so far has seen. */
    private static String freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
