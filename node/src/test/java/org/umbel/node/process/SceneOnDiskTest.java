package org.umbel.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A leaf that is started again, under a relay that was, has the scene on its disk: nothing of it is sent. */
@Timeout(300)
final class SceneOnDiskTest {
    private static final int SAMPLES = 4;
    private static final Pattern HAS_SCENE = Pattern.compile("has scene \\w+: (\\d+) blocks from disk, (\\d+) sent");

    @TempDir
    private Path folder;
    private final Tree tree = new Tree();

    @AfterEach
    void end() {
        tree.close();
    }

    /** Started, asked for a picture, ended: from its disk, and sent, came so many blocks. */
    private int[] render() {
        final NodeProcess relay = tree.relay("relay", "--listen", "0", "--cache", folder.resolve("relay").toString());
        final NodeProcess leaf = tree.leaf("ada", relay.listening(), "--cache", folder.resolve("ada").toString());
        assertThat(Tree.hash(Tree.summary(tree.client(SAMPLES, "--farm", relay.listening()))))
            .isEqualTo(Tree.hashAlone(SAMPLES));
        final Matcher line = leaf.await(HAS_SCENE);
        leaf.close();
        relay.close();
        return new int[] {Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2))};
    }

    @Test
    void shouldBeSentNothingAfterARestart() {
        final int[] first = render();
        assertThat(first[0]).isZero();
        assertThat(first[1]).isPositive();
        assertThat(render()).containsExactly(first[1], 0);
    }
}
