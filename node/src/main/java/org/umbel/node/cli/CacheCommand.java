package org.umbel.node.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.umbel.node.store.BlockFolder;
import org.umbel.node.store.ByteSize;
import org.umbel.node.store.CacheBudget;
import org.umbel.node.store.CachePlace;
import org.umbel.node.store.CacheStatistics;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The blocks that nodes keep on this machine's disk. */
@Command(name = "cache", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Look at, check and empty the scenes kept on disk.",
    description = {"Nodes keep pieces of scenes on disk, so that they are not sent again tomorrow. Nothing but time is",
        "lost with them. All commands may run while nodes use the folder."},
    subcommandsRepeatable = false)
final class CacheCommand {
    private static final String CACHE = "The folder; the user's own unless given.";
    private static final String JSON = "One JSON line.";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Command(name = "stat", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = {"How many blocks and built structures there are, what they take and may take, and how old the",
            "oldest is."})
    int stat(@Option(names = "--cache", paramLabel = "DIR", description = CACHE) final @Nullable String cache,
             @Option(names = "--json", description = JSON) final boolean json) {
        final CacheStatistics held = open(cache, new Fields()).statistics();
        if (json) {
            final ObjectNode line = line(held.folder());
            line.put("blocks", held.blocks()).put("structures", held.structures())
                .put("structureBytes", held.structureBytes()).put("bytes", held.bytes())
                .put("bytesMax", held.bytesMax());
            line.put("oldestUse", held.oldestUse().map(use -> use.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse(null));
            System.out.println(line);
        } else {
            System.out.println(held.folder() + ": " + held.blocks() + " blocks, "
                + (held.structures() > 0 ? held.structures() + " built structures of "
                    + ByteSize.text(held.structureBytes()) + ", in all " : "")
                + ByteSize.text(held.bytes()) + " of "
                + ByteSize.text(held.bytesMax()) + held.oldestUse().map(use -> ", not used for longest: since "
                    + day(use)).orElse(""));
        }
        return 0;
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = {
            "Unpacks every block and compares it with its name, and every built structure with its sum; what",
            "is spoilt is removed. Exit code 1 if there was something: look at that disk, or at the machine's memory."})
    int verify(@Option(names = "--cache", paramLabel = "DIR", description = CACHE) final @Nullable String cache,
               @Option(names = "--json", description = JSON) final boolean json) {
        final BlockFolder folder = open(cache, new Fields());
        final CacheStatistics.Verified verified = folder.verify();
        if (json) {
            System.out
                .println(line(folder.folder()).put("genuine", verified.genuine())
                    .put("structures", verified.structures()).put("removed", verified.removed())
                    .put("unreadable", verified.unreadable()));
        } else {
            System.out
                .println(folder.folder() + ": " + verified.genuine() + " blocks are genuine, "
                    + verified.structures() + " structures are as they were written, " + verified.removed()
                    + " were spoilt and are removed, " + verified.unreadable() + " cannot be read");
        }
        return verified.removed() + verified.unreadable() == 0 ? 0 : Main.EXIT_FAULT;
    }

    @Command(name = "prune", mixinStandardHelpOptions = true, usageHelpWidth = 110,
        description = "Removes blocks and built structures, those not used for longest first.")
    int prune(@Option(names = "--cache", paramLabel = "DIR", description = CACHE) final @Nullable String cache,
              @Option(names = "--to", paramLabel = "SIZE",
                  description = "Until they take at most so much, for example 2GiB.") final @Nullable String to,
              @Option(names = "--all", description = "All of them.") final boolean all,
              @Option(names = "--json", description = JSON) final boolean json) {
        final Fields fields = new Fields();
        if (all == (to != null)) {
            fields.refuse("--to, --all", "one of them, please", "for example: cache prune --to 2GiB");
        }
        final long bytes = to == null ? 0 : new CacheReader(fields).bytes("--to", to, 0);
        final BlockFolder folder = open(cache, fields);
        final CacheStatistics.Pruned pruned = folder.prune(bytes).orElseThrow(() -> new ProblemException(Problem.of("",
            "nothing was removed: " + folder.folder()
                + " cannot be written, or a node is removing blocks there just now",
            "try again")));
        if (json) {
            System.out.println(line(folder.folder()).put("removed", pruned.removed()).put("bytes", pruned.bytes())
                .put("bytesLeft", pruned.bytesLeft()));
        } else {
            System.out.println(folder.folder() + ": " + pruned.removed() + " files of " + ByteSize.text(pruned.bytes())
                + " are removed, " + ByteSize.text(pruned.bytesLeft()) + " are left");
        }
        return 0;
    }

    /** A folder that somebody names must be one of blocks already; the usual one is made if it is not there. */
    private static BlockFolder open(final @Nullable String cache, final Fields fields) {
        final Path folder = new CacheReader(fields).folder(cache);
        if (cache != null && !BlockFolder.isThere(folder)) {
            fields.refuse("--cache", folder + " is not a folder of blocks",
                "nodes keep theirs in " + CachePlace.blocks() + " unless told otherwise");
        }
        fields.check();
        return BlockFolder.open(folder, CacheBudget.USUAL, line -> System.err.println("umbel: " + line));
    }

    private static ObjectNode line(final Path folder) {
        return JsonMapper.builder().build().createObjectNode().put("folder", folder.toString());
    }

    private static String day(final Instant use) {
        return DAY.format(use.atZone(ZoneId.systemDefault()));
    }
}
