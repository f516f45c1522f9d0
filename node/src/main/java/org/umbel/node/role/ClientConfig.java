package org.umbel.node.role;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.node.discovery.DiscoveryConfig;
import org.umbel.node.importer.EnvironmentOptions;
import org.umbel.node.importer.ImportOptions;
import org.umbel.node.output.ToneCurve;
import org.umbel.topology.Endpoint;

/**
 * What a client is asked for.
 *
 * @param name      of this node, for people
 * @param scene     a file that the importer reads
 * @param outputs   files to write, .exr or .png; none: nothing is written
 * @param settings  size, filter; samples: the end of those that this run renders
 * @param render    what of it, in which order, and where sums are kept
 * @param view      camera and lights instead of the scene's own
 * @param lens      instead of the camera's own
 * @param environment instead of the scene's and the view's
 * @param importing what of the scene file is wanted
 * @param exposure  EV, for PNG
 * @param tone      curve, for PNG
 * @param farm      the gateway relay to dial
 * @param listen    where leaves and relays dial in
 * @param threads   of the own worker
 * @param json      whether the summary is one JSON line on standard output
 * @param page      the page to serve until asked to end; none: the client ends when the picture is done
 * @param farmName  what people call the farm
 * @param discovery how to look for a gateway, and for leaves that look for this client; empty: not at all
 * @param trust     who may come in
 * @param down      how blocks leave it
 */
public record ClientConfig(String name, Path scene, List<Path> outputs, PictureSettings settings, RenderOptions render,
                           Optional<Path> view, Optional<LensOptions> lens, Optional<EnvironmentOptions> environment,
                           ImportOptions importing,
                           float exposure, ToneCurve tone, Optional<Endpoint> farm, Optional<Endpoint> listen,
                           int threads, boolean json, Optional<PagePort> page,
                           String farmName, Optional<DiscoveryConfig> discovery, Trust trust, WayDown down) {
    public ClientConfig {
        outputs = List.copyOf(outputs);
        if (threads == 0 && farm.isEmpty() && listen.isEmpty()) {
            throw new IllegalArgumentException("a client without farm, port and threads would never render");
        }
    }

    /**
     * Where the page is served, on the loopback interface.
     *
     * @param port this one, 0 for any; empty: the usual one, or the next one that is free
     */
    public record PagePort(OptionalInt port) {}

    /** Whether there is something to tell or write when the picture is done, before anything else is shown. */
    boolean hasResult() {
        return page.isEmpty() || json || !outputs.isEmpty();
    }

    /** Whether this process renders the picture by itself. */
    boolean isAlone() {
        return farm.isEmpty() && listen.isEmpty();
    }
}
