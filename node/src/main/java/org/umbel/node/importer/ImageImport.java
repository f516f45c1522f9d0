package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.umbel.codec.scene.Image;

/**
 * Images of a document: PNG and JPEG pass unchanged, recognised by their first bytes and not by what the file
 * says they are; WebP, KTX2 and what else the JDK reads become PNG. Dimensions are checked from the header; texels are
 * decoded only on leaves.
 */
final class ImageImport {
    static final int SIDE_PIXELS_MAX = 32768;
    static final long PIXELS_MAX = 1L << 28;
    private static final int BYTES_MAX = 1 << 29;
    private static final String REMEDY = "convert it to PNG or JPEG";

    private final GltfDocument document;
    private final BufferStore buffers;
    private final SceneFolder folder;
    private final Map<Integer, Integer> imported = new HashMap<>();
    private final List<Image> images = new ArrayList<>();

    ImageImport(final GltfDocument document, final BufferStore buffers, final SceneFolder folder) {
        this.document = document;
        this.buffers = buffers;
        this.folder = folder;
    }

    List<Image> images() {
        return images;
    }

    /**
     * The image of a reference, read once.
     *
     * @param path JSON pointer of the reference
     * @return index into {@link #images()}
     */
    int image(final Integer index, final String path) {
        final var image = follow(document.gltf().images(), "images", index, path);
        final Integer known = imported.get(index);
        if (known != null) {
            return known;
        }
        final String place = "/images/" + index;
        final MemorySegment bytes;
        if (image.uri() != null && ConvertedScene.isForeign(document.file())) {
            bytes = ConvertedScene.texture(image.uri(), folder, document);
        } else if (image.uri() != null) {
            bytes = folder.resolve(image.uri(), place + "/uri");
        } else if (image.bufferView() != null) {
            bytes = buffers.bytes(image.bufferView(), place + "/bufferView");
        } else {
            throw new Refusal(place, "has neither uri nor bufferView");
        }
        images.add(encoded(bytes, place));
        imported.put(index, images.size() - 1);
        return images.size() - 1;
    }

    private Image encoded(final MemorySegment segment, final String place) {
        if (segment.byteSize() > BYTES_MAX) {
            throw new Refusal(place, "is an image of more than " + (BYTES_MAX >> 20) + " MiB");
        }
        document.budget().take(segment.byteSize(), place);
        final byte[] bytes = segment.toArray(ValueLayout.JAVA_BYTE);
        if (TextureImages.isKtx2(bytes)) {
            document.note("KTX2 textures travel as PNG");
            return TextureImages.ofKtx2(bytes, document.decoders(), document.budget(), place);
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new Refusal(place, "is in a format that is not supported", REMEDY);
            }
            final ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return encoded(bytes, reader, place);
            } finally {
                reader.dispose();
            }
        } catch (final Refusal refusal) {
            throw refusal;
        } catch (final IOException | RuntimeException e) {
            // What a reader of the JDK or of a library makes of hostile bytes is any of these.
            throw new Refusal(place, "the image is damaged: " + e.getMessage(), REMEDY);
        }
    }

    private Image encoded(final byte[] bytes, final ImageReader reader, final String place)
        throws IOException {
        final long width = reader.getWidth(0);
        final long height = reader.getHeight(0);
        if (width < 1 || height < 1 || width > SIDE_PIXELS_MAX || height > SIDE_PIXELS_MAX
            || width * height > PIXELS_MAX) {
            throw new Refusal(place, "an image of " + width + " x " + height + " pixels is too large",
                "scale it");
        }
        if (startsWith(bytes, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return new Image(Image.Format.PNG, bytes);
        }
        if (startsWith(bytes, 0xFF, 0xD8, 0xFF)) {
            return new Image(Image.Format.JPEG, bytes);
        }
        document.budget().take(8 * width * height, place);
        document.note(reader.getFormatName() + " textures travel as PNG");
        final ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(reader.read(0), "png", png)) {
            throw new Refusal(place, "cannot be turned into PNG", REMEDY);
        }
        return new Image(Image.Format.PNG, png.toByteArray());
    }

    private static boolean startsWith(final byte[] bytes, final int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
