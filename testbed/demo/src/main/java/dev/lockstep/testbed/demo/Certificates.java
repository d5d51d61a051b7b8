/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.cli.LockstepCli;
import dev.lockstep.testbed.stack.database.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
            Path password = Files.createTempFile("lockstep-demo", ".password");
            try {
                Files.writeString(password, target.password());
                return certify(target, password);
            } finally {
                Files.delete(password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + " or a file for a password", e);
        }
    }

    private List<String> certify(Database target, Path password) throws DemoFailedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = LockstepCli.run(
                out,
                out,
                "certify",
                "--certificate",
                file.toString(),
                "--url",
                target.jdbcUrl(),
                "--user",
                target.user(),
                "--password-file",
                password.toString());
        String text = said.toString(StandardCharsets.UTF_8);
        if (code != 0) {
            throw new DemoFailedException(
                    "lockstep certify says that the target is not what was certified in " + file + ": " + text.strip());
        }
        return text.lines().toList();
    }
}
