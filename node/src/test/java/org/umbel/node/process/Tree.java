package org.umbel.node.process;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The processes of one test, on loopback and free ports; all are gone when it is closed. */
final class Tree implements AutoCloseable {
    /** What is rendered: 12 tiles of a scene of boxes. */
    private static final String SIZE = "128x96";
    private static final int HEAP_MEGABYTES = 512;
    /** Of a JVM that renders nothing: its second compiler only costs the others time. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");
    /** By samples: the hashes of pictures from one process, which many tests compare theirs with. */
    private static final Map<Integer, String> ALONE = new ConcurrentHashMap<>();

    static {
        NodeProcess.classes(ClassArchive.make());
    }

    private final List<NodeProcess> processes = new ArrayList<>();

    NodeProcess start(final String name, final String... args) {
        final List<String> all = List.of(args);
        final NodeProcess process = NodeProcess.start(name, HEAP_MEGABYTES, isIdle(all) ? QUICK : List.of(), all);
        processes.add(process);
        return process;
    }

    /** Whether it renders nothing itself. */
    private static boolean isIdle(final List<String> args) {
        final int threads = args.indexOf("--threads");
        final boolean hasCompany = args.contains("--role=client")
            && Stream.of("--listen", "--farm", "--topology").anyMatch(args::contains);
        return threads >= 0 ? args.get(threads + 1).equals("0") : hasCompany || args.contains("--role=relay");
    }

    /** A node that looks for others and is found, in a farm of this name. */
    NodeProcess startDiscovered(final String name, final String farm, final String... args) {
        final List<String> all = List.of(args);
        final NodeProcess process = NodeProcess.startDiscovered(name, farm, isIdle(all) ? QUICK : List.of(), all);
        processes.add(process);
        return process;
    }

    /** A client that renders the boxes with whom it finds. */
    NodeProcess clientDiscovered(final String farm, final int samples, final String... more) {
        return startDiscovered("client", farm, with(more, picture(samples)));
    }

    NodeProcess relay(final String name, final String... more) {
        return start(name, with(more, "--role=relay"));
    }

    NodeProcess leaf(final String name, final String parent, final String... more) {
        return start(name, with(more, "--role=leaf", "--parent", parent, "--threads", "1"));
    }

    /** A client that renders the boxes. */
    NodeProcess client(final int samples, final String... more) {
        return client("client", samples, more);
    }

    NodeProcess client(final String name, final int samples, final String... more) {
        return start(name, with(more, picture(samples)));
    }

    /** The arguments of a client that renders the boxes. */
    static String[] picture(final int samples) {
        return new String[] {"--role=client", scene(), "--json", "--size", SIZE, "--spp", Integer.toString(samples)};
    }

    private static String[] with(final String[] more, final String... first) {
        final List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    static String scene() {
        try {
            return Path.of(Tree.class.getResource("/scenes/boxes.gltf").toURI()).toString();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JSON line of a client, once it has ended well. */
    static JsonNode summary(final NodeProcess client) {
        return JsonMapper.builder().build().readTree(client.result());
    }

    static String hash(final JsonNode summary) {
        return summary.get("pixelsSha256").asString();
    }

    /** Ranges accepted from a node; 0 when it is not named. */
    static long rangesAccepted(final JsonNode summary, final String name) {
        for (final JsonNode node : summary.get("nodes")) {
            if (node.get("name").asString().equals(name)) {
                return node.get("rangesAccepted").asLong();
            }
        }
        return 0;
    }

    /** The picture's hash from one process, which renders it when it is asked for first. */
    static String hashAlone(final int samples) {
        return ALONE.computeIfAbsent(samples, Tree::render);
    }

    private static String render(final int samples) {
        try (Tree tree = new Tree()) {
            return hash(summary(tree.client(samples)));
        }
    }

    @Override
    public void close() {
        processes.forEach(NodeProcess::close);
    }
}
