package org.umbel.node.store;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.tracer.accel.AccelShape;

/**
 * What the disk's thread has to do, and what it has found. Fetches go first, because somebody waits for them; there are
 * no more than the blocks that a node lacks. Blocks to keep are bounded in bytes, and what does not fit is dropped: it
 * travels again some day. Structures come last, and are bounded alike. Answers are bounded in number, and the disk's
 * thread waits while they are not drained.
 */
final class DiskQueue {
    static final long KEEP_BYTES_MAX = 64L << 20;
    /** Of structures that the renderer has, and may give up before they are written. */
    static final long KEEP_SHAPES_BYTES_MAX = 256L << 20;
    private static final int ANSWERS_MAX = 128;

    /** One thing to do. */
    sealed interface Task {
        /** A block is wanted. */
        record Fetch(BlockId id) implements Task {}

        /** A block is to be kept. */
        record Keep(Block block) implements Task {}

        /** The shape of a structure is to be kept. */
        record KeepShape(BlockId key, AccelShape shape) implements Task {}
    }

    private final ArrayDeque<BlockId> fetches = new ArrayDeque<>();
    private final ArrayDeque<Block> keeps = new ArrayDeque<>();
    private final ArrayDeque<Task.KeepShape> shapes = new ArrayDeque<>();
    private final ArrayDeque<DiskAnswer> answers = new ArrayDeque<>();
    private long keepBytes;
    private long shapeBytes;
    private long droppedCount;
    private boolean isEnding;

    synchronized void fetch(final BlockId id) {
        if (!isEnding) {
            fetches.add(id);
            notifyAll();
        }
    }

    synchronized void keep(final Block block) {
        final int bytes = block.compressed().length;
        if (isEnding || keepBytes + bytes > KEEP_BYTES_MAX) {
            droppedCount++;
            return;
        }
        keepBytes += bytes;
        keeps.add(block);
        notifyAll();
    }

    synchronized void keep(final BlockId key, final AccelShape shape) {
        final long bytes = ShapeFile.fileBytes(shape);
        if (!isEnding && shapeBytes + bytes <= KEEP_SHAPES_BYTES_MAX) {
            shapeBytes += bytes;
            shapes.add(new Task.KeepShape(key, shape));
            notifyAll();
        }
    }

    synchronized long droppedCount() {
        return droppedCount;
    }

    /** Nothing is fetched any more; what is to be kept still is. */
    synchronized void end() {
        isEnding = true;
        fetches.clear();
        answers.clear();
        notifyAll();
    }

    /** Waits for something to do; null: it has ended. */
    synchronized @Nullable Task take() throws InterruptedException {
        while (fetches.isEmpty() && keeps.isEmpty() && shapes.isEmpty() && !isEnding) {
            wait();
        }
        final BlockId id = fetches.poll();
        if (id != null) {
            return new Task.Fetch(id);
        }
        final Block block = keeps.poll();
        if (block != null) {
            keepBytes -= block.compressed().length;
            return new Task.Keep(block);
        }
        final Task.KeepShape shape = shapes.poll();
        shapeBytes -= shape == null ? 0 : ShapeFile.fileBytes(shape.shape());
        return shape;
    }

    /** Waits until there is room for an answer. */
    synchronized void answer(final DiskAnswer answer) throws InterruptedException {
        while (answers.size() >= ANSWERS_MAX && !isEnding) {
            wait();
        }
        if (!isEnding) {
            answers.add(answer);
        }
    }

    synchronized @Nullable DiskAnswer pollAnswer() {
        final DiskAnswer answer = answers.poll();
        if (answers.size() == ANSWERS_MAX - 1) {
            notifyAll();
        }
        return answer;
    }

    /** Returns the number of answers handed over; the handler may fetch and keep. */
    int drain(final Consumer<DiskAnswer> handler, final int max) {
        int count = 0;
        for (DiskAnswer next = null; count < max && (next = pollAnswer()) != null; count++) {
            handler.accept(next);
        }
        return count;
    }
}
