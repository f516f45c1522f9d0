package org.umbel.bench.fanout;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The ways of sending. */
enum Peers {
    /** This project's way of sending to a group, without the tree around it. */
    GROUP("org.umbel.bench.fanout.GroupPeer"),
    /** uftp, the file transfer by multicast that Debian has. */
    UFTP(UftpPeer.class.getName()),
    /** A TCP connection for each receiver. */
    TCP(TcpPeer.class.getName()),
    /** Aeron's multicast with tagged flow control, as it is. */
    AERON(AeronPeer.class.getName());

    /** Of machine 1 of a farm. */
    static final String SENDER = "10.231.0.1";

    private final String program;

    Peers(final String program) {
        this.program = program;
    }

    String program() {
        return program;
    }

    /** Why it cannot be measured here; empty when it can. */
    String absent() {
        if (this == UFTP) {
            final boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "uftpd")));
            return isThere ? "" : "skipped, uftp is not installed: apt-get install uftp";
        }
        return Peers.class.getResource(program.substring(program.lastIndexOf('.') + 1) + ".class") != null ? ""
            : "this build has no " + program;
    }
}
