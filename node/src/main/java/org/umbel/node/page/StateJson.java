package org.umbel.node.page;

import java.util.Locale;
import org.umbel.codec.scene.Camera;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The state as a browser reads it. */
final class StateJson {
    private StateJson() {}

    static String of(final StudioState state) {
        final About about = state.about();
        final ObjectNode json = Wish.MAPPER.createObjectNode().put("type", "state").put("scene", about.scene())
            .put("epoch", state.epoch()).put("width", state.settings().width())
            .put("height", state.settings().height()).put("samples", state.settings().samples())
            .put("samplesDone", state.samplesDone()).put("seconds", state.seconds())
            .put("firstPixelsMs", state.firstPixelsMs()).put("samplesPerSecond", state.samplesPerSecond())
            .put("complete", state.isComplete()).put("farm", state.farm()).put("notice", state.notice())
            .put("denoising", state.denoising())
            .put("exposure", about.exposureEv()).put("tone", Wish.nameOf(about.tone()));
        put(json.putObject("camera"), state.camera());
        put(json.putObject("home"), about.home());
        final ArrayNode nodes = json.putArray("nodes");
        for (final StudioState.Node node : state.nodes()) {
            nodes.addObject().put("id", Long.toHexString(node.id())).put("depth", node.depth())
                .put("name", node.name()).put("role", node.role()).put("state", node.state())
                .put("mood", node.mood().name().toLowerCase(Locale.ROOT)).put("threads", node.threads())
                .put("samplesPerSecond", node.samplesPerSecond()).put("share", node.share())
                .put("blocksHeld", node.scene().blocksHeld()).put("blocksNeeded", node.scene().blocksNeeded())
                .put("sceneBytesPerSecond", node.scene().bytesPerSecond());
        }
        return json.toString();
    }

    private static void put(final ObjectNode json, final Camera camera) {
        put(json.putArray("position"), camera.position());
        put(json.putArray("target"), camera.target());
        put(json.putArray("up"), camera.up());
        json.put("fov", camera.verticalFovDegrees());
    }

    private static void put(final ArrayNode json, final float[] point) {
        for (final float coordinate : point) {
            json.add(coordinate);
        }
    }
}
