package org.umbel.node.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message.Role;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.node.importer.EnvironmentOptions;
import org.umbel.node.importer.ImportOptions;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.output.ToneCurve;
import org.umbel.node.render.Politeness;
import org.umbel.node.role.ClientConfig;
import org.umbel.node.role.LensOptions;
import org.umbel.node.role.RenderOptions;
import org.umbel.node.role.ServantConfig;
import org.umbel.node.role.WayDown;
import org.umbel.node.store.CacheOptions;
import org.umbel.relay.aeron.AeronConfig;
import org.umbel.topology.Endpoint;
import org.umbel.topology.ProblemException;

/** From options to a configuration; every mistake is noted, and all are thrown together. */
final class OptionReader {
    private static final int MBIT_MAX = 8_000;
    private static final String FARM = "Local network farm";
    private static final String ALONE = "This machine alone";
    private static final int THREADS_MAX = 1024;
    private static final int NAME_LENGTH_MAX = 64;
    static final float EXPOSURE_MAX = 30;
    private static final float DEGREES_MAX = 3600;
    private static final float TIME_SECONDS_MAX = 1_000_000;

    private final NodeOptions options;
    private final Fields fields = new Fields();
    /** Made as soon as the options are complete. */
    @SuppressWarnings("NullAway.Init")
    private Doors doors;

    OptionReader(final NodeOptions options) {
        this.options = options;
    }

    /**
     * @throws org.umbel.topology.ProblemException with every mistake found
     */
    RoleConfig read() {
        new FromTopology(options, fields).fill();
        fields.check();
        doors = new Doors(options, fields);
        if (options.role == null) {
            fields.refuse("--role", "is missing", "one of client, relay, leaf; see --help for examples");
            fields.check();
        }
        final Role role = fields.choice("--role", options.role, Role.class, Role.CLIENT);
        fields.check();
        return role == Role.CLIENT ? new RoleConfig.OfClient(client()) : new RoleConfig.OfServant(servant(role));
    }

    private ClientConfig client() {
        refuseIf(options.parent != null, "--parent", "is for relays and leaves", "a client dials --farm HOST:PORT");
        final Optional<Endpoint> farm = fields.endpoint("--farm", options.farm);
        final Optional<Endpoint> listen = doors.listen(options.listen);
        refuseIf(options.nice != null || options.duty != null || options.idleOnly, "--nice, --duty, --idle-only",
            "are for relays and leaves", "start a leaf on this machine with them, and the client with --threads 0");
        refuseIf(options.cache != null || options.cacheBytes != null || options.noCache,
            "--cache, --cache-bytes, --no-cache", "are for relays and leaves", "a client has the scene itself");
        refuseIf(options.farm != null && options.listen != null, "--farm, --listen", "not both",
            "a client dials a gateway, or is dialled by leaves and relays");
        refuseIf(options.scene == null, "SCENE", "is missing", "a .gltf, .glb, .obj, .ply, .stl or .fbx file");
        final boolean isAlone = options.farm == null && options.listen == null;
        final boolean seeks = isAlone && isDiscovered();
        refuseIf(options.audit != null && options.farm != null, "--audit", "is for those whom leaves dial",
            "with --farm the gateway audits: give it to that relay");
        final int threads = fields.integer("--threads", options.threads, isAlone && !seeks ? 1 : 0, THREADS_MAX,
            isAlone ? cores() : 0);
        final RenderReader renderReader = new RenderReader(options, fields);
        final PictureSettings settings = renderReader.settings();
        final float exposure = fields.number("--exposure", options.exposure, -EXPOSURE_MAX, EXPOSURE_MAX, 0);
        final ToneCurve tone = fields.choice("--tone", options.tone, ToneCurve.class, ToneCurve.PBR_NEUTRAL);
        final Optional<LensOptions> lens = lens();
        final Optional<EnvironmentOptions> environment = environment();
        final ImportOptions importing = importing();
        final List<Path> outputs = outputs();
        final Optional<ClientConfig.PagePort> page = page();
        final RenderOptions render = renderReader.options(settings, page.isEmpty() || options.json
            || !options.out.isEmpty());
        render.snapshot().filter(outputs::contains).ifPresent(file -> fields.refuse("--snapshot", file
            + " is an --out too", "name another file"));
        refuseIf(!render.planes().isEmpty() && outputs.stream().noneMatch(PictureFiles::isExr), "--planes",
            "only EXR files hold them", "add --out NAME.exr");
        refuseIf(render.denoised() && outputs.stream().noneMatch(PictureFiles::isPng), "--denoise",
            "only PNG files show it", "add --out NAME.png");
        final String name = name("client");
        final WayDown down = wayDown();
        final Path scene = path("SCENE", options.scene == null ? "" : options.scene);
        final Optional<Path> view = Optional.ofNullable(options.view).map(v -> path("--view", v));
        fields.check();
        final String kind = farm.map(at -> "Farm behind " + at).orElse(isAlone && !seeks ? ALONE : FARM);
        return new ClientConfig(name, scene, outputs, settings, render, view, lens, environment, importing, exposure,
            tone, farm, seeks ? Optional.of(new Endpoint(doors.address(), 0)) : listen, threads, options.json, page,
            farmName(kind),
            seeks || listen.isPresent() ? discovery(seeks) : Optional.empty(), doors.trust(), down);
    }

    private Optional<LensOptions> lens() {
        final float radius = fields.number("--aperture", options.aperture, 0, Camera.LENGTH_MAX, 0);
        final float focus = fields.number("--focus", options.focus, Float.MIN_NORMAL, Camera.LENGTH_MAX, 1);
        refuseIf((options.aperture == null) != (options.focus == null), "--aperture, --focus", "only together",
            "the radius of the lens, and how far away it is in focus");
        return options.aperture == null ? Optional.empty() : Optional.of(new LensOptions(radius, focus));
    }

    private Optional<EnvironmentOptions> environment() {
        final float degrees = fields.number("--env-rotate", options.envRotate, -DEGREES_MAX, DEGREES_MAX, 0);
        final float strength = fields.number("--env-strength", options.envStrength, 0,
            Environment.Mapped.STRENGTH_MAX, 1);
        refuseIf(options.env == null && (options.envRotate != null || options.envStrength != null),
            "--env-rotate, --env-strength", "are about the picture of --env", "add --env FILE");
        return Optional.ofNullable(options.env)
            .map(file -> new EnvironmentOptions(path("--env", file), degrees, strength));
    }

    private ImportOptions importing() {
        final MaterialMode materials = fields.choice("--materials", options.materials, MaterialMode.class,
            MaterialMode.GLTF);
        final float time = fields.number("--time", options.time, 0, TIME_SECONDS_MAX, 0);
        return new ImportOptions(materials, options.time == null ? OptionalDouble.empty() : OptionalDouble.of(time),
            Optional.ofNullable(options.variant));
    }

    private Optional<ClientConfig.PagePort> page() {
        refuseIf(options.noPage && (options.serve || options.pagePort != null), "--no-page",
            "not together with --serve or --page-port", "leave one of them out");
        final int port = fields.integer("--page-port", options.pagePort, 0, 65535, 0);
        final boolean isServed = options.serve || !options.noPage && options.out.isEmpty() && !options.json;
        refuseIf(!isServed && !options.noPage && options.pagePort != null, "--page-port",
            "with --out or --json no page is served", "add --serve");
        return isServed ? Optional.of(new ClientConfig.PagePort(
            options.pagePort == null ? OptionalInt.empty() : OptionalInt.of(port))) : Optional.empty();
    }

    private ServantConfig servant(final Role role) {
        final boolean isLeaf = role == Role.LEAF;
        refuseClientOptions();
        refuseIf(isLeaf && options.audit != null, "--audit", "is for clients and relays", "leaves are audited");
        refuseIf(isLeaf && options.listen != null, "--listen", "is for clients and relays", "leaves only dial");
        final boolean seeks = isLeaf && options.parent == null && isDiscovered();
        refuseIf(isLeaf && options.parent == null && !seeks, "--parent", "is missing",
            "a leaf works for a client or relay: --parent " + Doors.LOOPBACK + ":" + Endpoint.PORT_DEFAULT);
        final Optional<Endpoint> parent = fields.endpoint("--parent", options.parent);
        final Optional<Endpoint> listen = isLeaf ? Optional.empty()
            : doors.listen(options.listen == null ? Integer.toString(Endpoint.PORT_DEFAULT) : options.listen);
        final int threads = fields.integer("--threads", options.threads, isLeaf ? 1 : 0, THREADS_MAX,
            isLeaf ? cores() : 0);
        final Politeness politeness = politeness(threads);
        refuseIf(isLeaf && (options.blockRate != null || options.noMulticast), "--block-rate, --no-multicast",
            "are for clients and relays", "leaves have no children");
        final WayDown down = wayDown();
        final CacheOptions cache = new CacheReader(fields).options(options);
        final String name = name(isLeaf ? "leaf" : "relay");
        fields.check();
        return new ServantConfig(role, name, listen, parent, threads, politeness, farmName(FARM),
            seeks || listen.isPresent() ? discovery(seeks) : Optional.empty(), doors.trust(), down, cache);
    }

    private WayDown wayDown() {
        final int mbit = fields.integer("--block-rate", options.blockRate, 1, MBIT_MAX, 0);
        return new WayDown(mbit == 0 ? WayDown.USUAL.bytesPerSecond() : mbit * (1_000_000L / Byte.SIZE),
            !options.noMulticast, fields.integer("--mtu", options.mtu, AeronConfig.PACKET_BYTES_MIN,
                AeronConfig.PACKET_BYTES_MAX, AeronConfig.PACKET_BYTES_MAX));
    }

    private Politeness politeness(final int threads) {
        final int nice = fields.integer("--nice", options.nice, 1, Politeness.NICE_MAX, 0);
        final int duty = fields.integer("--duty", options.duty, 1, 100, 100);
        refuseIf(threads == 0 && (nice > 0 || duty < 100 || options.idleOnly), "--nice, --duty, --idle-only",
            "nothing is rendered here", "a relay renders with --threads N");
        return new Politeness(nice, duty, options.idleOnly);
    }

    private boolean isDiscovered() {
        return !options.noDiscovery && options.topology == null;
    }

    private Optional<DiscoveryConfig> discovery(final boolean seeks) {
        return isDiscovered() ? Optional.of(new DiscoveryConfig(doors.address(),
            options.farmName == null ? "" : options.farmName, seeks)) : Optional.empty();
    }

    private String farmName(final String otherwise) {
        return options.farmName == null ? otherwise : options.farmName;
    }

    private void refuseClientOptions() {
        final String remedy = "is for --role=client";
        refuseIf(options.scene != null, String.valueOf(options.scene), "a scene " + remedy, "");
        refuseIf(!options.out.isEmpty(), "--out", remedy, "");
        refuseIf(options.size != null, "--size", remedy, "");
        refuseIf(options.spp != null, "--spp", remedy, "");
        refuseIf(options.mode != null, "--mode", remedy, "");
        refuseIf(options.crop != null, "--crop", remedy, "");
        refuseIf(options.adaptive != null, "--adaptive", remedy, "");
        refuseIf(options.firstSample != null, "--first-sample", remedy, "");
        refuseIf(options.snapshot != null, "--snapshot", remedy, "");
        refuseIf(options.planes != null, "--planes", remedy, "");
        refuseIf(options.denoise, "--denoise", remedy, "");
        refuseIf(options.view != null, "--view", remedy, "");
        refuseIf(options.aperture != null || options.focus != null, "--aperture, --focus", remedy, "");
        refuseIf(options.env != null || options.envRotate != null || options.envStrength != null,
            "--env, --env-rotate, --env-strength", remedy, "");
        refuseIf(options.materials != null, "--materials", remedy, "");
        refuseIf(options.time != null, "--time", remedy, "");
        refuseIf(options.variant != null, "--variant", remedy, "");
        refuseIf(options.filter != null, "--filter", remedy, "");
        refuseIf(options.exposure != null, "--exposure", remedy, "");
        refuseIf(options.tone != null, "--tone", remedy, "");
        refuseIf(options.farm != null, "--farm", remedy, "relays and leaves dial --parent HOST:PORT");
        refuseIf(options.json, "--json", remedy, "");
        refuseIf(options.serve, "--serve", remedy, "");
        refuseIf(options.noPage, "--no-page", remedy, "");
        refuseIf(options.pagePort != null, "--page-port", remedy, "");
    }

    /** Where files go is checked before anything is rendered. */
    private List<Path> outputs() {
        final List<Path> outputs = new ArrayList<>();
        for (final String text : options.out) {
            final Path file = path("--out", text);
            try {
                PictureFiles.checkWritable(file);
                outputs.add(file);
            } catch (final ProblemException e) {
                e.problems().forEach(fields::refuse);
            }
        }
        return outputs;
    }

    private Path path(final String option, final String text) {
        try {
            return Path.of(text);
        } catch (final java.nio.file.InvalidPathException e) {
            fields.refuse(option, "not a path: " + text, "");
            return Path.of("");
        }
    }

    private String name(final String role) {
        final String name = options.name == null ? role + "-" + ProcessHandle.current().pid() : options.name;
        refuseIf(name.isBlank() || name.length() > NAME_LENGTH_MAX, "--name", "not 1 to 64 characters: " + name, "");
        return name;
    }

    private void refuseIf(final boolean isWrong, final String option, final String message, final String hint) {
        if (isWrong) {
            fields.refuse(option, message, hint);
        }
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
