package org.umbel.topology.file;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.Endpoint;
import org.umbel.topology.NodeSpec;
import org.umbel.topology.Problem;
import tools.jackson.databind.JsonNode;

/**
 * One entry of the list of nodes as a record. What the schema has refused already is replaced by something
 * harmless, so that the rest of the file can be judged in the same run.
 */
final class NodeReader {
    static final String LOOPBACK = "127.0.0.1";

    private final YamlText text;
    private final String pointer;
    private final JsonNode entry;
    private final List<Problem> problems;
    private boolean isSound;

    private NodeReader(final YamlText text, final String pointer, final JsonNode entry, final boolean isSound,
                       final List<Problem> problems) {
        this.text = text;
        this.pointer = pointer;
        this.entry = entry;
        this.isSound = isSound;
        this.problems = problems;
    }

    /**
     * @param isSound  whether the schema has nothing against the entry
     * @param problems where further mistakes go
     */
    static PlacedNode read(final YamlText text, final String pointer, final JsonNode entry,
                           final boolean isSound,
                           final List<Problem> problems) {
        return new NodeReader(text, pointer, entry, isSound, problems).read();
    }

    private PlacedNode read() {
        final JsonNode name = entry.path("name");
        final JsonNode threads = entry.path("threads");
        final NodeSpec spec = new NodeSpec(name.isString() ? name.asString() : pointer, role(),
            endpoint("listen"),
            endpoint("address"), Optional.of(entry.path("parent")).filter(JsonNode::isString)
                .map(JsonNode::asString),
            threads.canConvertToInt() && threads.isIntegralNumber() ? OptionalInt.of(threads.asInt())
                : OptionalInt.empty(),
            entry.path("description").asString(""));
        return new PlacedNode(spec, isSound, new PlacedNode.Place(text, pointer), Optional.empty());
    }

    private Role role() {
        final String role = entry.path("role").asString("");
        for (final Role known : Role.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(role)) {
                return known;
            }
        }
        // A relay may stand anywhere, so nothing else looks wrong.
        return Role.RELAY;
    }

    private Optional<Endpoint> endpoint(final String field) {
        final JsonNode value = entry.path(field);
        if (!isSound || value.isMissingNode()) {
            // Of an entry that is wrong elsewhere, others only need to know that it listens.
            return value.isMissingNode() ? Optional.empty() : Optional.of(new Endpoint(LOOPBACK, 0));
        }
        try {
            return Optional.of(value.isString() ? Endpoint.parse(value.asString())
                : new Endpoint(LOOPBACK, value.asInt()));
        } catch (final IllegalArgumentException e) {
            problems.add(text.problem(pointer + "/" + field, String.valueOf(e.getMessage()), "a port is 1 to 65535"));
            isSound = false;
            return Optional.of(new Endpoint(LOOPBACK, 0));
        }
    }
}
