package org.umbel.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.block.SceneDiff;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an edit from one scene file to another sends. */
@Command(name = "diff", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "What an edit from one scene file to another sends.",
    description = {"Prints which records of B a node lacks that holds A, and how many bytes would travel to it:",
        "blocks as they are kept, and as differences from A's blocks where that is shorter (with deltas). A mesh is",
        "one record per stream. The manifest names all blocks, and changes with any."})
final class DiffCommand implements Callable<Integer> {
    /** As many changed records as a person reads. */
    private static final int ROWS_MAX = 20;

    @Parameters(index = "0", paramLabel = "A", description = "A scene, .gltf or .glb: what is there already.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "Another one: what is to be there.")
    private Path b;

    @Option(names = "--json", description = "One JSON line, with all records.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        final SceneBlocks.Written older = blocks(a);
        final SceneDiff diff = SceneDiff.of(older, blocks(b));
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(diff));
        } else {
            print(diff, out);
        }
        out.flush();
        return 0;
    }

    private static SceneBlocks.Written blocks(final Path file) {
        return SceneBlocks.write(SceneImporter.load(file, MaterialMode.GLTF).scene());
    }

    private static void print(final SceneDiff diff, final PrintWriter out) {
        if (diff.changed().isEmpty()) {
            out.println("nothing: both are the same scene");
            return;
        }
        head(out, "changed record", "");
        diff.changed().stream().limit(ROWS_MAX).forEach(row -> print(row, "", out));
        if (diff.changed().size() > ROWS_MAX) {
            out.println("... and " + (diff.changed().size() - ROWS_MAX) + " more: --json names all");
        }
        out.println();
        head(out, "kind", "records");
        diff.kinds().forEach(row -> print(row, Integer.toString(row.records()), out));
        print(diff.total(), Integer.toString(diff.total().records()), out);
    }

    private static void head(final PrintWriter out, final String name, final String records) {
        out.printf(Locale.ROOT, "%-28s %8s %8s %12s %12s %12s%n", name, records, "blocks", "raw bytes", "bytes",
            "with deltas");
    }

    private static void print(final SceneDiff.Row row, final String records, final PrintWriter out) {
        out.printf(Locale.ROOT, "%-28s %8s %8d %12d %12d %12d%n", row.name(), records, row.blocks(), row.rawBytes(),
            row.plainBytes(), row.deltaBytes());
    }

    private static String json(final SceneDiff diff) {
        final ObjectNode line = JsonMapper.builder().build().createObjectNode();
        add(line.putArray("changed"), diff.changed());
        add(line.putArray("kinds"), diff.kinds());
        fill(line.putObject("total"), diff.total());
        return line.toString();
    }

    private static void add(final ArrayNode array, final List<SceneDiff.Row> rows) {
        rows.forEach(row -> fill(array.addObject().put("name", row.name()), row));
    }

    private static void fill(final ObjectNode object, final SceneDiff.Row row) {
        object.put("records", row.records()).put("blocks", row.blocks()).put("rawBytes", row.rawBytes());
        object.put("bytes", row.plainBytes()).put("deltaBytes", row.deltaBytes());
    }
}
