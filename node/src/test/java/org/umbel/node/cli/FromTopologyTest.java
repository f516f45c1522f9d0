package org.umbel.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.role.ClientConfig;
import org.umbel.node.role.ServantConfig;
import org.umbel.topology.Endpoint;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;
import picocli.CommandLine;

final class FromTopologyTest {
    private static final Path EXAMPLES = Path.of(System.getenv("UMBEL_ROOT"), "examples");

    private static RoleConfig read(final String file, final String... args) {
        final NodeOptions options = new NodeOptions();
        new CommandLine(options).parseArgs(args);
        options.topology = EXAMPLES.resolve(file).toString();
        return new OptionReader(options).read();
    }

    private static ServantConfig servant(final String file, final String... args) {
        return ((RoleConfig.OfServant) read(file, args)).config();
    }

    private static ClientConfig client(final String file, final String... args) {
        return ((RoleConfig.OfClient) read(file, args)).config();
    }

    private static List<String> problems(final String file, final String... args) {
        return catchThrowableOfType(ProblemException.class, () -> read(file, args)).problems().stream()
            .map(Problem::toString).toList();
    }

    @Test
    void shouldBeTheNodeThatTheFileDescribes() {
        final ServantConfig leaf = servant("gateway.yaml", "--name", "leaf-2");
        assertThat(leaf.role()).isEqualTo(Role.LEAF);
        assertThat(leaf.name()).isEqualTo("leaf-2");
        assertThat(leaf.parent()).contains(new Endpoint("127.0.0.1", 7410));
        assertThat(leaf.threads()).isEqualTo(1);

        final ServantConfig gate = servant("gateway.yaml", "--name", "gate");
        assertThat(gate.listen()).contains(new Endpoint("127.0.0.1", 7410));
        assertThat(gate.parent()).as("the client dials").isEmpty();

        assertThat(servant("two-farms.yaml", "--name", "attic/gate").parent())
            .contains(new Endpoint("127.0.0.1", 7420));
    }

    @Test
    void shouldLetThreadsBeTyped() {
        assertThat(servant("gateway.yaml", "--name", "leaf-2", "--threads", "3").threads()).isEqualTo(3);
    }

    @Test
    void shouldRenderWithTheFarmThatTheFileDescribes() {
        final ClientConfig dials = client("gateway.yaml", "--role=client", "a.glb");
        assertThat(dials.name()).isEqualTo("desk");
        assertThat(dials.farm()).contains(new Endpoint("127.0.0.1", 7410));
        assertThat(dials.threads()).isZero();

        final ClientConfig listens = client("lan.yaml", "--role=client", "a.glb");
        assertThat(listens.listen()).contains(new Endpoint("127.0.0.1", 7400));
        assertThat(listens.farm()).isEmpty();

        final ClientConfig guest = client("farms/basement.yaml", "--role=client", "a.glb", "--name", "guest");
        assertThat(guest.name()).isEqualTo("guest");
        assertThat(guest.farm()).contains(new Endpoint("127.0.0.1", 7421));
    }

    @Test
    void shouldNameTheNodesWhenTheNameIsNoneOfThem() {
        assertThat(problems("gateway.yaml", "--name", "leaf1")).singleElement().asString()
            .contains("is named 'leaf1'").contains("did you mean 'leaf-1'?");
        assertThat(problems("gateway.yaml")).singleElement().asString().contains("--name: is missing")
            .contains("known: desk, gate, leaf-1");
        assertThat(problems("gateway.yaml", "--name", "gate", "--role", "leaf")).singleElement().asString()
            .contains("'gate' is a relay");
    }

    @Test
    void shouldRefuseToBeToldTwice() {
        assertThat(problems("gateway.yaml", "--name", "gate", "--listen", "7", "--parent", "a:1", "--farm", "b:1"))
            .hasSize(3).allMatch(problem -> problem.contains("is told by the topology file"));
    }

    @Test
    void shouldShowATreeAndEndWithTwoWhenAFileIsWrong() {
        final CommandLine line = Main.commandLine();
        final StringWriter told = new StringWriter();
        line.setErr(new PrintWriter(told));

        assertThat(line.execute("topology", "show", EXAMPLES.resolve("two-farms.yaml").toString())).isZero();
        assertThat(line.execute("topology", "check", EXAMPLES.resolve("absent.yaml").toString())).isEqualTo(2);
        assertThat(told.toString()).contains("absent.yaml: there is no such file");
        assertThat(line.execute("topology", "check")).isEqualTo(2);
    }
}
