/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the two databases are and how to log in. Passwords are never arguments: those are seen by everybody. */
final class DatabaseOptions {
    @Option(names = "--source", required = true, paramLabel = "URL", description = "JDBC URL of the source.")
    private String source;

    @Option(names = "--source-user", paramLabel = "USER", description = "User at the source.")
    private String sourceUser;

    @Option(
            names = "--source-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password.")
    private Path sourcePasswordFile;

    @Option(
            names = "--source-password-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the password.")
    private String sourcePasswordEnv;

    @Option(names = "--target", required = true, paramLabel = "URL", description = "JDBC URL of the target.")
    private String target;

    @Option(names = "--target-user", paramLabel = "USER", description = "User at the target.")
    private String targetUser;

    @Option(
            names = "--target-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password.")
    private Path targetPasswordFile;

    @Option(
            names = "--target-password-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the password.")
    private String targetPasswordEnv;

    ReadableDatabase openSource() throws IOException {
        return open("source", source, sourceUser, sourcePasswordFile, sourcePasswordEnv);
    }

    ReadableDatabase openTarget() throws IOException {
        return open("target", target, targetUser, targetPasswordFile, targetPasswordEnv);
    }

    private static ReadableDatabase open(String side, String url, String user, Path file, String variable)
            throws IOException {
        if (file != null && variable != null) {
            throw new IllegalArgumentException("The password of the " + side + " is given twice: take either --" + side
                    + "-password-file or --" + side + "-password-env");
        }
        return ReadableDatabase.open(url, Optional.ofNullable(user), password(file, variable));
    }

    private static Optional<String> password(Path file, String variable) throws IOException {
        if (file != null) {
            return Files.readAllLines(file).stream().findFirst();
        }
        if (variable == null) {
            return Optional.empty();
        }
        String password = System.getenv(variable);
        if (password == null) {
            throw new IllegalArgumentException("The environment variable " + variable + " is not set");
        }
        return Optional.of(password);
    }
}
