package org.umbel.codec.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileSumsCodecTest {
    private static final long SEED = 8420;
    private static final int FLAGS_AT = 2;
    private static final int BASES_AT = 4;
    private static final int FIRST_BLOCK_AT = BASES_AT + 4 * Long.BYTES;
    private final TileSumsCodec codec = new TileSumsCodec();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * 1024]);

    @Test
    void shouldReturnSumsOfEveryWidthAndLength() {
        final Random random = new Random(SEED);
        for (int width = 0; width <= 63; width++) {
            for (final int length : new int[] {1, 2, 33, 1023, 1024}) {
                final TileSums sums = new TileSums(length);
                final int shift = width;
                Arrays.setAll(sums.sums(), i -> shift == 0 ? -77 : random.nextLong() >> Math.max(2, 64 - shift));
                Arrays.setAll(sums.bad(), i -> random.nextInt(1 + (1 << Math.min(22, shift))));
                returns(sums);
            }
        }
    }

    @Test
    void shouldReturnSumsAtTheBounds() {
        final TileSums sums = new TileSums(1024);
        Arrays.setAll(sums.sums(), i -> i % 2 == 0 ? TileSumsCodec.SUM_MAX : -TileSumsCodec.SUM_MAX);
        Arrays.fill(sums.bad(), SampleRange.SAMPLES_MAX);
        returns(sums);
    }

    @Test
    void shouldTakeFewBytesWhenThePlaneIsSmooth() {
        final TileSums sums = new TileSums(1024);
        Arrays.setAll(sums.sums(), i -> 1_000_000_007L + 100_003L * (i / TileSums.TILE_EDGE));
        assertThat(codec.encode(sums, buffer, 0)).isLessThan(300);
        returns(sums);
    }

    @Test
    void shouldAddToSumsThatAreThere() {
        final TileSums sums = noisy(16, 16);
        final int length = codec.encode(sums, buffer, 0);
        final TileSums into = noisy(16, 4);
        final TileSums expected = into.copy();
        expected.add(sums);

        assertThat(codec.decodeAdd(buffer, 0, length, into)).isEmpty();

        assertThat(into).isEqualTo(expected);
    }

    @Test
    void shouldLeaveSumsAsTheyAreWhenBytesHoldNone() {
        final TileSums sums = noisy(16, 16);
        sums.bad()[7] = 2;
        final int length = codec.encode(sums, buffer, 0);
        final TileSums into = noisy(16, 4);
        final TileSums before = into.copy();

        assertThat(codec.decodeAdd(buffer, 0, length - 1, into)).isPresent();
        assertThat(codec.decodeAdd(buffer, 0, length, new TileSums(1023))).isPresent();
        buffer.putLong(BASES_AT + 3 * Long.BYTES, SampleRange.SAMPLES_MAX);
        assertThat(codec.decodeAdd(buffer, 0, length, into)).isPresent();

        assertThat(into).isEqualTo(before);
    }

    /** What was encoded before leaves no trace in the bytes. */
    @Test
    void shouldGiveTheSameBytesWhateverCameBefore() {
        final TileSums sums = new TileSums(33);
        Arrays.setAll(sums.sums(), i -> i * 1009L % 997);
        final byte[] first = bytes(sums);
        final TileSums other = new TileSums(1024);
        Arrays.setAll(other.sums(), i -> (i * 0x9E3779B97F4A7C15L) >> 2);
        codec.encode(other, buffer, 0);
        codec.encode(noisy(24, 4), buffer, 0);

        assertThat(bytes(sums)).isEqualTo(first);
    }

    /** Random changes to real bytes: an answer, and never sums out of bounds. */
    @Test
    void shouldGiveSumsWithinBoundsOrNoneWhenBytesAreChanged() {
        final Random random = new Random(SEED);
        final TileSums[] all = {noisy(16, 16), wide()};
        int added = 0;
        for (int i = 0; i < 20_000; i++) {
            final int length = codec.encode(all[i % 2], buffer, 0);
            for (int change = random.nextInt(4); change >= 0; change--) {
                buffer.putByte(random.nextInt(random.nextBoolean() ? 72 : length), (byte) random.nextInt());
            }
            final TileSums into = new TileSums(1024);
            if (codec.decodeAdd(buffer, 0, length, into).isEmpty()) {
                added++;
                assertThat(Arrays.stream(into.sums()).allMatch(v -> Math.abs(v) <= TileSumsCodec.SUM_MAX)).isTrue();
                assertThat(Arrays.stream(into.bad()).allMatch(v -> v >= 0 && v <= SampleRange.SAMPLES_MAX)).isTrue();
            }
        }
        assertThat(added).isBetween(1, 19_999);
    }

    @Test
    void shouldRefuseSumsOutOfBounds() {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = TileSumsCodec.SUM_MAX + 1;
        assertThatThrownBy(() -> codec.encode(sums, buffer, 0)).isInstanceOf(IllegalArgumentException.class);
        sums.sums()[0] = TileSumsCodec.SUM_MAX;
        final int length = codec.encode(sums, buffer, 0);
        buffer.putLong(BASES_AT, TileSumsCodec.SUM_MAX + 1);
        malformed(length, "out of bounds");
        buffer.putLong(BASES_AT, -TileSumsCodec.SUM_MAX);
        buffer.putLong(BASES_AT + 24, -1);
        malformed(length, "out of bounds");
    }

    @Test
    void shouldRefuseABodyThatIsNotAsTheHeadSays() {
        final TileSums sums = new TileSums(1024);
        Arrays.setAll(sums.sums(), i -> i * 77L % 1009);
        final int length = codec.encode(sums, buffer, 0);
        malformed(length - 1, "head says otherwise");
        malformed(length + 1, "head says otherwise");
        malformed(3, "3 bytes");
        for (final int width : new int[] {0, 1, 32, 33, 255}) {
            buffer.putByte(FIRST_BLOCK_AT, (byte) width);
            malformed(length, "head says otherwise");
        }
        buffer.putByte(FLAGS_AT, (byte) 32);
        malformed(length, "flags 32");
        buffer.putShort(0, (short) 1025);
        malformed(length, "1025 pixels");
        buffer.putShort(0, (short) 0);
        malformed(length, "0 pixels");
    }

    @Test
    void shouldAnswerWhenBytesAreRandom() {
        final Random random = new Random(SEED);
        int answers = 0;
        for (int i = 0; i < 20_000; i++) {
            final byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            buffer.putBytes(0, bytes);
            buffer.putShort(0, (short) (1 + random.nextInt(4)));
            buffer.putByte(2, (byte) random.nextInt(32));
            buffer.putInt(3, random.nextInt() & 0x07070707);
            answers += codec.decode(buffer, 0, bytes.length) != null ? 1 : 0;
        }
        assertThat(answers).isEqualTo(20_000);
    }

    /** Bytes per RGB pixel of noisy sums, held to the figures that the design was decided on, with a tenth of slack. */
    @ParameterizedTest
    @CsvSource({"8,1,4.8", "8,64,4.8", "16,1,7.8", "16,16,7.8", "16,64,7.8", "24,64,10.8"})
    void shouldTakeNoMoreBytesThanMeasuredWhenSumsAreNoisy(final int fractionBits, final int samples,
                                                           final double bytesMax) {
        final TileSums sums = noisy(fractionBits, samples);
        final double bytes = codec.encode(sums, buffer, 0) / 1024.0;
        System.out.printf("tile sums F=%d n=%d: %.2f bytes per RGB pixel%n", fractionBits, samples, bytes);
        assertThat(bytes).isLessThan(1.1 * bytesMax);
        returns(sums);
    }

    /** A shaded ramp under noise as of path tracing: half of the samples reach a light, brightness is exponential. */
    static TileSums noisy(final int fractionBits, final int samples) {
        final Random random = new Random(SEED);
        final TileSums sums = new TileSums(1024);
        for (int pixel = 0; pixel < 1024; pixel++) {
            final double ramp = 0.2 + 0.3 * (pixel % 32) / 32 + 0.3 * pixel / 1024;
            for (int s = 0; s < samples; s++) {
                final double light = random.nextBoolean() ? 0 : -Math.log(1 - random.nextDouble());
                for (int channel = 0; channel < 3; channel++) {
                    final double q = ramp * light * (1 - 0.2 * channel) * (0.95 + 0.1 * random.nextDouble());
                    sums.sums()[channel * 1024 + pixel] += (long) (q * (1L << fractionBits));
                }
            }
        }
        return sums;
    }

    /** Values further apart than ints can say. */
    private static TileSums wide() {
        final TileSums sums = noisy(24, 4);
        for (int i = 0; i < sums.sums().length; i += 5) {
            sums.sums()[i] = TileSumsCodec.SUM_MAX - i;
        }
        Arrays.setAll(sums.bad(), i -> i % 7);
        return sums;
    }

    private byte[] bytes(final TileSums sums) {
        final byte[] bytes = new byte[codec.encode(sums, buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private void returns(final TileSums sums) {
        final int length = codec.encode(sums, buffer, 5);
        assertThat(length).isLessThanOrEqualTo(codec.encodedLengthMax(sums.planeLength()));
        assertThat(codec.decode(buffer, 5, length)).isEqualTo(new TileSumsCodec.Decoded.Ok(sums));
    }

    private void malformed(final int length, final String reason) {
        final TileSumsCodec.Decoded decoded = codec.decode(buffer, 0, length);
        assertThat(decoded).isInstanceOf(TileSumsCodec.Decoded.Malformed.class);
        assertThat(((TileSumsCodec.Decoded.Malformed) decoded).reason()).contains(reason);
    }
}
