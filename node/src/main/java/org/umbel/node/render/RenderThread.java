package org.umbel.node.render;

import java.util.function.BooleanSupplier;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.render.WorkQueue.Item;

/** One render thread: takes work in order and answers each item that was not voided meanwhile. */
final class RenderThread implements Runnable {
    private final WorkQueue queue;
    private final SceneShelf shelf;
    private final Completions completions;
    private final Politeness politeness;
    private final Pacer pacer;
    /** Those of the last item. */
    @SuppressWarnings("NullAway.Init")
    private Picture picture;
    @SuppressWarnings("NullAway.Init")
    private SceneSource.TileWork work;

    RenderThread(final WorkQueue queue, final SceneShelf shelf, final Completions completions,
                 final Politeness politeness) {
        this.queue = queue;
        this.shelf = shelf;
        this.completions = completions;
        this.politeness = politeness;
        this.pacer = new Pacer(politeness.dutyPercent());
    }

    @Override
    public void run() {
        try {
            Niceness.lower(politeness.nice());
            for (Item item = queue.take(); item != null; item = queue.take()) {
                run(item);
                queue.done(item);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final Throwable e) {
            // Anything at all, an error of the machine too: a silent thread would owe its ranges for ever.
            completions.fail("a render thread ended", e);
        }
    }

    private void run(final Item item) throws InterruptedException {
        if (item.picture().isVoid()) {
            return;
        }
        pacer.begin();
        if (picture != item.picture()) {
            picture = item.picture();
            work = shelf.scene(picture.manifest()).work(picture.camera(), picture.settings());
        }
        // Asked by the renderer between stages and every few hundred rays: there it may rest, too.
        final BooleanSupplier cancelled = () -> {
            pacer.pause(item::isVoid);
            return item.isVoid();
        };
        if (item.grid() > 0) {
            preview(item, cancelled);
        } else {
            render(item, cancelled);
        }
        pacer.end();
    }

    private void render(final Item item, final BooleanSupplier cancelled) throws InterruptedException {
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        if (work.render(item.tile(), item.range(), sums, cancelled)) {
            completions.put(new Completion.Rendered(picture.session(), picture.epoch(), item.fence(), item.tile(),
                item.range(), sums));
        } else if (!picture.isVoid()) {
            completions.put(new Completion.Abandoned(picture.session(), picture.epoch(), item.fence(), item.tile(),
                item.range()));
        }
    }

    private void preview(final Item item, final BooleanSupplier cancelled) throws InterruptedException {
        final int edge = TileSums.TILE_EDGE / item.grid();
        final float[] rgb = new float[TileSums.CHANNELS * edge * edge];
        if (work.preview(item.tile(), item.grid(), rgb, cancelled)) {
            final short[] half = new short[rgb.length];
            for (int i = 0; i < half.length; i++) {
                half[i] = Float.floatToFloat16(rgb[i]);
            }
            completions.put(new Completion.Previewed(picture.session(), picture.epoch(), item.tile(), item.grid(),
                half));
        }
    }
}
