package org.umbel.node.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileGrid;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;
import org.umbel.node.snapshot.SnapshotPicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A snapshot as a picture. */
@Command(name = "picture", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Make a picture of a snapshot.",
    description = {"Prints one JSON line: size, the fewest and the most samples of a tile, tiles without any (they are",
        "black), and pixelsSha256, which is that of a run that rendered the same samples."})
final class PictureCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SNAPSHOT", description = "A file of --snapshot or of the merge command.")
    private Path snapshot;

    @Option(names = "--out", paramLabel = "FILE", description = ".exr, .png or .pfm; may be given more than once.")
    private List<Path> out = new ArrayList<>();

    @Option(names = "--crop", paramLabel = "x,y,w,h", description = {
        "Only these pixels; those that were asked for last when it was rendered unless given."})
    private @Nullable String crop;

    @Option(names = "--exposure", paramLabel = "EV", description = "For PNG, in stops, 0 unless given.")
    private @Nullable String exposure;

    @Option(names = "--tone", paramLabel = "pbr-neutral|linear", description = {
        "Tone curve for PNG, pbr-neutral unless given."})
    private @Nullable String tone;

    @Override
    public Integer call() {
        final Fields fields = new Fields();
        final float ev = fields.number("--exposure", exposure, -OptionReader.EXPOSURE_MAX, OptionReader.EXPOSURE_MAX,
            0);
        final ToneCurve curve = fields.choice("--tone", tone, ToneCurve.class, ToneCurve.PBR_NEUTRAL);
        final Optional<PixelRegion> wanted = crop == null ? Optional.empty() : RenderReader.region(crop);
        if (crop != null && wanted.isEmpty()) {
            fields.refuse("--crop", "not x,y,w,h in pixels: " + crop, "for example --crop 0,0,320,180");
        }
        fields.check();
        out.forEach(PictureFiles::checkWritable);
        try (SnapshotPicture picture = new SnapshotPicture(snapshot)) {
            final PixelRegion region = wanted.orElse(picture.head().region());
            final TileGrid grid = picture.head().settings().grid();
            if (!region.isInside(grid)) {
                fields.refuse("--crop", crop + " is not inside " + grid.width() + "x" + grid.height(), "");
                fields.check();
            }
            out.forEach(file -> PictureFiles.write(file, picture.rows(region), ev, curve));
            System.out.println(line(picture, region, grid));
        }
        return 0;
    }

    private static ObjectNode line(final SnapshotPicture picture, final PixelRegion region, final TileGrid grid) {
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        int missing = 0;
        for (int tile = 0; tile < grid.tileCount(); tile++) {
            if (region.touches(grid, tile)) {
                final int samples = picture.samples(tile);
                fewest = Math.min(fewest, samples);
                most = Math.max(most, samples);
                missing += samples == 0 ? 1 : 0;
            }
        }
        final ObjectNode line = JsonMapper.builder().build().createObjectNode();
        line.put("width", region.width()).put("height", region.height());
        line.putObject("samplesPerPixel").put("fewest", fewest).put("most", most);
        return line.put("tilesMissing", missing).put("pixelsSha256", picture.pixelsSha256(region));
    }
}
