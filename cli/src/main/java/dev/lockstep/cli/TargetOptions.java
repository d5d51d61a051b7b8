/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the target is and how to log in, in the same way as {@link SourceOptions}. */
final class TargetOptions {
    @Option(names = "--target", required = true, paramLabel = "URL", description = "JDBC URL of the target.")
    private String url;

    @Option(names = "--target-user", paramLabel = "USER", description = "User at the target.")
    private String user;

    @Option(
            names = "--target-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password.")
    private Path passwordFile;

    @Option(
            names = "--target-password-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the password.")
    private String passwordVariable;

    ReadableDatabase open() throws IOException {
        return Login.open(Login.address("target", url, user, passwordFile, passwordVariable));
    }
}
