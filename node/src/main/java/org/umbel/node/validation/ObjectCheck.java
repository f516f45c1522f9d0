package org.umbel.node.validation;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What concerns one object and is more than a type or a range: the asset, extensions, cameras, images. */
final class ObjectCheck {
    private final Document document;
    private final Findings findings;

    private ObjectCheck(final Document document, final Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(final Document document, final ViewUses views, final Findings findings) {
        final ObjectCheck check = new ObjectCheck(document, findings);
        check.asset(document.root().path("asset"));
        check.requiredExtensions();
        for (int i = 0; i < document.size("cameras"); i++) {
            check.camera(document.item("cameras", i), "/cameras/" + i);
        }
        for (int i = 0; i < document.size("images"); i++) {
            check.image(document.item("images", i), views, "/images/" + i);
        }
    }

    private void asset(final JsonNode asset) {
        final String version = Json.text(asset, "version");
        final String least = Json.text(asset, "minVersion");
        if (isVersion(version) && major(version) != 2) {
            findings.error("UNKNOWN_ASSET_MAJOR_VERSION", "/asset/version", "is " + version + ", not 2");
        }
        if (isVersion(version) && isVersion(least) && (major(least) > major(version)
            || major(least) == major(version) && minor(least) > minor(version))) {
            findings.error("ASSET_MIN_VERSION_GREATER_THAN_VERSION", "/asset/minVersion",
                least + " is more than the version, " + version);
        }
    }

    private static boolean isVersion(final String text) {
        return text.matches("[0-9]{1,9}\\.[0-9]{1,9}");
    }

    private static int major(final String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    private static int minor(final String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    private void requiredExtensions() {
        final List<JsonNode> required = Json.items(document.root().path("extensionsRequired"));
        for (int i = 0; i < required.size(); i++) {
            if (required.get(i).isString() && !document.uses(required.get(i).stringValue())) {
                findings.error("UNUSED_EXTENSION_REQUIRED", "/extensionsRequired/" + i,
                    Json.shown(required.get(i)) + " is not among extensionsUsed");
            }
        }
    }

    private void camera(final JsonNode camera, final String place) {
        exactlyOne(camera, "orthographic", "perspective", place);
        for (final String kind : List.of("orthographic", "perspective")) {
            final double near = Json.number(camera.path(kind).path("znear"));
            final double far = Json.number(camera.path(kind).path("zfar"));
            if (far <= near) {
                findings.error("CAMERA_ZFAR_LEQUAL_ZNEAR", place + "/" + kind,
                    "zfar of " + far + " is not beyond znear of " + near);
            }
        }
        for (final String size : List.of("xmag", "ymag")) {
            if (Json.number(camera.path("orthographic").path(size)) == 0) {
                findings.error("CAMERA_XMAG_YMAG_ZERO", place + "/orthographic/" + size, "is 0");
            }
        }
        if (Json.number(camera.path("perspective").path("yfov")) >= Math.PI) {
            findings.warning("CAMERA_YFOV_GEQUAL_PI", place + "/perspective/yfov", "is half a turn or more");
        }
    }

    private void image(final JsonNode image, final ViewUses views, final String place) {
        if (!image.has("extensions")) {
            exactlyOne(image, "bufferView", "uri", place);
        }
        final int view = document.reference(image, "bufferView", "bufferViews");
        views.use(view, ViewUses.Use.IMAGE, place + "/bufferView");
        if (document.item("bufferViews", view).has("byteStride")) {
            findings.error("IMAGE_BUFFER_VIEW_WITH_BYTESTRIDE", place + "/bufferView",
                "the view of an image has no byteStride");
        }
    }

    private void exactlyOne(final JsonNode object, final String a, final String b, final String place) {
        if (object.isObject() && object.has(a) == object.has(b)) {
            findings.error("ONE_OF_MISMATCH", place, "has " + (object.has(a) ? "both" : "neither") + " \"" + a
                + (object.has(a) ? "\" and \"" : "\" nor \"") + b + "\"");
        }
    }
}
