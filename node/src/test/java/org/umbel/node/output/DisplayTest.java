package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DisplayTest {
    @Test
    void shouldEncodeEveryKindOfValueAsTheFileWriterDoes() {
        final Random random = new Random(20_261);
        for (int i = 0; i < 200_000; i++) {
            final float linear = i % 4 == 0 ? Float.intBitsToFloat(random.nextInt()) : random.nextFloat() * 1.01f;
            assertThat(Display.byteOf(linear)).as("%s", linear).isEqualTo(Srgb.byteOf(linear));
        }
    }

    @Test
    void shouldEncodeAsTheFileWriterDoesOnBothSidesOfEachStep() {
        for (int value = 1; value < 256; value++) {
            final float step = (float) Srgb.decode((value - 0.5) / 255);
            for (float linear = Math.nextDown(Math.nextDown(step)); linear <= Math.nextUp(Math.nextUp(step));
                 linear = Math.nextUp(linear)) {
                assertThat(Display.byteOf(linear)).as("%s", linear).isEqualTo(Srgb.byteOf(linear));
            }
        }
    }

    @Test
    void shouldPackRedIntoTheLowestByte() {
        assertThat(Display.rgbaOf(new float[] {0, 0, 0, 1, 0.5f, 0}, 1)).isEqualTo(0xFF00BCFF);
    }
}
