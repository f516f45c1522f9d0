package org.umbel.node.validation;

import java.util.Objects;

/**
 * Something in a file that is not as glTF 2.0 wants it.
 *
 * @param severity what it means for the file
 * @param code     the name that Khronos' glTF Validator has for it, such as {@code UNRESOLVED_REFERENCE}
 * @param pointer  JSON pointer of the place, empty for the whole file
 * @param message  what is wrong
 */
public record Finding(Severity severity, String code, String pointer, String message) {
    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }

    /** What a finding means. */
    public enum Severity {
        /** The file is not valid. */
        ERROR,
        /** The file is valid, and probably not what its author meant. */
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
