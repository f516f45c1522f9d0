package org.umbel.node.importer;

/** Bounds what an import may allocate on the heap, before it does: a small file can declare a huge scene. */
final class MemoryBudget {
    private final long bytesMax;
    private long bytesUsed;

    MemoryBudget(final long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Three quarters of the heap: the rest is for what is in use besides the scene. */
    static MemoryBudget ofThisProcess() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /**
     * @throws Refusal when the sum of all that was taken would be too large
     */
    void take(final long bytes, final String path) {
        if (bytes < 0 || bytes > bytesMax - bytesUsed) {
            throw new Refusal(path, "the scene needs more than " + (bytesMax >> 20) + " MiB here",
                "give the process more memory (java -Xmx...), or split the scene");
        }
        bytesUsed += bytes;
    }
}
