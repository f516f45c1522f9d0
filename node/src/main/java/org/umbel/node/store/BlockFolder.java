package org.umbel.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.node.store.CacheStatistics.Pruned;
import org.umbel.node.store.CacheStatistics.Verified;
import org.umbel.tracer.accel.AccelShape;
import org.umbel.tracer.accel.BadShapeException;

/**
 * Blocks on disk by the SHA-256 of their bytes, as plain files ({@link BlockFile}) that any number of processes read,
 * write and remove at the same time. A file appears whole or not at all, and whatever is read is proved first; so
 * nothing that a crash, a full disk or a bad one leaves is ever given out. The order of use is the files' own time.
 * Beside them lie the shapes of built structures ({@link ShapeFile}), in the same order of use and the same budget.
 *
 * <p>Looking and reading may be done by any thread. Everything else waits for each other. Trouble with the disk is told
 * and never thrown.
 */
public final class BlockFolder {
    /** After a block could not be written, so long none is tried. */
    static final Duration PAUSE = Duration.ofMinutes(1);
    /** A disk that has less left is full. */
    private static final long FREE_BYTES_MIN = 1L << 20;

    private final Path folder;
    private final InstantSource clock;
    private final TellOnce words;
    private final TempFiles temps;
    private final Room room;
    private final boolean isOpen;
    private Instant pausedAt = Instant.MIN;

    BlockFolder(final Path folder, final CacheBudget budget, final Consumer<String> log, final InstantSource clock,
                final TempFiles.Opening opening) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        words = new TellOnce(log);
        temps = new TempFiles(this.folder, opening);
        room = new Room(this.folder, budget);
        isOpen = begin();
    }

    /**
     * Opens a folder and makes it if need be. In one that cannot serve nothing is found and nothing kept, which is told
     * here.
     *
     * @param log takes a line of words; called by whichever thread meets trouble
     */
    public static BlockFolder open(final Path folder, final CacheBudget budget, final Consumer<String> log) {
        return new BlockFolder(folder, budget, log, InstantSource.system(), TempFiles::open);
    }

    /** Whether a folder is there and has nothing but blocks. */
    public static boolean isThere(final Path folder) {
        try {
            return Files.isDirectory(folder) && CacheTag.isOurs(folder);
        } catch (final IOException e) {
            return false;
        }
    }

    /** The absolute path. */
    public Path folder() {
        return folder;
    }

    private boolean begin() {
        try {
            Files.createDirectories(folder);
            if (!CacheTag.isOurs(folder)) {
                words.tell(
                    "no blocks are kept on disk: " + folder + " has other files; name an empty folder with --cache");
                return false;
            }
        } catch (final IOException e) {
            words.tell("no blocks are kept on disk: " + folder + ": " + TellOnce.why(e)
                + "; name another folder with --cache, or say --no-cache");
            return false;
        }
        try {
            CacheTag.write(folder);
            temps.begin(clock.instant());
        } catch (final IOException e) {
            words.tell("no further blocks are kept on disk: " + folder + ": " + TellOnce.why(e));
        }
        return true;
    }

    /** Whether there is a file of that name, whatever is in it: a look into the folder. */
    public boolean mayHold(final BlockId id) {
        return isOpen && Files.exists(BlockFile.path(folder, id));
    }

    /** A block that is held; it is used now. A file that is not that block is removed. */
    public Optional<Block> read(final BlockId id) {
        if (!isOpen) {
            return Optional.empty();
        }
        final Path file = BlockFile.path(folder, id);
        try {
            final Block block = BlockFile.read(file, id);
            touch(file);
            return Optional.of(block);
        } catch (final BlockException e) {
            remove(FileKind.BLOCK, id, e.getMessage());
        } catch (final IOException e) {
            tellUnreadable(e);
        }
        return Optional.empty();
    }

    /**
     * The shape of a structure that is held; it is used now. A file that is not what was written is removed.
     *
     * @param key           what the structure depends on
     * @param triangleCount of its mesh
     */
    public Optional<AccelShape> readShape(final BlockId key, final int triangleCount) {
        if (!isOpen) {
            return Optional.empty();
        }
        final Path file = FileKind.SHAPE.path(folder, key);
        try {
            final AccelShape shape = ShapeFile.read(file, key, triangleCount);
            touch(file);
            return Optional.of(shape);
        } catch (final BadShapeException e) {
            remove(FileKind.SHAPE, key, e.getMessage());
        } catch (final IOException e) {
            tellUnreadable(e);
        }
        return Optional.empty();
    }

    private void tellUnreadable(final IOException e) {
        if (!(e instanceof NoSuchFileException)) {
            words.tell("blocks on disk cannot be read: " + folder + ": " + TellOnce.why(e));
        }
    }

    /** The order of use suffers where this fails, and nothing else. */
    private void touch(final Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (final IOException e) {
            System.getLogger(BlockFolder.class.getName()).log(System.Logger.Level.DEBUG, "not touched", e);
        }
    }

    /** What was read turned out to be no shape of the mesh after all. */
    public void removeShape(final BlockId key, final String why) {
        remove(FileKind.SHAPE, key, why);
    }

    private void remove(final FileKind kind, final BlockId id, final @Nullable String why) {
        final Path file = kind.path(folder, id);
        final String what = kind == FileKind.BLOCK ? "a block on disk" : "a structure on disk";
        try {
            Files.deleteIfExists(file);
            words.tellSpoilt(what + " was spoilt and is gone: " + file + ": " + why);
        } catch (final IOException e) {
            words.tellSpoilt(what + " is spoilt: " + file + ": " + why);
        }
    }

    /** Keeps a block if it can; one that is held already is only used. The caller has proved it. */
    public synchronized void write(final Block block) {
        write(BlockFile.path(folder, block.id()), BlockFile.HEADER_BYTES + (long) block.compressed().length,
            () -> BlockFile.bytes(block));
    }

    /** Keeps the shape of a structure if it can; one that is held already is only used. */
    public synchronized void writeShape(final BlockId key, final AccelShape shape) {
        final long fileBytes = ShapeFile.fileBytes(shape);
        if (fileBytes <= ShapeFile.BYTES_MAX) {
            write(FileKind.SHAPE.path(folder, key), fileBytes, () -> ShapeFile.bytes(key, shape));
        }
    }

    private void write(final Path file, final long fileBytes, final Supplier<ByteBuffer> bytes) {
        final Instant now = clock.instant();
        if (!isOpen || !now.isBefore(pausedAt) && now.isBefore(pausedAt.plus(PAUSE))) {
            return;
        }
        final long diskBytes = BlockFile.diskBytes(fileBytes);
        try {
            if (Files.exists(file)) {
                touch(file);
            } else if (room.isThereFor(diskBytes)) {
                temps.place(file, bytes.get(), now);
                room.added(diskBytes);
            }
        } catch (final IOException e) {
            if (Files.exists(file)) {
                // Another process was quicker, on a system that does not replace a file that is being read.
                return;
            }
            words.tell("a block was not kept on disk: " + folder + ": " + TellOnce.why(e));
            if (!makeRoomOnFullDisk()) {
                pausedAt = now;
            }
        }
    }

    /** Others have filled the disk: gives a tenth of what is held back. Returns whether there is room now. */
    private boolean makeRoomOnFullDisk() {
        try {
            if (Files.getFileStore(folder).getUsableSpace() >= FREE_BYTES_MIN) {
                return false;
            }
            final long heldBytes = room.look().bytes();
            return room.shrinkTo((long) (heldBytes * Room.LEFT)).filter(pruned -> pruned.removed() > 0).isPresent();
        } catch (final IOException e) {
            return false;
        }
    }

    /** Whatever the folder holds; nothing if it cannot be looked through. */
    public synchronized CacheStatistics statistics() {
        try {
            final HeldFiles held = isOpen ? room.look() : new HeldFiles(List.of(), 0);
            final OptionalLong oldest = held.files().stream().mapToLong(HeldFiles.Held::usedMicros).min();
            return new CacheStatistics(folder, held.count(FileKind.BLOCK), held.count(FileKind.SHAPE),
                held.bytes(FileKind.SHAPE), held.bytes(), room.budgetBytes(), oldest.isEmpty() ? Optional.empty()
                    : Optional.of(FileTime.from(oldest.getAsLong(), TimeUnit.MICROSECONDS).toInstant()));
        } catch (final IOException e) {
            words.tell("blocks on disk cannot be looked through: " + folder + ": " + TellOnce.why(e));
            return new CacheStatistics(folder, 0, 0, 0, 0, room.budgetBytes(), Optional.empty());
        }
    }

    /** Proves every file and removes those that are spoilt; the order of use stays. */
    public synchronized Verified verify() {
        long genuine = 0;
        long structures = 0;
        long removed = 0;
        long unreadable = 0;
        try {
            for (final HeldFiles.Held held : isOpen ? room.look().files() : List.<HeldFiles.Held>of()) {
                try {
                    prove(held);
                    genuine += held.kind() == FileKind.BLOCK ? 1 : 0;
                    structures += held.kind() == FileKind.SHAPE ? 1 : 0;
                } catch (final NoSuchFileException e) {
                    // Somebody needed the room meanwhile.
                    continue;
                } catch (final BlockException | BadShapeException e) {
                    remove(held.kind(), held.id(), e.getMessage());
                    removed++;
                } catch (final IOException e) {
                    unreadable++;
                }
            }
        } catch (final IOException e) {
            words.tell("blocks on disk cannot be looked through: " + folder + ": " + TellOnce.why(e));
        }
        return new Verified(genuine, structures, removed, unreadable);
    }

    private void prove(final HeldFiles.Held held) throws IOException, BlockException, BadShapeException {
        switch (held.kind()) {
            case BLOCK -> BlockFile.read(held.path(folder), held.id());
            case SHAPE -> ShapeFile.verify(held.path(folder), held.id());
        }
    }

    /**
     * Removes blocks and structures, those used longest ago first, and files that dead writers left.
     *
     * @param bytesMax so many may stay
     * @return empty when another process removes blocks just now, or when nothing can be removed, which is told
     */
    public synchronized Optional<Pruned> prune(final long bytesMax) {
        if (!isOpen) {
            return Optional.empty();
        }
        try {
            temps.begin(clock.instant());
            return room.shrinkTo(bytesMax);
        } catch (final IOException e) {
            words.tell("blocks on disk cannot be removed: " + folder + ": " + TellOnce.why(e));
            return Optional.empty();
        }
    }
}
