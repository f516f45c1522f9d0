package org.umbel.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message;
import org.umbel.relay.check.Invariant;
import org.umbel.relay.link.LinkState;

/** docs/protocol.md says what the code does. */
class ProtocolDocTest {
    /** Rows of the table that begins with this heading, cells trimmed. */
    private static List<List<String>> table(final String heading) throws IOException {
        final Path file = Path.of(System.getenv().getOrDefault("UMBEL_ROOT", ".."), "docs", "protocol.md");
        final List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (final String line : Files.readAllLines(file)) {
            if (line.startsWith("| " + heading + " |")) {
                inside = true;
            } else if (inside && !line.startsWith("|")) {
                break;
            } else if (inside && !line.startsWith("| ---")) {
                rows.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)).map(String::trim)
                    .toList());
            }
        }
        assertThat(rows).as("table of " + heading).isNotEmpty();
        return rows;
    }

    @Test
    void shouldNameEveryMessage() throws IOException {
        assertThat(table("message").stream().map(List::getFirst).toList()).containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Message.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    }

    @Test
    void shouldDrawTheStatesOfALinkAsTheCodeAllowsThem() throws IOException {
        final Map<String, String> drawn = new LinkedHashMap<>();
        table("state").forEach(row -> drawn.put(row.get(0), row.get(1)));
        final Map<String, String> allowed = new LinkedHashMap<>();
        for (final LinkState state : LinkState.values()) {
            allowed.put(state.name(), state.next().stream().map(Enum::name).collect(Collectors.joining(", ")));
        }
        assertThat(sorted(drawn)).isEqualTo(sorted(allowed));
    }

    private static Map<String, List<String>> sorted(final Map<String, String> states) {
        final Map<String, List<String>> sorted = new LinkedHashMap<>();
        states.forEach((state, next) -> sorted.put(state, Arrays.stream(next.split(", ")).sorted().toList()));
        return sorted;
    }

    @Test
    void shouldListEveryInvariantAsItIsChecked() throws IOException {
        final List<String> listed = table("number").stream().map(row -> row.get(0) + " " + row.get(1) + ": "
            + row.get(2).replace("&#124;", "|")).toList();
        assertThat(listed).isEqualTo(Arrays.stream(Invariant.values()).skip(1)
            .map(i -> i.number() + " " + i.title() + ": " + i.text()).toList());
    }
}
