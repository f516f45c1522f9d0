package org.umbel.tracer.accel;

/** A packet's filter as that of one of its rays. One per thread. */
final class LoneFilter implements HitFilter {
    private Packet.Filter filter = Packet.Filter.ALL;
    private int ray;

    /** Becomes the filter of one of the rays. */
    LoneFilter of(final Packet.Filter packetFilter, final int packetRay) {
        filter = packetFilter;
        ray = packetRay;
        return this;
    }

    @Override
    public boolean accept(final int instance, final int primitive, final float u, final float v) {
        return filter.accept(ray, instance, primitive, u, v);
    }
}
