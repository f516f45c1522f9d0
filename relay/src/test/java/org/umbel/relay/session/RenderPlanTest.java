package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.work.RangeSet;

final class RenderPlanTest {
    private static final PictureSettings SETTINGS = settings(96, 64, 16);
    private static final RenderPlan ALL = RenderPlan.of(Mode.FINAL);

    private static PictureSettings settings(final int width, final int height, final int samples) {
        return new PictureSettings(width, height, samples, 16, PictureSettings.Filter.BOX, 8);
    }

    private static TileResult result(final int tile, final RangeSet ranges) {
        return new TileResult(tile, ranges, new TileSums(1));
    }

    @Test
    void shouldWantTheTilesOfARegionOnly() {
        final RenderPlan region = ALL.withRegion(new PixelRegion(40, 10, 30, 10));
        assertThat(ALL.wants(SETTINGS, 5)).isTrue();
        assertThat(region.wants(SETTINGS, 0)).isFalse();
        assertThat(region.wants(SETTINGS, 1)).isTrue();
        assertThat(region.wants(SETTINGS, 2)).isTrue();
        assertThat(region.wants(SETTINGS, 4)).isFalse();
    }

    @Test
    void shouldSayWhatDoesNotFitThePicture() {
        assertThat(ALL.problem(SETTINGS)).isEmpty();
        assertThat(ALL.withRegion(new PixelRegion(90, 0, 6, 64)).problem(SETTINGS)).isEmpty();
        assertThat(ALL.withRegion(new PixelRegion(90, 0, 7, 64)).problem(SETTINGS)).get().asString().contains("96x64");
        assertThat(ALL.withFirstSample(15).problem(SETTINGS)).isEmpty();
        assertThat(ALL.withFirstSample(16).problem(SETTINGS)).contains("first sample 16 of 16");
        assertThat(ALL.withAdaptiveError(0.1f).problem(SETTINGS)).isEmpty();
        assertThat(ALL.withAdaptiveError(0.1f).withFirstSample(8).problem(SETTINGS)).get().asString()
            .contains("adaptive");
        assertThat(ALL.withDone(List.of(result(0, RangeSet.of(0, 1)), result(5, RangeSet.of(0, 1)))).problem(SETTINGS))
            .isEmpty();
        for (final TileResult wrong : List.of(result(-1, RangeSet.of(0, 1)), result(6, RangeSet.of(0, 1)),
            result(2, RangeSet.EMPTY))) {
            assertThat(ALL.withDone(List.of(wrong)).problem(SETTINGS)).contains("a result of tile " + wrong.tile());
        }
    }

    @Test
    void shouldRefuseNumbersThatAreNone() {
        assertThatThrownBy(() -> ALL.withFirstSample(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ALL.withFirstSample(SampleRange.SAMPLES_MAX))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(ALL.withFirstSample(SampleRange.SAMPLES_MAX - 1).firstSample()).isPositive();
        assertThatThrownBy(() -> ALL.withAdaptiveError(-0.1f)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ALL.withAdaptiveError(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepWhatAnEditLeavesPossible() {
        final RenderPlan plan = ALL.withRegion(new PixelRegion(40, 10, 30, 10)).withFirstSample(8)
            .withDone(List.of(result(1, RangeSet.of(8, 9))));
        final RenderPlan moved = plan.edited(Mode.INTERACTIVE, SETTINGS, SETTINGS);
        assertThat(moved.mode()).isEqualTo(Mode.INTERACTIVE);
        assertThat(moved.region()).isPresent();
        assertThat(moved.firstSample()).isEqualTo(8);
        assertThat(moved.done()).isEmpty();
        assertThat(plan.edited(Mode.FINAL, SETTINGS, settings(96, 96, 16)).region()).isEmpty();
        assertThat(plan.edited(Mode.FINAL, SETTINGS, settings(96, 64, 8)).firstSample()).isZero();
        assertThat(plan.edited(Mode.FINAL, SETTINGS, settings(96, 64, 9)).firstSample()).isEqualTo(8);
    }
}
