package org.umbel.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Role;
import org.umbel.topology.LinkSpec.Dialler;

final class TreeSpecTest {
    private static final Endpoint GATEWAY = Endpoint.parse("127.0.0.1:7400");
    private static final Endpoint A = Endpoint.parse("127.0.0.1:7401");
    private static final Endpoint B = Endpoint.parse("127.0.0.1:7402");

    private static NodeSpec node(final String name, final Role role, final Endpoint listen,
                                 final String parent) {
        return new NodeSpec(name, role, Optional.ofNullable(listen), Optional.empty(),
            Optional.ofNullable(parent),
            OptionalInt.of(1), "");
    }

    private static List<String> pathsOfProblems(final NodeSpec... nodes) {
        final ProblemException e = catchThrowableOfType(ProblemException.class,
            () -> TreeSpec.of(NodePlaces.in("farm.yaml"), List.of(nodes)));
        return e.problems().stream().map(Problem::path).toList();
    }

    @Test
    void shouldLetTheClientDialItsGatewayAndLeavesDialTheirRelay() {
        final TreeSpec tree = TreeSpec.of(NodePlaces.in(""), List.of(
            node("desk", Role.CLIENT, null, null), node("gate", Role.RELAY, GATEWAY, "desk"),
            node("w1", Role.LEAF, null, "gate"), node("w2", Role.LEAF, null, "gate")));

        assertThat(tree.top().name()).isEqualTo("desk");
        assertThat(tree.depth()).isEqualTo(3);
        assertThat(tree.links()).containsExactly(
            new LinkSpec("desk", "gate", Dialler.PARENT, GATEWAY),
            new LinkSpec("gate", "w1", Dialler.CHILD, GATEWAY),
            new LinkSpec("gate", "w2", Dialler.CHILD, GATEWAY));
    }

    @Test
    void shouldNameEveryProblemAtOnce() {
        assertThat(pathsOfProblems(
            node("gate", Role.RELAY, null, null), node("gate", Role.RELAY, GATEWAY, "nobody"),
            node("w", Role.LEAF, null, null)))
            .containsExactly("/nodes/0/listen", "/nodes/1/name", "/nodes/2/parent", "/nodes/1/parent");
    }

    @Test
    void shouldRefuseACircle() {
        assertThat(pathsOfProblems(node("top", Role.RELAY, GATEWAY, null), node("a", Role.RELAY, A, "b"),
            node("b", Role.RELAY, B, "a"))).containsExactly("/nodes/1/parent", "/nodes/2/parent");
    }

    @Test
    void shouldRefuseChildrenOfALeaf() {
        assertThat(pathsOfProblems(node("top", Role.RELAY, GATEWAY, null), node("w", Role.LEAF, null, "top"),
            node("x", Role.LEAF, null, "w"))).containsExactly("/nodes/2/parent");
    }

    @Test
    void shouldRefuseMoreChildrenThanALinkTableHolds() {
        final Stream<NodeSpec> leaves = IntStream.rangeClosed(0, TreeSpec.CHILDREN_MAX)
            .mapToObj(i -> node("w" + i, Role.LEAF, null, "top"));
        assertThat(pathsOfProblems(Stream.concat(Stream.of(node("top", Role.RELAY, GATEWAY, null)), leaves)
            .toArray(NodeSpec[]::new))).containsExactly("/nodes/" + (TreeSpec.CHILDREN_MAX + 1) + "/parent");
    }

    @Test
    void shouldRefuseAddressesThatNobodyCouldDial() {
        assertThat(pathsOfProblems(node("top", Role.RELAY, GATEWAY, null),
            node("all", Role.RELAY, Endpoint.parse("0.0.0.0:7401"), "top"),
            node("any", Role.RELAY, Endpoint.parse("127.0.0.1:0"), "top"),
            node("twice", Role.RELAY, GATEWAY, "top")))
            .containsExactly("/nodes/1/listen", "/nodes/2/listen", "/nodes/3/listen");
    }

    @Test
    void shouldLetChildrenDialTheAddressRatherThanWhereTheParentListens() {
        final Endpoint outside = Endpoint.parse("farm.example.org:7400");
        final NodeSpec gate = new NodeSpec("gate", Role.RELAY, Optional.of(Endpoint.parse("0.0.0.0:7400")),
            Optional.of(outside), Optional.empty(), OptionalInt.empty(), "");
        final TreeSpec tree = TreeSpec.of(NodePlaces.in(""), List.of(gate, node("w", Role.LEAF, null,
            "gate")));

        assertThat(tree.links()).containsExactly(new LinkSpec("gate", "w", Dialler.CHILD, outside));
    }

    @Test
    void shouldRefuseASilentClientWithTwoGatewaysAndASecondClient() {
        assertThat(pathsOfProblems(node("desk", Role.CLIENT, null, null), node("a", Role.RELAY, A, "desk"),
            node("b", Role.RELAY, B, "desk"), node("lap", Role.CLIENT, null, null)))
            .containsExactly("/nodes/2/parent", "/nodes/3");
    }
}
