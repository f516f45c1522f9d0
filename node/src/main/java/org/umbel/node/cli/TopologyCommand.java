package org.umbel.node.cli;

import java.nio.file.Path;
import org.umbel.topology.file.Farm;
import org.umbel.topology.file.TopologyFile;
import org.umbel.topology.file.TreeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads topology files without starting anything. */
@Command(name = "topology", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Check and show topology files.",
    description = {"A topology file names the nodes of a farm: roles, addresses, parents, threads.",
        "The folder examples has some, docs/topology.md explains them."},
    subcommandsRepeatable = false)
final class TopologyCommand {
    private static final String FILE = "A topology file (YAML).";

    @Command(name = "check", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = "Tells every mistake with file, line and column, and then ends with exit code 2.")
    int check(@Parameters(paramLabel = "FILE", description = FILE) final Path file) {
        final Farm farm = TopologyFile.read(file);
        System.out.println(file + ": sound; " + TreeText.lines(farm).getFirst());
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = "The tree as text: roles, addresses, threads.")
    int show(@Parameters(paramLabel = "FILE", description = FILE) final Path file) {
        TreeText.lines(TopologyFile.read(file)).forEach(System.out::println);
        return 0;
    }
}
