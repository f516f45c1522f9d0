package org.umbel.codec.block;

/**
 * Bytes from a peer are not the block, manifest or record that they should be. Checked, because a caller that forgets
 * it would let a peer end an agent.
 */
public final class BlockException extends Exception {
    private static final long serialVersionUID = 1L;

    public BlockException(final String message) {
        super(message);
    }

    public BlockException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
