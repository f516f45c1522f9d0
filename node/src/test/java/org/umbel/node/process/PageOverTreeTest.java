package org.umbel.node.process;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umbel.node.SharedFiles;
import org.umbel.node.page.Browser;

/** What a person sees of a gateway with two leaves, in a real browser. */
final class PageOverTreeTest {
    private static final Pattern PAGE = Pattern.compile("the page: (http://\\S+)");
    private static final String VICTIM = "leaf-2";

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void shouldServeThePageOfARealFarm() throws Exception {
        try (Tree tree = new Tree()) {
            final String gateway = tree.relay("gateway", "--listen", "0").listening();
            tree.leaf("leaf-1", gateway);
            final NodeProcess victim = tree.leaf(VICTIM, gateway);
            final NodeProcess client = tree.start("studio", "--role=client",
                SharedFiles.ofRepository("scenes/flight-helmet/FlightHelmet.gltf").toString(), "--view",
                SharedFiles.ofRepository("scenes/flight-helmet/view.json").toString(), "--size", "256x144", "--spp",
                "8", "--farm", gateway, "--page-port", "0");
            Browser.look(client.await(PAGE).group(1), "farm", VICTIM, name -> victim.kill());
        }
    }
}
