package org.umbel.node.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.umbel.node.role.FarmKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A new farm key. */
@Command(name = "keygen", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Make a farm key.",
    description = {"Writes 256 random bits to a new file that only its owner can read. Copy it to every machine of",
        "the farm by a way that you trust, and start the nodes with --bind ADDRESS --farm-key FILE."})
final class KeygenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
    private Path file;

    @Override
    public Integer call() {
        FarmKey.make(file);
        System.out.println("a new farm key is in " + file);
        return 0;
    }
}
