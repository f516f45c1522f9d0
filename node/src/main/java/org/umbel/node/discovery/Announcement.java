package org.umbel.node.discovery;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.umbel.topology.Endpoint;

/**
 * What a node that listens tells everybody of itself.
 *
 * @param id       16 hexadecimal digits of this process
 * @param name     for people
 * @param standing what it offers
 * @param endpoint where to dial
 * @param build    version
 * @param farm     what people call its farm
 */
public record Announcement(String id, String name, Standing standing, Endpoint endpoint, String build, String farm) {
    /** DNS-SD allows 255 bytes for a key with its value. */
    private static final int BYTES_MAX = 200;
    private static final String FORM = "1";

    /** Whom a listening node is good for, the best parent of a leaf first. */
    public enum Standing {
        /** A relay without a parent: clients and leaves may dial it. */
        GATEWAY,
        /** A relay below another: leaves may dial it. */
        RELAY,
        /** A client with a picture to render: leaves and relays may dial it. */
        CLIENT
    }

    Map<String, String> properties() {
        final Map<String, String> properties = new HashMap<>();
        properties.put("form", FORM);
        properties.put("name", cut(name));
        properties.put("standing", standing.name().toLowerCase(Locale.ROOT));
        properties.put("build", cut(build));
        properties.put("farm", cut(farm));
        return properties;
    }

    /** Reads what somebody told; empty when it is not of this form, or not all there yet. */
    static Optional<Announcement> read(final String id, final String host, final int port,
                                       final Map<String, String> properties) {
        if (!FORM.equals(properties.get("form")) || host.isEmpty() || port < 1 || port > 65535
            || !id.matches("[0-9a-f]{16}")) {
            return Optional.empty();
        }
        for (final Standing standing : Standing.values()) {
            if (standing.name().toLowerCase(Locale.ROOT).equals(properties.get("standing"))) {
                return Optional.of(new Announcement(id, text(properties, "name"), standing, new Endpoint(host, port),
                    text(properties, "build"), text(properties, "farm")));
            }
        }
        return Optional.empty();
    }

    /** Strangers' words end on a terminal: nothing but printable characters, and not too many. */
    private static String text(final Map<String, String> properties, final String key) {
        return cut(properties.getOrDefault(key, "").replaceAll("\\p{C}", "?"));
    }

    private static String cut(final String text) {
        String shorter = text;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }
}
