package org.umbel.topology;

import java.util.List;
import java.util.stream.Collectors;

/** All mistakes found in what a user gave; the command line prints them together and exits with code 2. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one
     */
    public ProblemException(final List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a ProblemException without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    public ProblemException(final Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
