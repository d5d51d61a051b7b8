/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.testbed.stack.command.DatabaseCommands;
import dev.lockstep.testbed.stack.command.Said;
import dev.lockstep.testbed.stack.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps the certificates of a run, and has {@code lockstep certify} check them against the target. */
final class Certificates {
    private final Path file;

    Certificates(Path folder) {
        this.file = folder.resolve("certificates.json");
    }

    /**
     * Writes the file and checks it.
     *
     * @param certificates as they stand on the topic
     * @return what the command says, a line for each table
     */
    List<String> check(List<String> certificates, Database target) throws DemoFailedException {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, certificates);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        Said said = DatabaseCommands.certify(file, target);
        if (said.code() != 0) {
            throw new DemoFailedException(
                    "lockstep certify says that the target is not what was certified in " + file + ": " + said.text());
        }
        return said.text().lines().toList();
    }
}
