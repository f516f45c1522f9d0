package org.umbel.node.validation;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The URIs of buffers and images: of data (RFC 2397), of files beside the document, and others. */
final class Uris {
    private static final String DATA = "data:";
    private static final String BASE64 = "base64";

    private Uris() {}

    /**
     * What a data URI holds.
     *
     * @param mediaType in lower case, as in {@code image/png}
     */
    record Data(String mediaType, byte[] bytes) {
        @Override
        public boolean equals(final Object other) {
            return other instanceof Data data && mediaType.equals(data.mediaType) && Arrays.equals(bytes, data.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * mediaType.hashCode() + Arrays.hashCode(bytes);
        }
    }

    static boolean isData(final String uri) {
        return uri.regionMatches(true, 0, DATA, 0, DATA.length());
    }

    /** Whether a URI leads elsewhere than to a file beside the document. */
    static boolean isAbsolute(final String uri) {
        return uri.matches("(?s)([A-Za-z][A-Za-z0-9+.-]*:|/).*");
    }

    /** Whether it can be read as a URI; not ASCII, spaces and the like are let pass as they are in many files. */
    static boolean isWellFormed(final String uri) {
        final StringBuilder plain = new StringBuilder();
        for (int i = 0; i < uri.length(); i++) {
            final char c = uri.charAt(i);
            plain.append(c > 0x20 && c < 0x7F && "\"<>[]\\^`{|}".indexOf(c) < 0 ? c : '_');
        }
        try {
            return new URI(plain.toString()).toString().length() == plain.length();
        } catch (final URISyntaxException e) {
            return false;
        }
    }

    /** Empty when the URI is malformed. */
    static Optional<Data> data(final String uri) {
        final int comma = uri.indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        final String[] head = uri.substring(DATA.length(), comma).split(";", -1);
        boolean isBase64 = false;
        for (int i = 1; i < head.length; i++) {
            final boolean isLast = i == head.length - 1;
            if (isLast && head[i].equalsIgnoreCase(BASE64)) {
                isBase64 = true;
            } else if (!head[i].matches("[^=]+=.*")) {
                return Optional.empty();
            }
        }
        final String mediaType = head[0].isEmpty() ? "text/plain" : head[0].toLowerCase(Locale.ROOT);
        if (!isBase64) {
            return Optional.of(new Data(mediaType, uri.substring(comma + 1).getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return Optional.of(new Data(mediaType, Base64.getDecoder().decode(uri.substring(comma + 1))));
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
