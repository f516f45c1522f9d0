package org.umbel.node.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.topology.Endpoint;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/** Reads single options; what is malformed is noted and replaced by a harmless value, so that reading goes on. */
final class Fields {
    private final List<Problem> problems = new ArrayList<>();

    void refuse(final String option, final String message, final String hint) {
        problems.add(Problem.of("", option + ": " + message, hint));
    }

    void refuse(final Problem problem) {
        problems.add(problem);
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    int integer(final String option, final @Nullable String text, final int min, final int max, final int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            final int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        refuse(option, "not a whole number from " + min + " to " + max + ": " + text, "");
        return otherwise;
    }

    float number(final String option, final @Nullable String text, final float min, final float max,
                 final float otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            final float value = Float.parseFloat(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        refuse(option, "not a number from " + min + " to " + max + ": " + text, "");
        return otherwise;
    }

    /** One of the constants, written in lower case with dashes. */
    <E extends Enum<E>> E choice(final String option, final @Nullable String text, final Class<E> type,
                                 final E otherwise) {
        if (text == null) {
            return otherwise;
        }
        final List<String> names = new ArrayList<>();
        for (final E value : type.getEnumConstants()) {
            final String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
            names.add(name);
        }
        refuse(option, "unknown: " + text, "one of " + String.join(", ", names));
        return otherwise;
    }

    Optional<Endpoint> endpoint(final String option, final @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            final Endpoint endpoint = Endpoint.parse(text);
            if (endpoint.port() != 0) {
                return Optional.of(endpoint);
            }
        } catch (final IllegalArgumentException e) {
            // Told below.
        }
        refuse(option, "not HOST:PORT: " + text, "for example " + option + " 127.0.0.1:" + Endpoint.PORT_DEFAULT);
        return Optional.empty();
    }
}
