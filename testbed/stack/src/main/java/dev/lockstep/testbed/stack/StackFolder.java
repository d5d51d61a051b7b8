/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one stack: everything it writes.
 *
 * @param path the folder; its name is the id of the stack
 */
record StackFolder(Path path) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ATTEMPTS = 20;

    /** A new folder with a new id. */
    static StackFolder create(Layout layout) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = layout.stacks().resolve("s" + Integer.toHexString(0x10000 + RANDOM.nextInt(0xf0000)));
            if (created(path)) {
                return new StackFolder(path);
            }
        }
        throw new StartFailedException("No free stack id in " + layout.stacks() + ": remove old folders there.");
    }

    private static boolean created(Path path) {
        try {
            Files.createDirectories(path.getParent());
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (IOException failure) {
            throw new StartFailedException("Cannot make the folder " + path, failure);
        }
    }

    String id() {
        return path.getFileName().toString();
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path data() {
        return path.resolve("data");
    }

    Path plugins() {
        return path.resolve("plugins");
    }

    /** Where a stack of the command line describes itself once it is ready. */
    Path description() {
        return path.resolve("stack.json");
    }

    /** Copies plugin folders, so that a rebuild does not pull classes from under a running worker. */
    List<Path> copyPlugins(List<Path> folders) {
        List<Path> copies = new ArrayList<>();
        for (Path folder : folders) {
            Path copy = plugins().resolve(folder.getFileName());
            copyTree(folder, copy);
            copies.add(copy);
        }
        return copies;
    }

    /** Removes the data and the plugins; logs stay. */
    void removeData() {
        removeTree(data());
        removeTree(plugins());
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException failure) {
            throw new StartFailedException("Cannot copy plugin folder " + from + " to " + to, failure);
        }
    }

    private static void removeTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot remove " + folder, failure);
        }
    }
}
