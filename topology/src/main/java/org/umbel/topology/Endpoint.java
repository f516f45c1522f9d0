package org.umbel.topology;

/**
 * Where a node listens.
 *
 * @param host a name or an address
 * @param port UDP port, 0..65535; 0 asks for a free one
 */
public record Endpoint(String host, int port) {
    /** The port that relays listen on unless told otherwise. */
    public static final int PORT_DEFAULT = 7400;

    public Endpoint {
        if (host.isBlank() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("not an endpoint: " + host + ":" + port);
        }
    }

    /** Reads {@code HOST:PORT} or {@code HOST}. */
    public static Endpoint parse(final String text) {
        final int colon = text.lastIndexOf(':');
        try {
            return colon < 0 ? new Endpoint(text, PORT_DEFAULT)
                : new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("not HOST:PORT: " + text, e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
