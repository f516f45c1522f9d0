package org.umbel.node.role;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, from Maven. */
public final class BuildVersion {
    private BuildVersion() {}

    public static String text() {
        try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
            final Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
