package org.umbel.node.page;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PageBrowserTest {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldShowMoveSaveAndTellInARealBrowser() throws Exception {
        try (FakeClient client = new FakeClient(); PageServer server = PageServer.on(client.studio(), 0)) {
            Browser.look(server.address(), "fake", "leaf-2", name -> client.killLeaf());
        }
    }
}
