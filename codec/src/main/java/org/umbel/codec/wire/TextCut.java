package org.umbel.codec.wire;

import java.nio.charset.StandardCharsets;

/** Cuts text for people to the room that it has on the wire, between characters and never inside one. */
final class TextCut {
    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;

    private TextCut() {}

    static String cut(final String text, final int charsMax) {
        return cut(text, charsMax, Integer.MAX_VALUE);
    }

    /**
     * The text, or as much of it as fits with an ellipsis behind it.
     *
     * @param charsMax UTF-16 units, at least 1
     * @param bytesMax bytes of UTF-8, at least 3
     */
    static String cut(final String text, final int charsMax, final int bytesMax) {
        if (text.length() <= charsMax && bytes(text) <= bytesMax) {
            return text;
        }
        int end = 0;
        int bytes = ELLIPSIS_BYTES;
        while (end < text.length()) {
            final int next = text.offsetByCodePoints(end, 1);
            bytes += bytes(text.substring(end, next));
            if (next > charsMax - 1 || bytes > bytesMax) {
                break;
            }
            end = next;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private static int bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
