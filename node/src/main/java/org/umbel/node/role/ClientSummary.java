package org.umbel.node.role;

import java.util.List;
import java.util.Locale;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.node.page.SceneWords;
import org.umbel.node.page.TreeWords;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client tells at the end.
 *
 * @param settings     of the picture
 * @param render       what of it was asked for
 * @param amount       what it is made of
 * @param fromSnapshot what of that an earlier run has rendered
 * @param farmName     what people call the farm
 * @param trust        who could come in
 * @param seconds      where the time went
 * @param cpuSeconds   of all threads of this process until the last sample was accepted; 0 where nobody tells
 * @param pixelsSha256 the picture's hash
 * @param nodes        all nodes of the tree
 * @param rangesFreed  in the whole tree, by dead links
 */
record ClientSummary(PictureSettings settings, RenderOptions render, RenderAmount amount, RenderAmount fromSnapshot,
                     String farmName, Trust trust, Seconds seconds, double cpuSeconds, String pixelsSha256,
                     List<NodeStatus> nodes, long rangesFreed) {
    /**
     * All from the start of the import.
     *
     * @param imported    when the scene's blocks were made
     * @param firstPixels when the first coarse pixels or sums came
     * @param complete    when the last sample was accepted
     * @param total       when the files were written
     */
    record Seconds(double imported, double firstPixels, double complete, double total) {
        double rendering() {
            return complete - imported;
        }
    }

    /** What this run has rendered. */
    private double samplesPerSecond() {
        return (amount.samples() - fromSnapshot.samples()) / Math.max(1e-9, seconds.rendering());
    }

    private int samplesPerPixel() {
        return settings.samples() - render.firstSample();
    }

    /** Who had part in it, and who was still to be sent the scene. */
    private List<NodeStatus> contributors() {
        return nodes.stream().filter(n -> n.rangesAccepted() > 0 || n.rangesFreed() > 0 || SceneWords.isReceiving(n))
            .toList();
    }

    /** One line. */
    String json() {
        final JsonMapper mapper = JsonMapper.builder().build();
        final ObjectNode line = mapper.createObjectNode();
        final PixelRegion region = render.region(settings);
        line.put("width", region.width()).put("height", region.height()).put("samplesPerPixel", samplesPerPixel())
            .put("firstSample", render.firstSample()).put("samples", amount.samples())
            .put("tileSamples", amount.tileSamples()).put("tileSamplesFromSnapshot", fromSnapshot.tileSamples());
        line.put("mode", render.tiled() ? "tiled" : "progressive").put("adaptiveError", render.adaptiveError());
        line.putObject("crop").put("x", region.x()).put("y", region.y()).put("pictureWidth", settings.width())
            .put("pictureHeight", settings.height());
        line.putObject("seconds").put("import", rounded(seconds.imported))
            .put("firstPixels", rounded(seconds.firstPixels)).put("complete", rounded(seconds.complete))
            .put("total", rounded(seconds.total));
        line.put("cpuSeconds", rounded(cpuSeconds));
        line.put("samplesPerSecond", Math.round(samplesPerSecond())).put("pixelsSha256", pixelsSha256);
        line.putObject("farm").put("name", farmName).put("words", TreeWords.farm(farmName, nodes));
        line.put("security", trust.kind());
        final ArrayNode list = line.putArray("nodes");
        for (final NodeStatus node : contributors()) {
            list.addObject().put("name", node.name()).put("role", node.role().name().toLowerCase(Locale.ROOT))
                .put("rangesAccepted", node.rangesAccepted()).put("tileSamples", node.tileSamplesAccepted())
                .put("rangesFreed", node.rangesFreed()).put("blocksHeld", node.scene().blocksHeld())
                .put("blocksNeeded", node.scene().blocksNeeded())
                .put("sceneBytesPerSecond", node.scene().bytesPerSecond());
        }
        return line.put("rangesFreed", rangesFreed).toString();
    }

    /** A few lines for people. */
    List<String> lines() {
        final List<String> lines = new java.util.ArrayList<>();
        final PixelRegion region = render.region(settings);
        lines.add(
            "%dx%d at %s%d samples in %.1f s (import %.1f s, first pixels after %.2f s), %.2f Msamples/s".formatted(
                region.width(), region.height(), render.adaptiveError() > 0 ? "up to " : "", samplesPerPixel(),
                seconds.total, seconds.imported, seconds.firstPixels, samplesPerSecond() / 1e6));
        if (fromSnapshot.tileSamples() > 0 || render.adaptiveError() > 0) {
            lines.add("%d tile-samples, %d of them from the snapshot".formatted(amount.tileSamples(),
                fromSnapshot.tileSamples()));
        }
        for (final NodeStatus node : contributors()) {
            lines.add("%s (%s): %d ranges, %d tile-samples%s%s".formatted(node.name(),
                node.role().name().toLowerCase(Locale.ROOT), node.rangesAccepted(), node.tileSamplesAccepted(),
                node.rangesFreed() > 0 ? ", " + node.rangesFreed() + " ranges freed" : "",
                SceneWords.isReceiving(node) ? ", " + SceneWords.receives(node.scene()) : ""));
        }
        lines.add("pixelsSha256 " + pixelsSha256);
        return lines;
    }

    private static double rounded(final double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
