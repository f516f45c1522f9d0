package org.umbel.topology;

/**
 * One edge of a tree. Who dials is not who commands: a client dials its gateway and is its parent all the same.
 *
 * @param parent  name of the side nearer to the root
 * @param child   name of the other side
 * @param dialler which of the two dials
 * @param address where the dialled one listens
 */
public record LinkSpec(String parent, String child, Dialler dialler, Endpoint address) {
    /** The side that opens a link. */
    public enum Dialler { PARENT, CHILD }
}
