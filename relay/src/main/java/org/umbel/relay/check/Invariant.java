package org.umbel.relay.check;

/**
 * What must hold, whatever happens: the invariants of design.md, section 6, in their order; first what scenarios ask.
 */
public enum Invariant {
    SCENARIO("scenario", "what the scenario expects besides"),
    ACCEPTED_ONCE("accepted once", "a range of a session and epoch is accepted at most once by an issuer"),
    CONSERVATION("conservation",
        "free + owed + held + bucketed + passed on is what was received, without overlap or gap"),
    ROOT_SUM("root sum", "the root's sum is that of the accepted ranges, bit for bit"),
    PICTURE("picture", "a final picture is the single process's, whatever happened"),
    MERGE_ORDER("merge order", "merging does not depend on order, grouping or shape"),
    OLD_FENCE("old fence", "a report with an old fence, incarnation or epoch changes no sum"),
    EPOCH_FORWARD("epoch forward", "a session's epoch never goes back; no bucket mixes epochs"),
    DUPLICATE("duplicate", "a message received twice has the effect of one"),
    LINK_DEATH("link death", "a link's death frees what that child owed, an uplink's empties its buckets, exactly"),
    RECALL("recall", "after a recall every range is reported, returned or freed"),
    DUTY("duty", "what a child has to deliver lies inside what its parent was granted and has not passed on"),
    BOUNDS("bounds", "|sum| <= 2^62; what is decoded is what was encoded"),
    VIEW_FORWARD("view forward", "what is shown is of one epoch, and no tile's view goes back"),
    MEMORY("memory", "queues and the memory per child are bounded"),
    NO_IDLE_CHILD("no idle child", "a ready child with credit gets free work within a round trip and two heartbeats"),
    CONVERGENCE("convergence",
        "after faults stop all ranges are accepted, and all nodes have the scene, in bounded time"),
    CRASH_LOSS("crash loss", "a crash loses at most a report interval's work and one grant window"),
    OCTAVES("octaves", "tiles differ by at most one octave of samples, stalls aside"),
    FAIR_SHARE("fair share", "every session gets its fair share; none starves"),
    MOTION("motion", "in endless motion a coarse picture is shown at least every 100 ms on a LAN"),
    SOUNDNESS("soundness", "no input ends an agent with an exception"),
    SAME_TRACE("same trace", "the same seed gives the same trace");

    private final String title;
    private final String text;

    Invariant(final String title, final String text) {
        this.title = title;
        this.text = text;
    }

    /** 1..22, or 0: what scenarios expect. */
    public int number() {
        return ordinal();
    }

    /** A few words. */
    public String title() {
        return title;
    }

    /** One line. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return number() + " (" + title + ")";
    }
}
