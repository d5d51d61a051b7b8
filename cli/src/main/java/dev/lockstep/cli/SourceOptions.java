/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the source is and how to log in. Passwords are never arguments: those are seen by everybody. */
final class SourceOptions {
    @Option(names = "--source", required = true, paramLabel = "URL", description = "JDBC URL of the source.")
    private String url;

    @Option(names = "--source-user", paramLabel = "USER", description = "User at the source.")
    private String user;

    @Option(
            names = "--source-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password.")
    private Path passwordFile;

    @Option(
            names = "--source-password-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the password.")
    private String passwordVariable;

    ReadableDatabase open() throws IOException {
        return Login.open(address());
    }

    DatabaseAddress address() throws IOException {
        return Login.address("source", url, user, passwordFile, passwordVariable);
    }
}
