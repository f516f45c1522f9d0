package org.umbel.relay.work;

/** In which order tiles that have something free are given away. */
sealed interface FreeOrder permits OctaveOrder, ArrivalOrder {
    /** What is free of a tile has changed. */
    void onChanged(int tile, RangeSet before, RangeSet after);

    /**
     * The tile that a child should do something of next, or -1 when nothing is free.
     *
     * @param homeFirst first Morton position of the child's home
     * @param homeEnd   end of it, may be equal
     */
    int next(int homeFirst, int homeEnd);
}
