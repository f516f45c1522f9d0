package org.umbel.node.role;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.output.ToneCurve;
import org.umbel.topology.Endpoint;

/**
 * What a client is asked for.
 *
 * @param name      of this node, for people
 * @param scene     a glTF or GLB file
 * @param outputs   files to write, .exr or .png; none: nothing is written
 * @param settings  size, samples, filter
 * @param view      camera and lights instead of the scene's own
 * @param materials how materials are read
 * @param exposure  EV, for PNG
 * @param tone      curve, for PNG
 * @param farm      the gateway relay to dial
 * @param listen    where leaves and relays dial in
 * @param threads   of the own worker
 * @param json      whether the summary is one JSON line on standard output
 */
public record ClientConfig(String name, Path scene, List<Path> outputs, PictureSettings settings, Optional<Path> view,
                           MaterialMode materials, float exposure, ToneCurve tone, Optional<Endpoint> farm,
                           Optional<Endpoint> listen, int threads, boolean json) {
    public ClientConfig {
        outputs = List.copyOf(outputs);
        if (threads == 0 && farm.isEmpty() && listen.isEmpty()) {
            throw new IllegalArgumentException("a client without farm, port and threads would never render");
        }
    }

    /** Whether this process renders the picture by itself. */
    boolean isAlone() {
        return farm.isEmpty() && listen.isEmpty();
    }
}
