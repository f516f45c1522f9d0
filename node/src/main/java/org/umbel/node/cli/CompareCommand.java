package org.umbel.node.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbel.node.output.Compare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** How two pictures differ. */
@Command(name = "compare", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "How two pictures differ, as one JSON line.",
    description = {"Prints one JSON line: relMSE (mean of (a-b)^2 / (b^2 + 0.01) over pixels and channels), PSNR,",
        "the largest difference, and whether the pictures are identical. What is infinite is null."})
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "EXR, PFM or PNG (which is linearised).")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "The reference.")
    private Path b;

    @Override
    public Integer call() {
        final Compare.Result result = Compare.files(a, b);
        final JsonMapper mapper = JsonMapper.builder().build();
        System.out.println(mapper.createObjectNode().put("relMSE", finite(result.relMse()))
            .put("psnr", finite(result.psnr())).put("maxDifference", finite(result.maxDifference()))
            .put("identical", result.identical()));
        return 0;
    }

    /** JSON has no infinity. */
    private static @Nullable Double finite(final double value) {
        return Double.isFinite(value) ? value : null;
    }
}
