package org.umbel.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.umbel.node.discovery.Announcement.Standing;
import org.umbel.topology.Endpoint;

final class AnnouncementTest {
    private static final String ID = "00000000000000a1";
    private static final Announcement GATE = new Announcement(ID, "gate", Standing.GATEWAY,
        new Endpoint("10.0.0.1", 7400), "1.2", "Render room");

    private static Map<String, String> with(final String key, final String value) {
        final Map<String, String> properties = new HashMap<>(GATE.properties());
        properties.put(key, value);
        return properties;
    }

    @Test
    void shouldReadWhatItTells() {
        assertThat(Announcement.read(ID, "10.0.0.1", 7400, GATE.properties())).contains(GATE);
    }

    @Test
    void shouldTakeNoOtherForm() {
        assertThat(Announcement.read(ID, "10.0.0.1", 0, GATE.properties())).isEmpty();
        assertThat(Announcement.read(ID, "", 7400, GATE.properties())).isEmpty();
        assertThat(Announcement.read("gate", "10.0.0.1", 7400, GATE.properties())).isEmpty();
        assertThat(Announcement.read(ID, "10.0.0.1", 7400, with("form", "2"))).isEmpty();
        assertThat(Announcement.read(ID, "10.0.0.1", 7400, with("standing", "emperor"))).isEmpty();
        assertThat(Announcement.read(ID, "10.0.0.1", 7400, Map.of())).isEmpty();
    }

    @Test
    void shouldShowNothingOnATerminalThatIsNotText() {
        assertThat(Announcement.read(ID, "10.0.0.1", 7400, with("name", "\u001b[2Jgate\n")).orElseThrow().name())
            .isEqualTo("?[2Jgate?");
    }

    @Test
    void shouldCutLongNamesBetweenCharacters() {
        final String long64 = "\uD83C\uDF3C".repeat(64);
        final Announcement flower = new Announcement(ID, long64, Standing.CLIENT, GATE.endpoint(), "1.2", "");

        final String told = flower.properties().get("name");
        assertThat(told.getBytes(StandardCharsets.UTF_8)).hasSize(200);
        assertThat(long64).startsWith(told);
    }
}
