/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.command;

import dev.lockstep.cli.LockstepCli;
import dev.lockstep.testbed.stack.database.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commands that need databases only. Passwords go by files, which are gone on return. Stateless. */
public final class DatabaseCommands {
    private DatabaseCommands() {}

    /** {@code lockstep certify}: whether the database is what the file's certificates say. */
    public static Said certify(Path certificates, Database database) {
        return withPassword(
                database,
                password -> run(
                        "certify",
                        "--certificate",
                        certificates.toString(),
                        "--url",
                        database.jdbcUrl(),
                        "--user",
                        database.user(),
                        "--password-file",
                        password.toString()));
    }

    /**
     * {@code lockstep compare}: whether the tables hold the same rows.
     *
     * @param tables as {@code schema.table}, separated by commas
     */
    public static Said compare(Database source, Database target, String tables) {
        return withPassword(
                source,
                sourcePassword -> withPassword(
                        target,
                        targetPassword -> run(
                                "compare",
                                "--source",
                                source.jdbcUrl(),
                                "--source-user",
                                source.user(),
                                "--source-password-file",
                                sourcePassword.toString(),
                                "--target",
                                target.jdbcUrl(),
                                "--target-user",
                                target.user(),
                                "--target-password-file",
                                targetPassword.toString(),
                                "--tables",
                                tables)));
    }

    private interface WithPassword {
        Said run(Path password);
    }

    private static Said withPassword(Database database, WithPassword command) {
        try {
            Path password = Files.createTempFile("lockstep", ".password");
            try {
                Files.writeString(password, database.password());
                return command.run(password);
            } finally {
                Files.delete(password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a file for a password", e);
        }
    }

    private static Said run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = LockstepCli.run(out, out, arguments);
        return new Said(code, said.toString(StandardCharsets.UTF_8).strip());
    }
}
