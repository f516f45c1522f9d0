package org.umbel.node.validation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** The way to the files that a document names. */
@FunctionalInterface
public interface Files {
    /**
     * The bytes of a file beside the document, valid as long as the check runs.
     *
     * @param uri relative, as the document has it
     * @throws IOException with the reason, when there is no such file or it may not be read
     */
    MemorySegment read(String uri) throws IOException;
}
