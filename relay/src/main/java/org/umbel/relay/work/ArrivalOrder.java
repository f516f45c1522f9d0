package org.umbel.relay.work;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Tiles in the order in which they came, whoever asks; one that comes back because somebody died or was too slow keeps
 * its place, which is before all that came later.
 */
final class ArrivalOrder implements FreeOrder {
    private final TreeMap<Long, Integer> waiting = new TreeMap<>();
    private final List<Long> numbers = new ArrayList<>();
    private long arrived;

    @Override
    public void onChanged(final int tile, final RangeSet before, final RangeSet after) {
        if (before.isEmpty() == after.isEmpty()) {
            return;
        }
        while (numbers.size() <= tile) {
            numbers.add(-1L);
        }
        if (numbers.get(tile) < 0) {
            numbers.set(tile, arrived++);
        }
        if (after.isEmpty()) {
            waiting.remove(numbers.get(tile));
        } else {
            waiting.put(numbers.get(tile), tile);
        }
    }

    @Override
    public int next(final int homeFirst, final int homeEnd) {
        return waiting.isEmpty() ? -1 : waiting.firstEntry().getValue();
    }
}
