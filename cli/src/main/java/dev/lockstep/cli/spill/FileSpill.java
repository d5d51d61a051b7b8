/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.spill;

import dev.lockstep.cli.engine.Spill;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Files in a folder of its own, which holds digests and keys, never whole rows. It is gone after {@link #close}, and when
 * the JVM is told to end (Ctrl-C, SIGTERM); only a kill leaves it.
 */
public final class FileSpill implements Spill, AutoCloseable {
    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final Thread onShutdown = new Thread(this::removeQuietly, "lockstep-spill-removal");

    // Rows go on coming while the JVM ends: nothing may be written into the folder while it is removed, or after.
    private final ReadWriteLock removal = new ReentrantReadWriteLock();
    private boolean removed;

    private FileSpill(Path folder) {
        this.folder = folder;
    }

    /** @param parent where the folder is made; it must be there */
    public static FileSpill in(Path parent) throws IOException {
        FileSpill spill = new FileSpill(Files.createTempDirectory(parent, "lockstep-compare-"));
        Runtime.getRuntime().addShutdownHook(spill.onShutdown);
        return spill;
    }

    @Override
    public Place open() {
        return new FilePlace(folder.resolve("rows-" + count.incrementAndGet()));
    }

    /** How many bytes were put aside so far. */
    public long writtenBytes() {
        return written.get();
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException ending) {
            // The hook runs; whoever comes second finds nothing left.
        }
        remove();
    }

    private void remove() throws IOException {
        removal.writeLock().lock();
        try {
            if (removed) {
                return;
            }
            removed = true;
            List<Path> paths;
            try (Stream<Path> walk = Files.walk(folder)) {
                paths = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } finally {
            removal.writeLock().unlock();
        }
    }

    private void removeQuietly() {
        try {
            remove();
        } catch (IOException failure) {
            System.err.println("Cannot remove the temporary files in " + folder + ": remove them by hand");
        }
    }

    /** Opened for each append: rows come in pieces large enough, and a side may have more parts than files may be open. */
    private final class FilePlace implements Place {
        private final Path file;

        private FilePlace(Path file) {
            this.file = file;
        }

        @Override
        public void append(byte[] bytes, int length) throws IOException {
            removal.readLock().lock();
            try {
                if (removed) {
                    throw new IOException(
                            "The temporary files in " + folder + " are removed: the comparison has ended");
                }
                try (OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    out.write(bytes, 0, length);
                }
            } finally {
                removal.readLock().unlock();
            }
            written.addAndGet(length);
        }

        @Override
        public InputStream read() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public void delete() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
