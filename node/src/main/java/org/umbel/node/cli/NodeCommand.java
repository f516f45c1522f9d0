package org.umbel.node.cli;

import java.util.concurrent.Callable;
import org.umbel.node.role.BuildVersion;
import org.umbel.node.role.Client;
import org.umbel.node.role.Ending;
import org.umbel.node.role.Progress;
import org.umbel.node.role.Servant;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The node in one of its roles. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = NodeCommand.Version.class,
    sortOptions = false,
    usageHelpWidth = 110,
    synopsisHeading = "",
    customSynopsis = {
        "Umbel renders one picture on a tree of machines.",
        "",
        "  ${COMMAND-NAME} --role=client SCENE                   watch a picture, alone or with a farm, on a page",
        "  ${COMMAND-NAME} --role=client SCENE --out FILE...     render a picture into files, and end",
        "  ${COMMAND-NAME} --role=relay [--listen PORT]          be a gateway, or a relay in the middle",
        "  ${COMMAND-NAME} --role=leaf --parent HOST:PORT        render for a farm",
        "  ${COMMAND-NAME} --topology FILE --name NAME           be a node of a farm that a file describes",
        "  ${COMMAND-NAME} topology check|show FILE              check or show such a file",
        "  ${COMMAND-NAME} keygen FILE                           make a farm key, which other machines must know",
        "  ${COMMAND-NAME} merge A B --out C                     add two snapshots of one picture",
        "  ${COMMAND-NAME} picture SNAPSHOT --out FILE           make a picture of a snapshot",
        "  ${COMMAND-NAME} compare A B                           how two pictures differ",
        "  ${COMMAND-NAME} diff A.glb B.glb                      what an edit from one scene to another sends",
        "  ${COMMAND-NAME} check FILE.glb...                     whether scene files are valid glTF",
        "  ${COMMAND-NAME} cache stat|verify|prune               scenes kept on this machine's disk",
        "  ${COMMAND-NAME} simulate [--seeds N]                  the rules of the tree under simulated faults",
        ""},
    footer = {
        "",
        "Examples:",
        "  One machine is a farm of one; the first serves a page to look around, the second writes files:",
        "    ${COMMAND-NAME} --role=client helmet.gltf",
        "    ${COMMAND-NAME} --role=client helmet.gltf --out helmet.png --out helmet.exr --spp 128",
        "  A client that leaves dial directly:",
        "    ${COMMAND-NAME} --role=client helmet.gltf --out helmet.exr --listen 7400",
        "    ${COMMAND-NAME} --role=leaf --parent 127.0.0.1:7400          (as many as there are machines)",
        "  A farm behind a gateway, for one client after the other:",
        "    ${COMMAND-NAME} --role=relay --listen 7400",
        "    ${COMMAND-NAME} --role=leaf --parent 127.0.0.1:7400",
        "    ${COMMAND-NAME} --role=client helmet.gltf --out helmet.exr --farm 127.0.0.1:7400",
        "  A second level:",
        "    ${COMMAND-NAME} --role=relay --listen 7401 --parent 127.0.0.1:7400",
        "    ${COMMAND-NAME} --role=leaf --parent 127.0.0.1:7401",
        "  A farm written down, one command for every node and one for whoever renders:",
        "    ${COMMAND-NAME} --topology examples/gateway.yaml --name leaf-1",
        "    ${COMMAND-NAME} --role=client helmet.gltf --out helmet.exr --topology examples/gateway.yaml",
        "  The order does not matter: who finds no peer waits, and says what to start. The picture is the same",
        "  bytes whatever tree rendered it: compare pixelsSha256 of --json.",
        "",
        "Ports are UDP. A node is reached at the loopback address unless --bind names another, with --farm-key for",
        "who knows a key or --insecure for everybody. Links are not encrypted. SCENE is glTF 2.0 (.gltf, .glb), or",
        "an .obj, .ply, .stl or .fbx file.",
        "Exit codes: 0 done; 1 a fault of the program or the machine; 2 something in the command or its files;",
        "130 ended before the picture was done (only a snapshot, and in tiled mode NAME.part.exr, is left then)."})
public final class NodeCommand implements Callable<Integer> {
    private static final int EXIT_ENDED = 130;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    @Override
    public Integer call() {
        final RoleConfig config = new OptionReader(options).read();
        final Ending ending = new Ending();
        try {
            if (options.endWithStdin) {
                ending.endWith(System.in);
            }
            return run(config, ending);
        } finally {
            ending.closed();
        }
    }

    private int run(final RoleConfig config, final Ending ending) {
        switch (config) {
            case RoleConfig.OfServant servant -> {
                new Servant(servant.config(), line -> System.err.println("umbel: " + line)).run(ending);
                return 0;
            }
            case RoleConfig.OfClient client -> {
                final Progress progress = options.progressJson ? Progress.json(System.out, System.err)
                    : Progress.on(System.err, Boolean.getBoolean("umbel.terminal"));
                return new Client(client.config(), progress, System.out::println).run(ending) ? 0 : EXIT_ENDED;
            }
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"umbel " + BuildVersion.text()};
        }
    }
}
