package org.umbel.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.node.importer.EnvironmentOptions;
import org.umbel.node.importer.ImportOptions;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.output.ToneCurve;
import org.umbel.node.render.Politeness;
import org.umbel.node.role.ClientConfig;
import org.umbel.node.role.ClientConfig.PagePort;
import org.umbel.node.role.FarmKey;
import org.umbel.node.role.LensOptions;
import org.umbel.node.role.Plane;
import org.umbel.node.role.RenderOptions;
import org.umbel.node.role.ServantConfig;
import org.umbel.node.role.Trust;
import org.umbel.node.role.WayDown;
import org.umbel.relay.session.AuditPlan;
import org.umbel.topology.Endpoint;
import org.umbel.topology.ProblemException;
import picocli.CommandLine;

final class OptionReaderTest {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @Test
    void shouldRenderAloneOnAllCoresUnlessTold() {
        final ClientConfig client = client("--role=client", "a.glb");

        assertThat(client.threads()).isEqualTo(CORES);
        assertThat(client.settings()).isEqualTo(new PictureSettings(960, 540, 64,
            PictureSettings.FRACTION_BITS_DEFAULT, Filter.BLACKMAN_HARRIS, PictureSettings.BOUNCES_DEFAULT));
        assertThat(client.scene()).isEqualTo(Path.of("a.glb"));
        assertThat(client.importing()).isEqualTo(ImportOptions.of(MaterialMode.GLTF));
        assertThat(client.tone()).isEqualTo(ToneCurve.PBR_NEUTRAL);
        assertThat(client.outputs()).isEmpty();
    }

    @Test
    void shouldReadEveryOptionOfAClient() {
        final ClientConfig client = client("--role=client", "a.gltf", "--out", "b.exr", "--out", "c.png", "--size",
            "320x180", "--spp", "16", "--view", "v.json", "--aperture", "0.1", "--focus", "3", "--env", "sky.hdr",
            "--env-rotate", "90", "--env-strength",
            "0.5", "--materials", "lambert", "--time",
            "2.5", "--variant", "blue", "--filter", "box", "--exposure",
            "-1.5", "--tone", "linear", "--farm", "there:7401", "--threads", "3", "--json", "--name", "desk");

        assertThat(client).isEqualTo(new ClientConfig("desk", Path.of("a.gltf"),
            List.of(Path.of("b.exr"), Path.of("c.png")), new PictureSettings(320, 180, 16,
                PictureSettings.FRACTION_BITS_DEFAULT, Filter.BOX, PictureSettings.BOUNCES_DEFAULT),
            RenderOptions.ALL,
            java.util.Optional.of(Path.of("v.json")),
            java.util.Optional.of(new LensOptions(0.1f, 3)),
            java.util.Optional.of(new EnvironmentOptions(Path.of("sky.hdr"), 90, 0.5f)),
            new ImportOptions(MaterialMode.LAMBERT, OptionalDouble.of(2.5f), java.util.Optional.of("blue")), -1.5f,
            ToneCurve.LINEAR,
            java.util.Optional.of(new Endpoint("there", 7401)), java.util.Optional.empty(), 3, true,
            java.util.Optional.empty(), "Farm behind there:7401", java.util.Optional.empty(),
            Trust.LOOPBACK, WayDown.USUAL));
    }

    @Test
    void shouldFocusOnlyALens() {
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--aperture", "1"))
            .hasMessageContaining("only together");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--aperture", "-1", "--focus", "0"))
            .hasMessageContaining("--aperture: not a number").hasMessageContaining("--focus: not a number");
        assertThatThrownBy(() -> read("--role=leaf", "--focus", "1")).hasMessageContaining("is for --role=client");
    }

    @Test
    void shouldTurnAndDimOnlyAnEnvironmentThatIsGiven() {
        assertThat(client("--role=client", "a.glb", "--env", "b.exr").environment())
            .contains(new EnvironmentOptions(Path.of("b.exr"), 0, 1));
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--env-strength", "2"))
            .hasMessageContaining("--env-strength").hasMessageContaining("add --env FILE");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--env", "b.hdr", "--env-strength", "-1",
            "--env-rotate", "NaN")).hasMessageContaining("--env-strength: not a number from 0")
            .hasMessageContaining("--env-rotate: not a number from -3600");
        assertThatThrownBy(() -> read("--role=leaf", "--env", "b.hdr")).hasMessageContaining("is for --role=client");
    }

    @Test
    void shouldReadPlanesForExrOnly() {
        assertThat(client("--role=client", "a.glb", "--out", "b.exr", "--planes", "depth, albedo").render().planes())
            .containsExactlyInAnyOrder(Plane.DEPTH, Plane.ALBEDO);
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--out", "b.png", "--planes", "depth"))
            .hasMessageContaining("--planes").hasMessageContaining("--out NAME.exr");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--out", "b.exr", "--planes", "depth,uv"))
            .hasMessageContaining("uv").hasMessageContaining("albedo, normal, depth, samples");
    }

    @Test
    void shouldDenoisePngOnly() {
        assertThat(client("--role=client", "a.glb", "--out", "b.png", "--denoise").render().denoised()).isTrue();
        assertThat(client("--role=client", "a.glb", "--out", "b.png").render().denoised()).isFalse();
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--out", "b.exr", "--denoise"))
            .hasMessageContaining("--denoise").hasMessageContaining("--out NAME.png");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--out", "b.png", "--denoise", "--size", "8192x8192"))
            .hasMessageContaining("--denoise").hasMessageContaining("16777216");
        assertThatThrownBy(() -> read("--role=leaf", "--denoise")).hasMessageContaining("is for --role=client");
    }

    @Test
    void shouldServeThePageUnlessThereAreFilesToWrite() {
        assertThat(client("--role=client", "a.glb").page()).contains(new PagePort(OptionalInt.empty()));
        assertThat(client("--role=client", "a.glb", "--page-port", "0").page())
            .contains(new PagePort(OptionalInt.of(0)));
        assertThat(client("--role=client", "a.glb", "--out", "b.png").page()).isEmpty();
        assertThat(client("--role=client", "a.glb", "--json").page()).isEmpty();
        assertThat(client("--role=client", "a.glb", "--no-page").page()).isEmpty();
        assertThat(client("--role=client", "a.glb", "--out", "b.png", "--serve", "--page-port", "9000").page())
            .contains(new PagePort(OptionalInt.of(9000)));
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--serve", "--no-page"))
            .hasMessageContaining("--no-page");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--out", "b.png", "--page-port", "9000"))
            .hasMessageContaining("add --serve");
    }

    @Test
    void shouldAuditTheShareThatIsAskedForWhereLeavesDial() {
        assertThat(servant("--role=relay").trust().audits()).isEqualTo(AuditPlan.OFF);
        assertThat(servant("--role=relay", "--audit", "0.01").trust().audits().share()).isEqualTo(0.01f);
        assertThat(client("--role=client", "a.glb", "--listen", "0", "--audit", "1").trust().audits().share())
            .isEqualTo(1);
        assertThat(servant("--role=relay", "--audit", "1").trust().audits().salt())
            .isNotEqualTo(servant("--role=relay", "--audit", "1").trust().audits().salt());
        assertThatThrownBy(() -> read("--role=relay", "--audit", "2")).hasMessageContaining("--audit");
        assertThatThrownBy(() -> read("--role=leaf", "--parent", "there", "--audit", "0.1"))
            .hasMessageContaining("leaves are audited");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--farm", "there", "--audit", "0.1"))
            .hasMessageContaining("the gateway audits");
    }

    @Test
    void shouldLeaveTheRenderingToTheFarmWhenThereIsOne() {
        assertThat(client("--role=client", "a.glb", "--farm", "there:7400").threads()).isZero();
        assertThat(client("--role=client", "a.glb", "--listen", "0").threads()).isZero();
    }

    @Test
    void shouldListenOnLoopbackUnlessInsecure() {
        assertThat(servant("--role=relay").listen()).contains(new Endpoint("127.0.0.1", 7400));
        assertThat(servant("--role=relay", "--listen", "localhost:1").listen()).contains(new Endpoint("localhost", 1));
        assertThat(servant("--role=relay", "--listen", "0.0.0.0:1", "--insecure").listen())
            .contains(new Endpoint("0.0.0.0", 1));
        assertThatThrownBy(() -> read("--role=relay", "--listen", "0.0.0.0:1")).hasMessageContaining("--insecure");
    }

    @Test
    void shouldLookForAFarmWhenNobodyIsNamed() {
        final ServantConfig leaf = servant("--role=leaf", "--farm-name", "attic");
        assertThat(leaf.parent()).isEmpty();
        assertThat(leaf.discovery()).contains(new DiscoveryConfig("127.0.0.1", "attic", true));

        final ClientConfig client = client("--role=client", "a.glb");
        assertThat(client.threads()).isEqualTo(CORES);
        assertThat(client.listen()).contains(new Endpoint("127.0.0.1", 0));
        assertThat(client.discovery()).contains(new DiscoveryConfig("127.0.0.1", "", true));

        assertThat(servant("--role=relay").discovery()).contains(new DiscoveryConfig("127.0.0.1", "", false));
        assertThat(client("--role=client", "a.glb", "--listen", "0").discovery())
            .contains(new DiscoveryConfig("127.0.0.1", "", false));
    }

    @Test
    void shouldMeetNobodyWhenSomebodyIsNamedOrDiscoveryIsOff() {
        assertThat(client("--role=client", "a.glb", "--farm", "there").discovery()).isEmpty();
        assertThat(servant("--role=leaf", "--parent", "there").discovery()).isEmpty();
        assertThat(servant("--role=relay", "--no-discovery").discovery()).isEmpty();

        final ClientConfig alone = client("--role=client", "a.glb", "--no-discovery");
        assertThat(alone.discovery()).isEmpty();
        assertThat(alone.listen()).isEmpty();
        assertThat(alone.farmName()).isEqualTo("This machine alone");
    }

    @Test
    void shouldBindAnotherAddressOnlyWhenInsecure() {
        assertThatThrownBy(() -> read("--role=leaf", "--bind", "192.0.2.1")).hasMessageContaining("--insecure");
        final ServantConfig relay = servant("--role=relay", "--bind", "192.0.2.1", "--insecure");
        assertThat(relay.listen()).contains(new Endpoint("192.0.2.1", 7400));
        assertThat(relay.discovery()).contains(new DiscoveryConfig("192.0.2.1", "", false));
        assertThat(servant("--role=leaf", "--bind", "127.0.0.2").discovery())
            .contains(new DiscoveryConfig("127.0.0.2", "", true));
    }

    @Test
    void shouldBindAnotherAddressForWhoKnowTheFarmsKey(@TempDir final Path folder) {
        final Path key = folder.resolve("farm.key");
        FarmKey.make(key);
        final ServantConfig relay = servant("--role=relay", "--bind", "192.0.2.1", "--farm-key", key.toString());
        assertThat(relay.listen()).contains(new Endpoint("192.0.2.1", 7400));
        assertThat(relay.trust().kind()).isEqualTo("farm-key");
        assertThat(relay.trust().admission().isKeyed()).isTrue();
        assertThat(servant("--role=leaf", "--parent", "there", "--farm-key", key.toString()).trust().kind())
            .isEqualTo("farm-key");

        assertThat(servant("--role=relay", "--bind", "192.0.2.1", "--insecure").trust())
            .isEqualTo(Trust.insecure("192.0.2.1"));
        assertThat(servant("--role=relay").trust()).isEqualTo(Trust.LOOPBACK);
        assertThatThrownBy(() -> read("--role=relay", "--farm-key", folder.resolve("absent").toString()))
            .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> read("--role=relay", "--farm-key", key.toString(), "--insecure"))
            .hasMessageContaining("not together");
    }

    @Test
    void shouldGiveALeafAllCores() {
        final ServantConfig leaf = servant("--role=leaf", "--parent", "there");

        assertThat(leaf.role()).isEqualTo(Role.LEAF);
        assertThat(leaf.threads()).isEqualTo(CORES);
        assertThat(leaf.parent()).contains(new Endpoint("there", 7400));
        assertThat(leaf.listen()).isEmpty();
    }

    @Test
    void shouldTakeOnlySoMuchOfAMachineAsItIsTold() {
        assertThat(servant("--role=leaf", "--parent", "there").politeness()).isEqualTo(Politeness.NONE);
        assertThat(servant("--role=leaf", "--parent", "there", "--nice", "--duty", "30", "--idle-only").politeness())
            .isEqualTo(new Politeness(10, 30, true));
        assertThat(servant("--role=relay", "--threads", "2", "--nice", "19").politeness())
            .isEqualTo(new Politeness(19, 100, false));
        assertThatThrownBy(() -> read("--role=relay", "--duty", "50")).hasMessageContaining("renders with --threads N");
        assertThatThrownBy(() -> read("--role=leaf", "--parent", "there", "--duty", "0"))
            .hasMessageContaining("--duty");
        assertThatThrownBy(() -> read("--role=leaf", "--parent", "there", "--nice", "20"))
            .hasMessageContaining("--nice");
        assertThatThrownBy(() -> read("--role=client", "a.glb", "--idle-only")).hasMessageContaining("start a leaf");
    }

    @Test
    void shouldSendPacketsOfTheSizeThatIsAskedForByEveryRole() {
        assertThat(client("--role=client", "a.glb").down()).isEqualTo(WayDown.USUAL);
        assertThat(client("--role=client", "a.glb", "--mtu", "1100").down().packetBytesMax()).isEqualTo(1100);
        assertThat(servant("--role=leaf", "--parent", "there", "--mtu", "576").down().packetBytesMax()).isEqualTo(576);
        for (final String wrong : List.of("575", "1501", "9000", "large")) {
            assertThatThrownBy(() -> read("--role=relay", "--mtu", wrong)).isInstanceOf(ProblemException.class)
                .hasMessageContaining("--mtu").hasMessageContaining("576");
        }
    }

    @Test
    void shouldTellAllMistakesTogether() {
        assertThatThrownBy(() -> read("--role=client", "--size", "12", "--spp", "0", "--filter", "soft", "--parent",
            "x", "--out", "a.jpg"))
            .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).hasSize(6))
            .hasMessageContaining("SCENE").hasMessageContaining("--size").hasMessageContaining("--spp")
            .hasMessageContaining("box, blackman-harris").hasMessageContaining("--parent")
            .hasMessageContaining("a.jpg");
    }

    @Test
    void shouldRefuseWhatBelongsToAnotherRole() {
        assertThatThrownBy(() -> read("--role=leaf", "--parent", "x", "--spp", "4")).hasMessageContaining("--spp");
        assertThatThrownBy(() -> read("--role=leaf", "--parent", "x", "--listen", "4"))
            .hasMessageContaining("--listen");
        assertThatThrownBy(() -> read("--role=leaf", "--no-discovery")).hasMessageContaining("--parent: is missing");
        assertThatThrownBy(() -> read("a.glb")).hasMessageContaining("--role: is missing");
    }

    @Test
    void shouldExitWith2AndPointToHelpWhenAnOptionIsUnknown() {
        final StringWriter err = new StringWriter();
        final int code = Main.commandLine().setErr(new PrintWriter(err)).execute("--rolf");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--rolf").contains("--help");
    }

    @Test
    void shouldTeachWithExamples() {
        final StringWriter out = new StringWriter();
        final int code = Main.commandLine().setOut(new PrintWriter(out)).execute("--help");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("--role=leaf --parent 127.0.0.1:7400").contains("compare A B")
            .contains("merge A B --out C")
            .contains("--first-sample");
    }

    private static ClientConfig client(final String... args) {
        return ((RoleConfig.OfClient) read(args)).config();
    }

    private static ServantConfig servant(final String... args) {
        return ((RoleConfig.OfServant) read(args)).config();
    }

    private static RoleConfig read(final String... args) {
        final NodeOptions options = new NodeOptions();
        new CommandLine(options).parseArgs(args);
        return new OptionReader(options).read();
    }
}
