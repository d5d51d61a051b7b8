/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.layout.NotBuiltException;
import dev.lockstep.testbed.stack.process.FreePorts;
import dev.lockstep.testbed.stack.process.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Real PostgreSQL servers of several majors as child processes, from the archives the build copied. */
final class EmbeddedPostgresProvider implements DatabaseProvider {
    private static final String HOST = "127.0.0.1";
    private static final Duration START_BOUND = Duration.ofMinutes(2);

    private final Layout layout;

    EmbeddedPostgresProvider(Layout layout) {
        this.layout = layout;
    }

    @Override
    public RunningDatabase start(DatabaseSpec spec) {
        Path archive = layout.postgresBinaries().resolve(spec.major() + ".jar");
        if (!Files.exists(archive)) {
            throw new NotBuiltException("No embedded PostgreSQL " + spec.major() + ": " + archive
                    + " is not there. The majors are listed in testbed/stack/pom.xml.");
        }
        Path log = spec.logs().resolve(spec.role() + ".log");
        try {
            Files.createDirectories(spec.logs());
            Files.createDirectories(layout.unpackedServers());
            return running(builder(spec, archive, log).start(), spec, log);
        } catch (IOException | SQLException failure) {
            throw new StartFailedException(
                    "PostgreSQL " + spec.major() + " (" + spec.role() + ") did not start, see " + log, failure);
        }
    }

    private EmbeddedPostgres.Builder builder(DatabaseSpec spec, Path archive, Path log) {
        String slots = Integer.toString(REPLICATION_SLOTS);
        ProcessBuilder.Redirect toLog = ProcessBuilder.Redirect.appendTo(log.toFile());
        return EmbeddedPostgres.builder()
                .setPort(FreePorts.next())
                .setPgBinaryResolver(archiveOf(archive))
                .setOverrideWorkingDirectory(layout.unpackedServers().toFile())
                .setDataDirectory(spec.folder())
                // Ours stops everything in order; a second hook would stop databases under a running worker.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_BOUND)
                .setOutputRedirector(toLog)
                .setErrorRedirector(toLog)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_replication_slots", slots)
                .setServerConfig("max_wal_senders", slots)
                .setServerConfig("max_connections", "100")
                // When a row's transaction was committed can be asked for afterwards, without watching the table.
                .setServerConfig("track_commit_timestamp", "on")
                .setServerConfig("fsync", spec.fsync() ? "on" : "off")
                // The library's own setting is off: then a crash of the server alone loses what it had committed.
                .setServerConfig("synchronous_commit", spec.fsync() ? "on" : "off");
    }

    private static RunningDatabase running(EmbeddedPostgres server, DatabaseSpec spec, Path log) throws SQLException {
        EmbeddedServer running =
                EmbeddedServer.of(server, database(server.getPort(), spec.major()), spec.folder(), log);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException failure) {
            running.close();
            throw failure;
        }
        return running;
    }

    private static Database database(int port, int major) {
        String url = "jdbc:postgresql://" + HOST + ":" + port + "/" + DATABASE;
        return new Database(DatabaseKind.POSTGRES, major, url, HOST, port, DATABASE, USER, USER);
    }

    /** The one server archive inside a jar, whatever the system asks for: the build chose the platform. */
    private static PgBinaryResolver archiveOf(Path jar) {
        return (system, machine) -> {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                Enumeration<? extends ZipEntry> entries = zip.entries();
                while (entries.hasMoreElements()) {
                    ZipEntry entry = entries.nextElement();
                    if (entry.getName().endsWith(".txz")) {
                        try (InputStream content = zip.getInputStream(entry)) {
                            return new ByteArrayInputStream(content.readAllBytes());
                        }
                    }
                }
            }
            throw new IOException("No server archive (*.txz) in " + jar);
        };
    }
}
