package org.umbel.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.umbel.node.importer.GltfCheck;
import org.umbel.topology.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether scene files are valid glTF. */
@Command(name = "check", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Whether scene files are valid glTF 2.0.",
    description = {"Tells all that the specification forbids, with file, place and the code that Khronos' glTF",
        "Validator has for it, and ends with exit code 2 when there is any. A file that is not valid may be drawn",
        "all the same: a client refuses only what it cannot draw."})
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A scene, .gltf or .glb.")
    private List<Path> files = List.of();

    @Option(names = "--quiet", description = "No warnings: what is valid, and probably a mistake.")
    private boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean isSound = true;
        for (final Path file : files) {
            isSound &= isSound(file, spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        return isSound ? 0 : Main.EXIT_USER;
    }

    private boolean isSound(final Path file, final PrintWriter out) {
        try {
            final GltfCheck check = GltfCheck.of(file);
            check.problems().forEach(out::println);
            if (!quiet) {
                check.warnings().forEach(warning -> out.println("warning: " + warning));
            }
            out.println(file + ": " + (check.errors() == 0 ? "valid" : "not valid, errors: " + check.errors())
                + (check.warnings().isEmpty() ? "" : ", warnings: " + check.warnings().size()));
            return check.errors() == 0;
        } catch (final ProblemException e) {
            // The other files are still told of.
            e.problems().forEach(out::println);
            return false;
        }
    }
}
