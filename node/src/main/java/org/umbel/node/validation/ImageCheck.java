package org.umbel.node.validation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The heads of images: that they are what they say, and whole up to where the pixels begin. */
final class ImageCheck {
    private static final int PNG_HEAD_BYTES = 33;

    private final Findings findings;

    private ImageCheck(final Findings findings) {
        this.findings = findings;
    }

    static void check(final Document document, final Resources resources, final Findings findings) {
        final ImageCheck check = new ImageCheck(findings);
        for (int i = 0; i < document.size("images"); i++) {
            final JsonNode image = document.item("images", i);
            final String place = "/images/" + i;
            final String uri = Json.text(image, "uri");
            final Optional<MemorySegment> bytes = image.path("uri").isString()
                ? resources.fetch(uri, Set.of(), place)
                : resources.view(document.reference(image, "bufferView", "bufferViews"));
            final String declared = image.path("mimeType").isString() ? Json.text(image, "mimeType")
                : Uris.isData(uri) ? Uris.data(uri).map(Uris.Data::mediaType).orElse("") : "";
            final String at = image.path("mimeType").isString() || !image.path("uri").isString() ? place + "/mimeType"
                : place + "/uri";
            bytes.ifPresent(found -> check.image(found, declared, place, at));
        }
    }

    private void image(final MemorySegment bytes, final String declared, final String place, final String typePlace) {
        final String format = format(bytes);
        if (format.isEmpty()) {
            findings.warning("IMAGE_UNRECOGNIZED_FORMAT", place, "is in no known format");
            return;
        }
        if (!declared.isEmpty() && !declared.equals(format)) {
            findings.error("IMAGE_MIME_TYPE_INVALID", typePlace, "says " + declared + ", and is " + format);
        }
        if (format.equals("image/png")) {
            png(bytes, place);
        } else if (format.equals("image/jpeg")) {
            jpeg(bytes, place);
        }
    }

    /** By the first bytes; empty when they say nothing. */
    private static String format(final MemorySegment bytes) {
        if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return "image/png";
        }
        if (startsWith(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        return startsWith(bytes, 0, 0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB) ? "image/ktx2" : "";
    }

    private static boolean startsWith(final MemorySegment bytes, final long offset, final int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (offset + i >= bytes.byteSize() || at(bytes, offset + i) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static int at(final MemorySegment bytes, final long offset) {
        return bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xFF;
    }

    private void png(final MemorySegment bytes, final String place) {
        if (bytes.byteSize() < PNG_HEAD_BYTES) {
            cutOff(place);
        } else if (!startsWith(bytes, 8, 0, 0, 0, 13, 'I', 'H', 'D', 'R')) {
            invalid("its first chunk is not IHDR", place);
        } else if (at(bytes, 16) >= 0x80 || at(bytes, 20) >= 0x80 || number(bytes, 16) == 0 || number(bytes, 20) == 0) {
            invalid("it has no pixels", place);
        }
    }

    private static int number(final MemorySegment bytes, final long offset) {
        return at(bytes, offset) << 24 | at(bytes, offset + 1) << 16 | at(bytes, offset + 2) << 8
            | at(bytes, offset + 3);
    }

    /** From marker to marker, up to the frame's. */
    private void jpeg(final MemorySegment bytes, final String place) {
        long at = 2;
        while (at + 3 < bytes.byteSize()) {
            final int marker = at(bytes, at + 1);
            if (at(bytes, at) != 0xFF) {
                invalid("there is no marker at byte " + at, place);
                return;
            }
            if (marker == 0xFF) {
                at++;
                continue;
            }
            final int length = at(bytes, at + 2) << 8 | at(bytes, at + 3);
            if (length < 2) {
                invalid("the marker at byte " + at + " has no length", place);
                return;
            }
            final boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8
                && marker != 0xCC;
            if (isFrame && at + 2 + length <= bytes.byteSize()) {
                return;
            }
            at += 2L + length;
        }
        cutOff(place);
    }

    private void invalid(final String why, final String place) {
        findings.error("IMAGE_DATA_INVALID", place, "the image is damaged: " + why);
    }

    private void cutOff(final String place) {
        findings.error("IMAGE_UNEXPECTED_EOS", place, "the image is cut off");
    }
}
