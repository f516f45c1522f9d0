package org.umbel.relay.hub;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.umbel.codec.block.BlockId;
import org.umbel.relay.blocks.BlockSender;

/**
 * Names of the blocks that have come from parents. Asked for again, they are no wants that a block sent unasked, by a
 * group or alone, has overtaken. It remembers more than a parent does, or a want might go unheeded.
 */
final class Heard {
    private static final int REMEMBERED = 4 * BlockSender.TOLD_MAX;

    private final Set<BlockId> ids = new LinkedHashSet<>();

    void add(final BlockId id) {
        ids.remove(id);
        ids.add(id);
        if (ids.size() > REMEMBERED) {
            final Iterator<BlockId> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean contains(final BlockId id) {
        return ids.contains(id);
    }
}
