package org.umbel.node.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.node.role.FarmKey;
import org.umbel.node.role.Trust;
import org.umbel.topology.Endpoint;
import org.umbel.topology.ProblemException;

/** Where a node can be reached, and by whom: --bind, --listen, --farm-key and --insecure. */
final class Doors {
    static final String LOOPBACK = "127.0.0.1";
    private static final String UNPROTECTED = " is no loopback address";
    private static final String REMEDY = "add --farm-key FILE (see the keygen command), or --insecure if everybody who "
        + "reaches that address may use this node";

    private final NodeOptions options;
    private final Fields fields;
    private final Optional<FarmKey> key;
    private String address;

    Doors(final NodeOptions options, final Fields fields) {
        this.options = options;
        this.fields = fields;
        this.key = key();
        this.address = LOOPBACK;
        if (options.bind != null && isAllowed("--bind", options.bind)) {
            // Whether it is an address of this machine, opening the port will tell.
            address = options.bind;
        }
    }

    private Optional<FarmKey> key() {
        if (options.farmKey == null) {
            return Optional.empty();
        }
        if (options.insecure) {
            fields.refuse("--insecure", "not together with --farm-key", "leave one of them out");
        }
        try {
            return Optional.of(FarmKey.read(Path.of(options.farmKey)));
        } catch (final InvalidPathException e) {
            fields.refuse("--farm-key", "not a path: " + options.farmKey, "");
        } catch (final ProblemException e) {
            e.problems().forEach(fields::refuse);
        }
        return Optional.empty();
    }

    /** The local address where this node can be reached, and looks for others. */
    String address() {
        return address;
    }

    /** Where it listens, if it is told to. */
    Optional<Endpoint> listen(final @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        final int colon = text.lastIndexOf(':');
        final String host = colon < 0 ? address : text.substring(0, colon);
        final int port = fields.integer("--listen", text.substring(colon + 1), 0, 65535, Endpoint.PORT_DEFAULT);
        if (colon >= 0 && !isAllowed("--listen", host)) {
            return Optional.empty();
        }
        address = host;
        return Optional.of(new Endpoint(host, port));
    }

    /** Who may come in there. */
    Trust trust() {
        return key.map(Trust::keyed).orElseGet(() -> isLoopback(address) ? Trust.LOOPBACK : Trust.insecure(address));
    }

    private boolean isAllowed(final String option, final String host) {
        if (host.isBlank()) {
            fields.refuse(option, "an address is missing", "");
            return false;
        }
        // A key that cannot be read has been told of already.
        if (isLoopback(host) || options.insecure || options.farmKey != null) {
            return true;
        }
        fields.refuse(option, host + UNPROTECTED, REMEDY);
        return false;
    }

    private static boolean isLoopback(final String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            return false;
        }
    }
}
