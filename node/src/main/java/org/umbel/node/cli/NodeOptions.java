package org.umbel.node.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options as typed; {@link OptionReader} gives them a meaning, so that all mistakes are told together. */
final class NodeOptions {
    @Option(names = "--role", paramLabel = "ROLE", description = "client, relay or leaf.")
    @Nullable
    String role;

    @Parameters(paramLabel = "SCENE", arity = "0..1",
        description = "client: a .gltf, .glb, .obj, .ply, .stl or .fbx file.")
    @Nullable
    String scene;

    @Option(names = "--out", paramLabel = "FILE", description = {
        "client: write the picture, .exr (linear) or .png (8-bit sRGB after exposure and tone curve); may be given "
            + "more than once. With it the client ends when they are written; without it (and without --json) it "
            + "serves the page until Ctrl-C."})
    List<String> out = new ArrayList<>();

    @Option(names = "--serve", description = "client: serves the page until Ctrl-C also with --out or --json.")
    boolean serve;

    @Option(names = "--page-port", paramLabel = "N", description = {
        "client: the TCP port of the page on this machine: 8420 or the next free one unless given; 0 takes any."})
    @Nullable
    String pagePort;

    @Option(names = "--no-page", description = "client: serves no page; renders, tells the summary and ends.")
    boolean noPage;

    @Option(names = "--size", paramLabel = "WxH", description = "client: pixels, 960x540 unless given.")
    @Nullable
    String size;

    @Option(names = "--spp", paramLabel = "N", description = {
        "client: samples per pixel that this run renders, 64 unless given; with --adaptive the most."})
    @Nullable
    String spp;

    @Option(names = "--mode", paramLabel = "progressive|tiled", description = {
        "client: everywhere at once, or tile by tile from the middle, each with all its samples; the same picture. "
            + "Tiled, NAME.part.exr grows by the tiles that are done until it is NAME.exr."})
    @Nullable
    String mode;

    @Option(names = "--crop", paramLabel = "x,y,w,h", description = {
        "client: renders and writes only these pixels of the picture of --size."})
    @Nullable
    String crop;

    @Option(names = "--adaptive", paramLabel = "ERROR", description = {
        "client: a tile ends when the halves of its samples differ by at most this, in linear radiance (for example "
            + "0.01); --spp is the ceiling."})
    @Nullable
    String adaptive;

    @Option(names = "--planes", paramLabel = "NAMES", description = {
        "client: what EXR files hold beside light: some of albedo, normal, depth, samples, with commas."})
    @Nullable
    String planes;

    @Option(names = "--denoise", description = {
        "client: PNG files show the picture without its grain, the less is done the more samples there are; EXR files "
            + "and sums stay as they are."})
    boolean denoise;

    @Option(names = "--snapshot", paramLabel = "FILE", description = {
        "client: keeps the exact sums in this file, every 5 seconds and at the end, and continues from it when it is "
            + "there. See the merge and picture commands."})
    @Nullable
    String snapshot;

    @Option(names = "--first-sample", paramLabel = "K", description = {
        "client: renders samples K to K + spp - 1, K a multiple of 16, so that two farms can render one picture and "
            + "merge their snapshots."})
    @Nullable
    String firstSample;

    @Option(names = "--view", paramLabel = "FILE", description = {
        "client: JSON with camera.position, camera.target, camera.up, camera.yfov_deg, env and sun, which replace "
            + "the scene's cameras and lights."})
    @Nullable
    String view;

    @Option(names = "--aperture", paramLabel = "RADIUS", description = {
        "client: looks through a lens of this radius, world units, so that what is not in focus blurs."})
    @Nullable
    String aperture;

    @Option(names = "--focus", paramLabel = "DISTANCE", description = {
        "client: how far away the lens of --aperture is in focus, along the view, world units."})
    @Nullable
    String focus;

    @Option(names = "--env", paramLabel = "FILE", description = {
        "client: a .hdr or .exr picture, latitude by longitude, that shines instead of the scene's environment."})
    @Nullable
    String env;

    @Option(names = "--env-rotate", paramLabel = "DEGREES", description = {
        "client: turns it about the vertical axis, counter-clockwise as seen from above."})
    @Nullable
    String envRotate;

    @Option(names = "--env-strength", paramLabel = "F", description = "client: multiplies its light, 1 unless given.")
    @Nullable
    String envStrength;

    @Option(names = "--materials", paramLabel = "gltf|lambert", description = {
        "client: as in the file, or base colour / pi only."})
    @Nullable
    String materials;

    @Option(names = "--time", paramLabel = "SECONDS", description = {
        "client: the scene as its first animation has it at this moment; at rest unless given."})
    @Nullable
    String time;

    @Option(names = "--variant", paramLabel = "NAME", description = {
        "client: the materials of this variant of the scene (KHR_materials_variants)."})
    @Nullable
    String variant;

    @Option(names = "--filter", paramLabel = "box|blackman-harris", description = {
        "client: pixel filter, blackman-harris unless given."})
    @Nullable
    String filter;

    @Option(names = "--exposure", paramLabel = "EV", description = "client: for PNG, in stops, 0 unless given.")
    @Nullable
    String exposure;

    @Option(names = "--tone", paramLabel = "pbr-neutral|linear", description = {
        "client: tone curve for PNG, pbr-neutral unless given."})
    @Nullable
    String tone;

    @Option(names = "--farm", paramLabel = "HOST:PORT", description = {
        "client: render with the farm behind this gateway relay. Without this and --listen the client begins alone, "
            + "and renders with whom it finds."})
    @Nullable
    String farm;

    @Option(names = "--listen", paramLabel = "PORT", description = {
        "client, relay: the UDP port where others dial in; relays use 7400 unless given; 0 takes a free one and "
            + "prints it. ADDRESS:PORT listens on another address than loopback, with --farm-key or "
            + "--insecure."})
    @Nullable
    String listen;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = {
        "The local address that this node listens on and looks for others on; the loopback address unless given. Any "
            + "other demands --farm-key or --insecure."})
    @Nullable
    String bind;

    @Option(names = "--farm-key", paramLabel = "FILE", description = {
        "Only nodes that know the key in this file are admitted, and this node joins no others. Admission only: links "
            + "are neither encrypted nor signed. See the keygen command."})
    @Nullable
    String farmKey;

    @Option(names = "--audit", paramLabel = "SHARE", description = {
        "relay, client that leaves dial: this share (0..1, for example 0.01) of the leaves' reports is rendered again "
            + "by another leaf before it is believed; of two that differ a third decides, and a liar is cut off."})
    @Nullable
    String audit;

    @Option(names = "--no-discovery", description = {
        "Neither look for a farm nor be found: a client without --farm or --listen renders alone."})
    boolean noDiscovery;

    @Option(names = "--farm-name", paramLabel = "NAME", description = {
        "What people call the farm of a node that is found; a node that looks for a farm takes only one of this name."})
    @Nullable
    String farmName;

    @Option(names = "--insecure", description = "Listen where others than this machine can come in, unprotected.")
    boolean insecure;

    @Option(names = "--parent", paramLabel = "HOST:PORT", description = {
        "relay, leaf: whom to work for; a leaf looks for a farm unless given."})
    @Nullable
    String parent;

    @Option(names = "--topology", paramLabel = "FILE", description = {
        "Take role, listen, parent and threads of the node --name from this file (YAML); --role=client takes the "
            + "farm that it describes. See the topology command."})
    @Nullable
    String topology;

    @Option(names = "--threads", paramLabel = "N", description = {
        "Render threads: all cores for a leaf and for a client alone, else 0 unless given."})
    @Nullable
    String threads;

    @Option(names = "--nice", paramLabel = "N", arity = "0..1", fallbackValue = "10", description = {
        "relay, leaf: renders with lower priority than other programs, 1 to 19; 10 unless N is given."})
    @Nullable
    String nice;

    @Option(names = "--duty", paramLabel = "PERCENT", description = {
        "relay, leaf: each render thread computes at most so much of the time, 1 to 100, in slices of milliseconds."})
    @Nullable
    String duty;

    @Option(names = "--idle-only", description = {
        "relay, leaf: renders only while other programs leave the machine idle; hands its work back when they do not."})
    boolean idleOnly;

    @Option(names = "--cache", paramLabel = "DIR", description = {
        "relay, leaf: where pieces of scenes are kept on disk, so that they are not sent again tomorrow; the user's "
            + "cache folder unless given. Nodes of one machine share it. See the cache command."})
    @Nullable
    String cache;

    @Option(names = "--cache-bytes", paramLabel = "SIZE", description = {
        "relay, leaf: they take at most so much, for example 4GiB; 8GiB unless given, and then at most half of what is "
            + "free."})
    @Nullable
    String cacheBytes;

    @Option(names = "--no-cache", description = "relay, leaf: neither keep them on disk nor look for them there.")
    boolean noCache;

    @Option(names = "--block-rate", paramLabel = "MBIT", description = {
        "client, relay: pieces of scenes leave for the children with at most so many Mbit/s in all; as fast as the "
            + "links take them unless given. On a link that others use too: 0.95 of its rate or less."})
    @Nullable
    String blockRate;

    @Option(names = "--no-multicast", description = {
        "client, relay: every child is sent its own copy; else what several lack is sent to all of them at once, where "
            + "the network carries that."})
    boolean noMulticast;

    @Option(names = "--mtu", paramLabel = "BYTES", description = {
        "Send no larger packets than this, headers of IP and UDP counted, 576 to 1500; 1436 unless given. For paths "
            + "that carry less and do not say so. It is about what this node sends: give it to both sides. Below 1436 "
            + "every child is sent its own copy."})
    @Nullable
    String mtu;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call this node, up to 64 characters.")
    @Nullable
    String name;

    @Option(names = "--json", description = "client: the summary as one JSON line on standard output.")
    boolean json;

    @Option(names = "--progress-json", hidden = true, description = "client: every step as a JSON line, for benches.")
    boolean progressJson;

    @Option(names = "--end-with-stdin", hidden = true, description = "End when standard input ends.")
    boolean endWithStdin;
}
