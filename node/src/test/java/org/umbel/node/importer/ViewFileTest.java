package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Light;
import org.umbel.node.SharedFiles;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

class ViewFileTest {
    private static final String CAMERA =
        "\"camera\":{\"position\":[1,2,3],\"target\":[0,0,0],\"yfov_deg\":40}";

    @TempDir
    private Path folder;

    @Test
    void shouldReadAReference() {
        final ViewFile view = ViewFile.read(SharedFiles.shared("reference/bunny_lambert.json"));
        assertThat(view.camera().position()).containsExactly(-0.4f, 1.2f, 3.4f);
        assertThat(view.camera().target()).containsExactly(-0.15f, 0.8f, 0);
        assertThat(view.camera().up()).containsExactly(0, 1, 0);
        assertThat(view.camera().verticalFovDegrees()).isEqualTo(30);
        assertThat(view.environment()).usingRecursiveComparison()
            .isEqualTo(Environment.constant(0.4f, 0.5f, 0.7f));
        assertThat(view.lights()).singleElement().isInstanceOfSatisfying(Light.Sun.class, sun -> {
            assertThat(sun.irradiance()).containsExactly(3, 3, 3);
            assertThat(sun.direction()[0] / sun.direction()[1]).isEqualTo(0.5f);
            assertThat(Math.hypot(Math.hypot(sun.direction()[0], sun.direction()[1]), sun.direction()[2]))
                .isBetween(0.999999, 1.000001);
        });
    }

    @Test
    void shouldReadTheBundledView() {
        final ViewFile view = ViewFile.read(SharedFiles.ofRepository("scenes/flight-helmet/view.json"));
        assertThat(view.lights()).hasSize(1);
        final Environment.Gradient sky = (Environment.Gradient) view.environment();
        assertThat(sky.zenith()).isNotEqualTo(sky.nadir());
    }

    @Test
    void shouldReadNoSunAsDarkness() throws IOException {
        assertThat(read("{" + CAMERA + ",\"env\":[1,1,1],\"sun\":null,\"own\":{\"key\":1}}").lights())
            .isEmpty();
    }

    @Test
    void shouldShineTheNeutralSkyWhenOnlyACameraIsGiven() throws IOException {
        final ViewFile view = read("{" + CAMERA + "}");
        assertThat(view.environment()).isEqualTo(NeutralSky.ENVIRONMENT);
        assertThat(view.lights()).hasSize(1);
    }

    @Test
    void shouldTellAllMalformedFieldsWithTheirPlaces() {
        final List<Problem> problems = problems("{\"camera\":{\n\"position\":[1,2],\n\"target\":[0,0,\"x\"],"
            + "\"yfov_deg\":\"40\"},\n\"env\":[-1,0,0],\n\"sun\":{\"dir\":[0,0,1]}}");
        assertThat(problems).extracting(Problem::path).containsExactly("/camera/position", "/camera/target",
            "/camera/yfov_deg", "/env", "/sun/irradiance");
        assertThat(problems).extracting(Problem::line).containsExactly(2, 3, 3, 4, 5);
    }

    @Test
    void shouldRefuseACameraWithoutDirection() {
        assertThat(problems("{\"camera\":{\"position\":[1,1,1],\"target\":[1,1,1],\"yfov_deg\":40}}"))
            .singleElement().extracting(Problem::path).isEqualTo("/camera/target");
        assertThat(problems("{\"camera\":{\"position\":[0,5,0],\"target\":[0,0,0],\"yfov_deg\":40}}"))
            .singleElement().extracting(Problem::path).isEqualTo("/camera/up");
    }

    @Test
    void shouldRefuseWhatIsNoJsonObject() {
        for (final String text : List.of("", "[]", "{", "{\"camera\":1,\"camera\":2}", "nonsense")) {
            assertThat(problems(text)).as(text).hasSize(1);
        }
        assertThatThrownBy(() -> ViewFile.read(folder.resolve("absent.json")))
            .isInstanceOf(ProblemException.class);
    }

    private ViewFile read(final String json) throws IOException {
        return ViewFile.read(Files.writeString(folder.resolve("view.json"), json));
    }

    private List<Problem> problems(final String json) {
        try {
            read(json);
            return List.of();
        } catch (final ProblemException e) {
            return e.problems();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
