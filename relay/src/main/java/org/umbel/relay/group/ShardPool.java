package org.umbel.relay.group;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** At most so many buffers of one size; made when first needed, and used again. */
final class ShardPool {
    private final int shardBytes;
    private final int shardsMax;
    private final ArrayDeque<byte[]> idle = new ArrayDeque<>();
    private int made;

    ShardPool(final int shardBytes, final int shardsMax) {
        this.shardBytes = shardBytes;
        this.shardsMax = shardsMax;
    }

    /** All zero; null when all are taken. */
    byte @Nullable [] take() {
        final byte[] shard = idle.poll();
        if (shard != null) {
            Arrays.fill(shard, (byte) 0);
            return shard;
        }
        if (made == shardsMax) {
            return null;
        }
        made++;
        return new byte[shardBytes];
    }

    void give(final byte[] shard) {
        idle.push(shard);
    }

    int taken() {
        return made - idle.size();
    }

    int available() {
        return shardsMax - taken();
    }
}
