package org.umbel.node.cli;

import java.util.List;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import picocli.CommandLine;

/** Where the process begins. */
public final class Main {
    static final int EXIT_FAULT = 1;
    static final int EXIT_USER = 2;

    private Main() {}

    public static void main(final String[] args) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            System.err.println("umbel needs Java's vector module, which only the command line can add. Start it as:\n"
                + "    scripts/node ...                    (in the sources)\n"
                + "    bin/umbel ...                       (in the distribution)\n"
                + "or: java @jvm.args -cp 'lib/*' " + Main.class.getName() + " ...");
            System.exit(EXIT_USER);
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        final CommandLine line = new CommandLine(new NodeCommand());
        line.setCommandName(System.getProperty("umbel.command", "umbel"));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> {
            tell(e.getCommandLine(), List.of(Problem.of("", String.valueOf(e.getMessage()), "see "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help")));
            return EXIT_USER;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof ProblemException problems) {
                tell(command, problems.problems());
                return EXIT_USER;
            }
            e.printStackTrace(command.getErr());
            return EXIT_FAULT;
        });
        return line;
    }

    private static void tell(final CommandLine command, final List<Problem> problems) {
        problems.forEach(problem -> command.getErr().println(problem));
        command.getErr().flush();
    }
}
