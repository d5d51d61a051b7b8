/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.testbed.stack.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A running stack as {@code stack up} writes it for scripts. Passwords are those of a throw-away stack on loopback.
 *
 * @param id the stack
 * @param supervisorPid the process that owns all others
 * @param bootstrapServers for Kafka clients
 * @param connectUrl the REST API of the worker
 * @param source the first database
 * @param target the second one; absent when there is one only
 * @param others further PostgreSQL databases
 * @param mariadb the MariaDB database; absent when there is none
 * @param validatorPid the process of the validator; absent when there is none
 * @param plugins the plugin folders of the worker
 * @param logs the folder with all logs
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record StackDescription(
        String id,
        long supervisorPid,
        String bootstrapServers,
        String connectUrl,
        Login source,
        Login target,
        List<Login> others,
        Login mariadb,
        Long validatorPid,
        List<String> plugins,
        String logs) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Where a database is and how to log in. */
    record Login(
            String kind,
            int major,
            String jdbcUrl,
            String jdbcUrlWithLogin,
            String host,
            int port,
            String database,
            String user,
            String password) {

        static Login of(Database database) {
            return new Login(
                    database.kind().name().toLowerCase(Locale.ROOT),
                    database.major(),
                    database.jdbcUrl(),
                    database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password(),
                    database.host(),
                    database.port(),
                    database.name(),
                    database.user(),
                    database.password());
        }
    }

    static StackDescription of(Stack stack, long supervisorPid, Optional<Long> validatorPid) {
        List<Login> logins = stack.databases().stream().map(Login::of).toList();
        return new StackDescription(
                stack.id(),
                supervisorPid,
                stack.bootstrapServers(),
                stack.worker().url().toString(),
                logins.get(0),
                logins.size() > 1 ? logins.get(1) : null,
                logins.size() > 2 ? logins.subList(2, logins.size()) : List.of(),
                stack.mariaDb().map(Login::of).orElse(null),
                validatorPid.orElse(null),
                stack.plugins().stream().map(Path::toString).toList(),
                stack.logs().toString());
    }

    static StackDescription read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), StackDescription.class);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the description of a stack from " + file, failure);
        }
    }

    /** Writes the whole file at once, so that a reader never sees half of it. */
    void write(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
            Path part = Files.createTempFile(absolute.getParent(), "stack", ".part");
            Files.writeString(part, JSON.writeValueAsString(this) + "\n");
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write the description of the stack to " + absolute, failure);
        }
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "stack", id + " (supervisor process " + supervisorPid + ")");
        line(text, "Kafka", bootstrapServers);
        line(text, "Connect", connectUrl);
        line(text, "source", source);
        line(text, "target", target);
        if (others != null) {
            others.forEach(other -> line(text, "database", other));
        }
        line(text, "MariaDB", mariadb);
        if (validatorPid != null) {
            line(text, "validator", "process " + validatorPid);
        }
        plugins.forEach(plugin -> line(text, "plugin", plugin));
        line(text, "logs", logs);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Login login) {
        if (login != null) {
            line(
                    text,
                    name,
                    "%s %d, %s, user %s, password %s"
                            .formatted(login.kind(), login.major(), login.jdbcUrl(), login.user(), login.password()));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
    }
}
