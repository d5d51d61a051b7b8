/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** From options to a database. */
final class Login {
    private Login() {}

    /**
     * @param user null when the URL names the user or the engine has none
     * @param file null, or whose first line is the password
     * @param variable null, or that of the environment which holds it
     */
    static DatabaseAddress address(String side, String url, String user, Path file, String variable)
            throws IOException {
        if (file != null && variable != null) {
            throw new IllegalArgumentException("The password of the " + side + " is given twice: take either the option"
                    + " for a file or that for an environment variable");
        }
        return new DatabaseAddress(
                url,
                user == null ? "" : user,
                new Password(password(file, variable).orElse("")));
    }

    static ReadableDatabase open(DatabaseAddress address) {
        return ReadableDatabase.open(
                address.url(),
                present(address.user()),
                present(address.password().value()));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
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
