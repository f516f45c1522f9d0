package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.topology.ProblemException;

/** Over real sockets, with requests that no browser would make. */
final class PageServerTest {
    private static FakeClient client;
    private static PageServer server;
    private static URI address;
    private static String token;

    @BeforeAll
    static void serve() {
        client = new FakeClient();
        server = PageServer.on(client.studio(), 0);
        address = URI.create(server.address());
        token = address.getQuery().substring("token=".length());
    }

    @AfterAll
    static void end() {
        server.close();
        client.close();
    }

    /** The whole answer, bytes as Latin-1. */
    private static String get(final String path, final String host, final String... headers) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            final String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String host() {
        return address.getAuthority();
    }

    private static String cookie() {
        return "Cookie: umbel-" + address.getPort() + "=" + token;
    }

    /** What the server says first to a WebSocket's hello. */
    private static String upgrade(final String path, final String... headers) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            final byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 403".length());
            return new String(start, StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void shouldGiveThePageAndACookieForTheToken() throws Exception {
        assertThat(get("/?token=" + token, host())).startsWith("HTTP/1.1 200").contains("<title>Umbel</title>")
            .contains("HttpOnly; SameSite=Strict").contains("default-src 'none'").contains("frame-ancestors 'none'");
        assertThat(get("/page.js", host(), cookie())).startsWith("HTTP/1.1 200").contains("text/javascript");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.js", "/live", "/save/picture.png", "/?token=", "/?token=00", "/nothing"})
    void shouldGiveNothingWithoutTheToken(final String path) throws Exception {
        assertThat(get(path, host())).startsWith("HTTP/1.1 403").doesNotContain("Set-Cookie");
        assertThat(get(path, host(), "Cookie: umbel-" + address.getPort() + "=00")).startsWith("HTTP/1.1 403");
    }

    @Test
    void shouldGiveNothingUnderAnotherName() throws Exception {
        assertThat(get("/?token=" + token, "evil.example:" + address.getPort())).startsWith("HTTP/1.1 403");
    }

    @Test
    void shouldOpenTheLiveConnectionOnlyToItsOwnPage() throws Exception {
        assertThat(upgrade("/live", cookie(), "Origin: http://" + host())).isEqualTo("HTTP/1.1 101");
        assertThat(upgrade("/live", cookie(), "Origin: http://evil.example")).isEqualTo("HTTP/1.1 403");
        assertThat(upgrade("/live", cookie(), "Origin: null")).isEqualTo("HTTP/1.1 403");
        assertThat(upgrade("/live?token=" + token, "X-None: 1")).isEqualTo("HTTP/1.1 403");
        assertThat(upgrade("/live", "Origin: http://" + host())).isEqualTo("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../page.js", "/%2e%2e/page.js", "/package-info.class", "/Gate.class", "/page.js/", "//",
        "/..%2fpage.css", "/save/../page.js%00"})
    void shouldServeNoOtherFiles(final String path) throws Exception {
        assertThat(get(path, host(), cookie())).doesNotStartWith("HTTP/1.1 200");
    }

    @Test
    void shouldSaveThePicture() throws Exception {
        final String png = get("/save/picture.png?exposure=0.5&tone=linear", host(), cookie());
        assertThat(png).startsWith("HTTP/1.1 200").contains("filename=\"Stripes-");
        final byte[] file = png.substring(png.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(480);
        assertThat(get("/save/picture.exr", host(), cookie())).startsWith("HTTP/1.1 200").contains("\r\n\r\nv/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/save/picture.gif", "/save/x.png", "/save/", "/save/picture.png?exposure=dark",
        "/save/picture.png?exposure=99", "/save/picture.png?tone=sepia"})
    void shouldRefuseToSaveWhatItCannot(final String path) throws Exception {
        assertThat(get(path, host(), cookie())).startsWith("HTTP/1.1 400");
    }

    @Test
    void shouldTakeTheNextPortWhenOneIsTaken() {
        try (PageServer first = PageServer.onFreePort(client.studio());
             PageServer second = PageServer.onFreePort(client.studio())) {
            assertThat(URI.create(first.address()).getPort()).isGreaterThanOrEqualTo(PageServer.PORT_DEFAULT);
            assertThat(URI.create(second.address()).getPort()).isGreaterThan(URI.create(first.address()).getPort());
        }
    }

    @Test
    void shouldSayWhichPortCannotBeHad() {
        assertThatThrownBy(() -> PageServer.on(client.studio(), address.getPort()))
            .isInstanceOf(ProblemException.class).hasMessageContaining("port " + address.getPort())
            .hasMessageContaining("--page-port");
    }
}
