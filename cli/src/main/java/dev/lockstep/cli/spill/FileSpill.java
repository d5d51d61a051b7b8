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
import java.util.stream.Stream;

/** Files in a folder of its own, which is gone after {@link #close} and holds digests and keys, never whole rows. */
public final class FileSpill implements Spill, AutoCloseable {
    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    private FileSpill(Path folder) {
        this.folder = folder;
    }

    /** @param parent where the folder is made; it must be there */
    public static FileSpill in(Path parent) throws IOException {
        return new FileSpill(Files.createTempDirectory(parent, "lockstep-compare-"));
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
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
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
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(bytes, 0, length);
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
