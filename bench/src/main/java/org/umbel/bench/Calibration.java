package org.umbel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.umbel.relay.sim.SimCosts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code scripts/bench calibrate} has measured, as a file that {@code scripts/bench scaling} reads.
 *
 * @param commit       of the sources that were measured
 * @param machine      that was measured, and how busy it was
 * @param costs        of the agent thread of a node
 * @param tileSampleNs CPU time of a render thread for a sample of every pixel of a tile
 */
record Calibration(String commit, String machine, SimCosts costs, double tileSampleNs) {
    static Path file() {
        return Scenes.out().resolve("calibration.json");
    }

    void write() {
        final ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("commit", commit).put("machine", machine).put("messageNs", costs.messageNs())
            .put("mergeNs", costs.mergeNs()).put("packNs", costs.packNs()).put("rangeNs", costs.rangeNs())
            .put("byteNs", costs.byteNs()).put("tileBytes", costs.tileBytes()).put("tileSampleNs", tileSampleNs);
        try {
            Files.createDirectories(Scenes.out());
            Files.writeString(file(), json.toPrettyString() + "\n");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when there is none. */
    static Optional<Calibration> read() {
        if (!Files.isReadable(file())) {
            return Optional.empty();
        }
        final JsonNode json = JsonMapper.builder().build().readTree(file());
        final SimCosts costs = new SimCosts(json.required("messageNs").asDouble(), json.required("mergeNs").asDouble(),
            json.required("packNs").asDouble(), json.required("rangeNs").asDouble(),
            json.required("byteNs").asDouble(), json.required("tileBytes").asInt());
        return Optional.of(new Calibration(json.required("commit").asString(), json.required("machine").asString(),
            costs, json.required("tileSampleNs").asDouble()));
    }
}
