package org.umbel.node.role;

import java.io.PrintStream;
import java.util.Locale;
import org.umbel.codec.wire.Message.NodeStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Progress for programs that measure: JSON lines on standard output, flushed at once, people's lines where they belong.
 *
 * <p>{@code {"event":"shown","tiles":1,"tileCount":510}} when the first tile has pixels, and when the last one has;
 * {@code {"event":"progress","tileSamples":5120,"total":32640}} at most twenty a second while the number grows;
 * {@code {"event":"scene","node":"ada","role":"leaf","id":"1f","blocksHeld":120,"blocksNeeded":300,
 * "bytesPerSecond":11200000}} when one of a node's numbers has changed, which it tells up to four times a second.
 */
final class ProgressJson implements Progress {
    static final long EVERY_NS = 50_000_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintStream output;
    private final PrintStream words;
    private long shownDone;
    private long nextNs = Long.MIN_VALUE;
    private int tilesSaid;
    private boolean isClosed;

    ProgressJson(final PrintStream output, final PrintStream words) {
        this.output = output;
        this.words = words;
    }

    @Override
    public void at(final long done, final long total, final long nowNs) {
        if (done > shownDone && (nextNs == Long.MIN_VALUE || nowNs - nextNs >= 0 || done == total)) {
            say("{\"event\":\"progress\",\"tileSamples\":" + done + ",\"total\":" + total + "}");
            shownDone = done;
            nextNs = nowNs + EVERY_NS;
        }
    }

    @Override
    public void shown(final int tiles, final int tileCount) {
        if (tiles > tilesSaid && (tilesSaid == 0 || tiles == tileCount)) {
            say("{\"event\":\"shown\",\"tiles\":" + tiles + ",\"tileCount\":" + tileCount + "}");
            tilesSaid = tiles;
        }
    }

    @Override
    public void scene(final NodeStatus node) {
        if (!isClosed) {
            say(MAPPER.createObjectNode().put("event", "scene").put("node", node.name())
                .put("role", node.role().name().toLowerCase(Locale.ROOT))
                .put("id", Long.toHexString(node.incarnation()))
                .put("blocksHeld", node.scene().blocksHeld()).put("blocksNeeded", node.scene().blocksNeeded())
                .put("bytesPerSecond", node.scene().bytesPerSecond()).toString());
        }
    }

    private void say(final String line) {
        output.println(line);
        output.flush();
    }

    @Override
    public void line(final String text) {
        words.println("umbel: " + text);
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
