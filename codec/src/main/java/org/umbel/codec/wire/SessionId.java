package org.umbel.codec.wire;

/**
 * One user's session: 128 random bits drawn at each start of a root. Maps ask for it in each turn of a node; what a
 * record has by itself goes through method handles, which are slow until they are compiled.
 */
public record SessionId(long high, long low) {
    @Override
    public boolean equals(final Object other) {
        return other instanceof SessionId that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
