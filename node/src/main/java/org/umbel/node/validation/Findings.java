package org.umbel.node.validation;

import java.util.ArrayList;
import java.util.List;

/** What was found in one file so far. The first {@link #KEPT_MAX} are kept, all errors are counted. */
final class Findings {
    static final int KEPT_MAX = 1000;

    private final List<Finding> kept = new ArrayList<>();
    private int errors;

    void error(final String code, final String pointer, final String message) {
        errors++;
        keep(new Finding(Finding.Severity.ERROR, code, pointer, message));
    }

    void warning(final String code, final String pointer, final String message) {
        keep(new Finding(Finding.Severity.WARNING, code, pointer, message));
    }

    private void keep(final Finding finding) {
        if (kept.size() < KEPT_MAX) {
            kept.add(finding);
        }
    }

    int errors() {
        return errors;
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }
}
