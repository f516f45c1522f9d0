package org.umbel.node.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in whoever has the token, from a page of this server only. Every program and every web page of this machine can
 * reach a loopback port: the token keeps the programs of others out, Host the rebinding of names, Origin foreign pages.
 */
final class Gate {
    private static final int TOKEN_BYTES = 16;

    private final int port;
    private final String token;

    Gate(final int port, final String token) {
        this.port = port;
        this.token = token;
    }

    /** 128 random bits, as hexadecimal digits. */
    static String newToken() {
        final byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Cookies do not know ports: two clients on one machine have two names. */
    String cookieName() {
        return "umbel-" + port;
    }

    /** For a response to whoever showed the token in the address. */
    String cookie() {
        return cookieName() + "=" + token + "; HttpOnly; SameSite=Strict; Path=/";
    }

    /**
     * A request, as far as it matters here.
     *
     * @param host    header, or empty
     * @param origin  header; pages of other sites cannot leave it out of a WebSocket or a form
     * @param query   parameter {@code token}
     * @param cookies values of all cookies named {@link #cookieName}
     */
    record Visitor(String host, Optional<String> origin, Optional<String> query, List<String> cookies) {}

    /** Empty, or why the visitor is refused. */
    Optional<String> refusal(final Visitor visitor, final boolean isWebSocket) {
        final Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        if (!hosts.contains(visitor.host())) {
            return Optional.of("this address is not served here");
        }
        final boolean isOriginOurs = visitor.origin().map(origin -> origin.equals("http://" + visitor.host()))
            .orElse(!isWebSocket);
        if (!isOriginOurs) {
            return Optional.of("another page may not come in here");
        }
        final boolean hasToken = visitor.query().map(this::isToken).orElse(false)
            || visitor.cookies().stream().anyMatch(this::isToken);
        return hasToken ? Optional.empty()
            : Optional.of("open the whole address that the client printed, with its token");
    }

    /** In a time that does not depend on where they differ. */
    private boolean isToken(final String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
