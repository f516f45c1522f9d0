package org.umbel.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void shouldNamePlacePathMessageAndHint() {
        final Problem problem = new Problem("farm.yaml", 4, 11, "/nodes/0/port", "string found", "write a number");
        assertThat(problem.toString().lines())
            .containsExactly("farm.yaml:4:11 /nodes/0/port: string found", "    write a number");
    }

    @Test
    void shouldLeaveOutWhatIsUnknown() {
        assertThat(Problem.of("a.gltf", "is empty", "")).hasToString("a.gltf: is empty");
        assertThat(Problem.of("", "no scene given", "")).hasToString("no scene given");
    }

    @Test
    void shouldTellAllProblemsInOneException() {
        final ProblemException thrown = new ProblemException(
            List.of(Problem.of("a", "first", ""), Problem.of("b", "second", "")));
        assertThat(thrown.getMessage().lines()).containsExactly("a: first", "b: second");
        assertThat(thrown.problems()).hasSize(2);
    }

    @Test
    void shouldRefuseToBeEmpty() {
        assertThatThrownBy(() -> new ProblemException(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
