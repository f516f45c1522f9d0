package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.topology.ProblemException;

class CompareTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @Test
    void shouldFindNothingInEqualPictures() {
        final Picture picture = pixel(0.5f, 2, Float.NaN);
        assertThat(Compare.pictures(picture, picture))
            .isEqualTo(new Compare.Result(0, Double.POSITIVE_INFINITY, 0, true));
    }

    @Test
    void shouldWeighDifferencesByTheReference() {
        // (0.1^2 / (1 + 0.01) + 0.1^2 / (0 + 0.01) + 0) / 3; clipped: (0 + 0.01 + 0) / 3
        final Compare.Result result = Compare.pictures(pixel(1.1f, 0.1f, 0.7f), pixel(1, 0, 0.7f));
        assertThat(result.relMse()).isEqualTo((0.01 / 1.01 + 1) / 3, CLOSE);
        assertThat(result.psnr()).isEqualTo(-10 * Math.log10(0.01 / 3), CLOSE);
        assertThat(result.maxDifference()).isEqualTo(0.1, CLOSE);
        assertThat(result.identical()).isFalse();
    }

    @Test
    void shouldNotHideWhatIsNoNumber() {
        final Compare.Result result = Compare.pictures(pixel(Float.NaN, 5, 0), pixel(0, 0, 0));
        assertThat(result.maxDifference()).isInfinite();
        assertThat(result.identical()).isFalse();
    }

    @Test
    void shouldRefuseDifferentSizes(@TempDir final Path folder) {
        PictureFiles.write(folder.resolve("a.pfm"), pixel(0, 0, 0), 0, ToneCurve.LINEAR);
        PictureFiles.write(folder.resolve("b.pfm"), new Picture(2, 1, new float[6]), 0, ToneCurve.LINEAR);
        assertThatThrownBy(() -> Compare.files(folder.resolve("a.pfm"), folder.resolve("b.pfm")))
            .isInstanceOf(ProblemException.class).hasMessageContaining("1 x 1");
    }

    private static Picture pixel(final float r, final float g, final float b) {
        return new Picture(1, 1, new float[] {r, g, b});
    }
}
