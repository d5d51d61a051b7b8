/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A MariaDB server of the operating system's package {@code mariadb-server}; a test without it fails, it is not skipped. */
public final class MariaDbServer implements AutoCloseable {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/libexec"), Path.of("/usr/local/bin"));
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final Process process;
    private final int port;

    private MariaDbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder a fresh one */
    public static MariaDbServer start(Path folder) throws IOException, SQLException, InterruptedException {
        String user = "--user=" + System.getProperty("user.name");
        Path data = folder.resolve("data").toAbsolutePath();
        Path log = folder.resolve("log").toAbsolutePath();
        Process install = run(
                log,
                program("mariadb-install-db"),
                "--no-defaults",
                user,
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        if (!install.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) || install.exitValue() != 0) {
            throw new AssertionError("mariadb-install-db failed, see " + log);
        }
        int port = freePort();
        Process server = run(
                log,
                program("mariadbd"),
                "--no-defaults",
                user,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                "--skip-name-resolve",
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--default-time-zone=+05:45");
        MariaDbServer started = new MariaDbServer(server, port);
        started.awaitReady(log);
        started.run("CREATE DATABASE types CHARACTER SET utf8mb4");
        return started;
    }

    private void awaitReady(Path log) throws InterruptedException {
        Instant end = Instant.now().plus(BOUND);
        while (true) {
            try {
                run("SELECT 1");
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    close();
                    throw new AssertionError("mariadbd did not start, see " + log, e);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static Process run(Path log, String... command) throws IOException {
        Files.createDirectories(log.getParent());
        return new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program(String name) {
        return PLACES.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("MariaDB is not installed: " + name + " is in none of " + PLACES
                        + ". Install the package mariadb-server (apt-get install mariadb-server)"))
                .toString();
    }

    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/types?user=root";
    }

    public void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
