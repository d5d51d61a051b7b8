/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a built checkout, by purpose.
 *
 * <p>Immutable and thread-safe. Nothing is created here; a missing part is a {@link NotBuiltException}.
 *
 * @param root the folder with the parent pom.xml
 */
public record Layout(Path root) {
    private static final String ROOT_PROPERTY = "lockstep.root";

    /** Makes the root absolute. */
    public Layout {
        root = root.toAbsolutePath().normalize();
    }

    /** The checkout named by the system property {@code lockstep.root}, else the one around the working folder. */
    public static Layout find() {
        String named = System.getProperty(ROOT_PROPERTY);
        if (named != null) {
            return new Layout(Path.of(named));
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.isDirectory(folder.resolve("testbed/stack")) && Files.exists(folder.resolve("pom.xml"))) {
                return new Layout(folder);
            }
            folder = folder.getParent();
        }
        throw new NotBuiltException("No Lockstep checkout around " + Path.of("").toAbsolutePath()
                + ": run from inside one, or set -D" + ROOT_PROPERTY + "=<folder with the parent pom.xml>.");
    }

    /** Jars of the broker, the Connect worker and Kafka's tools. */
    public Path kafkaLibraries() {
        return built(root.resolve("testbed/kafka-runtime/target/lib"));
    }

    /** Jars of the oldest Connect worker our plugins support. */
    public Path oldestWorkerLibraries() {
        return built(root.resolve("testbed/kafka-runtime-oldest/target/lib"));
    }

    /** Jars with the embedded PostgreSQL servers, one per major, called {@code <major>.jar}. */
    public Path postgresBinaries() {
        return built(root.resolve("testbed/stack/target/postgres-binaries"));
    }

    /** Where every stack of this checkout keeps its own folder; need not exist. */
    public Path stacks() {
        return root.resolve("testbed/stack/target/stacks");
    }

    /** Where unpacked servers are shared between stacks; need not exist. */
    public Path unpackedServers() {
        return root.resolve("testbed/stack/target/postgres");
    }

    /** The unpacked Debezium PostgreSQL connector. */
    public Path debeziumPostgresPlugin() {
        return built(root.resolve("testbed/stack/target/plugins/debezium-connector-postgres"));
    }

    /** The unpacked Debezium JDBC sink; no part of {@link #plugins()}, because it is large and few stacks want it. */
    public Path debeziumJdbcPlugin() {
        return built(root.resolve("testbed/stack/target/plugins/debezium-connector-jdbc"));
    }

    /** The unpacked Debezium MariaDB connector; there only where the build runs the tests on MariaDB. */
    public Optional<Path> debeziumMariaDbPlugin() {
        return Optional.of(root.resolve("testbed/stack/target/plugins/debezium-connector-mariadb"))
                .filter(Files::isDirectory);
    }

    /** Our JDBC connectors as a plugin folder. */
    public Path jdbcPlugin() {
        return onlyChild(root.resolve("connectors/jdbc/target/plugin"), "lockstep-connect-jdbc-");
    }

    /** Our transforms as a plugin folder. */
    public Path transformsPlugin() {
        return onlyChild(root.resolve("transforms/target/plugin"), "lockstep-transforms-");
    }

    /** Our converter as a plugin folder. */
    public Path jsonPlugin() {
        return onlyChild(root.resolve("connectors/json/target/plugin"), "lockstep-connect-json-");
    }

    /** All plugin folders a migration uses: Debezium, our connectors, our converter, our transforms. */
    public List<Path> plugins() {
        return List.of(debeziumPostgresPlugin(), jdbcPlugin(), jsonPlugin(), transformsPlugin());
    }

    /** The validator distribution: a folder with {@code lib}. */
    public Path validator() {
        return onlyChild(root.resolve("validator-streams/target/dist"), "lockstep-validator-");
    }

    private static Path built(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw notBuilt(folder);
        }
        return folder;
    }

    private static Path onlyChild(Path parent, String prefix) {
        List<Path> found = children(parent, prefix);
        if (found.size() > 1) {
            throw new NotBuiltException("Expected one " + prefix + "<version> in " + parent + ", found " + found
                    + ": run `mvn clean` and build again.");
        }
        return Optional.of(found)
                .filter(list -> !list.isEmpty())
                .map(list -> list.get(0))
                .orElseThrow(() -> notBuilt(parent.resolve(prefix + "<version>")));
    }

    private static List<Path> children(Path parent, String prefix) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list " + parent, failure);
        }
    }

    private static NotBuiltException notBuilt(Path missing) {
        return new NotBuiltException(
                missing + " is not there: run `mvn -DskipTests package` in the folder with the parent pom.xml.");
    }
}
