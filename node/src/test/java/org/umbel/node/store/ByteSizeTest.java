package org.umbel.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0,0", "500000,500000", "4GiB,4294967296", "1.5 gib,1610612736", "10 MB,10000000", "7KiB,7168",
        "2TiB,2199023255552"})
    void shouldReadWhatPeopleWrite(final String text, final long bytes) {
        assertThat(ByteSize.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1", "4 elephants", "1e9", "4GiB2", "999999999999TiB", "0x10", "4,5GiB"})
    void shouldRefuseWhatIsNoSize(final String text) {
        assertThat(ByteSize.parse(text)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void shouldWriteFewFigures() {
        assertThat(ByteSize.text(712)).isEqualTo("712 B");
        assertThat(ByteSize.text(1024)).isEqualTo("1 KiB");
        assertThat(ByteSize.text(327_155_712)).isEqualTo("312 MiB");
        assertThat(ByteSize.text(3L << 29)).isEqualTo("1.5 GiB");
        assertThat(ByteSize.text(5000L << 40)).isEqualTo("5000 TiB");
    }
}
