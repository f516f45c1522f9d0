package org.umbel.node.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import picocli.CommandLine;

/** Where the process begins. */
public final class Main {
    static final int EXIT_FAULT = 1;
    static final int EXIT_USER = 2;
    private static final String ROLE = "--role";
    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final List<Supplier<Object>> COMMANDS = List.of(TopologyCommand::new, KeygenCommand::new,
        MergeCommand::new, PictureCommand::new, CompareCommand::new, DiffCommand::new, CheckCommand::new,
        CacheCommand::new, SimulateCommand::new);

    private Main() {}

    public static void main(final String[] args) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            System.err.println("umbel needs Java's vector module, which only the command line can add. Start it as:\n"
                + "    scripts/node ...                    (in the sources)\n"
                + "    bin/umbel ...                       (in the distribution)\n"
                + "or: java @jvm.args -cp 'lib/*' " + Main.class.getName() + " ...");
            System.exit(EXIT_USER);
        }
        System.exit(commandLine(args).execute(args));
    }

    /**
     * What understands these arguments. The other commands take a while to describe, and a node is to start at once:
     * who names a role has none of them.
     */
    static CommandLine commandLine(final String... args) {
        final CommandLine line = new CommandLine(new NodeCommand());
        if (Arrays.stream(args).noneMatch(arg -> arg.startsWith(ROLE))
            || Arrays.stream(args).anyMatch(HELP::contains)) {
            COMMANDS.forEach(command -> line.addSubcommand(command.get()));
        }
        line.setCommandName(System.getProperty("umbel.command", "umbel"));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, given) -> {
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
