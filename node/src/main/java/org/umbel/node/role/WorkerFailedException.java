package org.umbel.node.role;

/** This process can render no more, by a fault that is ours or the machine's. It leaves the tree, which goes on. */
public final class WorkerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerFailedException(final String what, final Throwable cause) {
        super(what + ": " + cause, cause);
    }
}
