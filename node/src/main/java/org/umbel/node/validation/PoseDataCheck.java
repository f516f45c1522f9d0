package org.umbel.node.validation;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The numbers of animations and skins: times, rotations, matrices. */
final class PoseDataCheck {
    private static final String ACCESSORS = "accessors";

    private final Document document;
    private final DataCheck data;
    private final Findings findings;

    private PoseDataCheck(final Document document, final DataCheck data, final Findings findings) {
        this.document = document;
        this.data = data;
        this.findings = findings;
    }

    static void check(final Document document, final DataCheck data, final Findings findings) {
        final PoseDataCheck check = new PoseDataCheck(document, data, findings);
        for (int i = 0; i < document.size("animations"); i++) {
            check.animation(document.item("animations", i), "/animations/" + i);
        }
        for (int i = 0; i < document.size("skins"); i++) {
            check.matrices(document.item("skins", i), "/skins/" + i + "/inverseBindMatrices");
        }
    }

    private void animation(final JsonNode animation, final String place) {
        final List<JsonNode> samplers = Json.items(animation.path("samplers"));
        for (int i = 0; i < samplers.size(); i++) {
            times(document.reference(samplers.get(i), "input", ACCESSORS), place + "/samplers/" + i + "/input");
        }
        final List<JsonNode> channels = Json.items(animation.path("channels"));
        for (int i = 0; i < channels.size(); i++) {
            final long sampler = Json.whole(channels.get(i), "sampler", -1);
            if (sampler >= 0 && sampler < samplers.size()
                && Json.text(channels.get(i).path("target"), "path").equals("rotation")) {
                rotations(samplers.get((int) sampler), place + "/channels/" + i + "/sampler");
            }
        }
    }

    private void times(final int accessor, final String place) {
        data.values(accessor, "times").filter(values -> values.format().isFloat()).ifPresent(values -> {
            double before = Double.NEGATIVE_INFINITY;
            for (long i = 0; i < values.count(); i++) {
                final double time = values.raw(i, 0);
                if (time < 0) {
                    findings.error("ACCESSOR_ANIMATION_INPUT_NEGATIVE", place, "element " + i + " is " + time);
                    return;
                }
                if (time <= before) {
                    findings.error("ACCESSOR_ANIMATION_INPUT_NON_INCREASING", place,
                        "element " + i + " is " + time + ", and the one before it " + before);
                    return;
                }
                before = time;
            }
        });
    }

    private void rotations(final JsonNode sampler, final String place) {
        // Of a cubic spline's three only the middle one is a rotation, the others are tangents.
        final boolean isCubic = AnimationCheck.isCubic(sampler);
        data.values(document.reference(sampler, "output", ACCESSORS), isCubic ? "cubic rotations" : "rotations")
            .filter(values -> values.format().components() == 4).ifPresent(values -> {
                for (long i = isCubic ? 1 : 0; i < values.count(); i += isCubic ? 3 : 1) {
                    double squares = 0;
                    for (int c = 0; c < 4; c++) {
                        squares += values.value(i, c) * values.value(i, c);
                    }
                    if (Math.abs(Math.sqrt(squares) - 1) > NodeCheck.UNIT_QUATERNION_ERROR_MAX) {
                        findings.error("ACCESSOR_ANIMATION_SAMPLER_OUTPUT_NON_NORMALIZED_QUATERNION", place,
                            "element " + i + " is a quaternion of length " + Math.sqrt(squares));
                        return;
                    }
                }
            });
    }

    private void matrices(final JsonNode skin, final String place) {
        data.values(document.reference(skin, "inverseBindMatrices", ACCESSORS), "matrices")
            .filter(values -> values.format().components() == 16).ifPresent(values -> {
                for (long i = 0; i < values.count(); i++) {
                    for (int column = 0; column < 4; column++) {
                        final double value = values.raw(i, 4 * column + 3);
                        if (value != (column == 3 ? 1 : 0)) {
                            findings.error("ACCESSOR_INVALID_IBM", place,
                                "the last row of matrix " + i + " is not 0 0 0 1");
                            return;
                        }
                    }
                }
            });
    }
}
