package org.umbel.codec.wire;

/** One user's session: 128 random bits drawn at each start of a root. */
public record SessionId(long high, long low) {
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
