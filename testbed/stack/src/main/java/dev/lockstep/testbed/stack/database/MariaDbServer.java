/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import dev.lockstep.testbed.stack.process.ChildProcess;
import dev.lockstep.testbed.stack.process.FreePorts;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A MariaDB server of the operating system's package {@code mariadb-server}, with its own data and row binary log. */
public final class MariaDbServer implements RunningDatabase {
    private static final String HOST = "127.0.0.1";
    private static final String NAME = "lockstep";
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/libexec"), Path.of("/usr/local/bin"));
    private static final Pattern VERSION = Pattern.compile("\\b(\\d+)\\.\\d+\\.\\d+");
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final Database database;

    private MariaDbServer(ChildProcess process, Database database) {
        this.process = process;
        this.database = database;
    }

    /**
     * Makes a fresh data folder and starts a server on it; ready on return.
     *
     * @param folder a fresh folder
     * @param logs gets {@code mariadb.log}
     * @throws StartFailedException if MariaDB is not installed or does not start
     */
    public static MariaDbServer start(Path folder, Path logs) {
        Path server = program("mariadbd");
        Path install = program("mariadb-install-db");
        Path log = logs.resolve("mariadb.log");
        Path data = folder.resolve("data");
        Path init = folder.resolve("init.sql");
        write(init);
        run(
                List.of(
                        install.toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db"),
                log);
        int port = FreePorts.next();
        ChildProcess process = ChildProcess.start("MariaDB", command(server, data, init, port), Map.of(), log);
        try {
            process.awaitReady(BOUND, () -> process.logged("ready for connections"));
            return new MariaDbServer(process, database(process, port));
        } catch (StartFailedException failure) {
            process.close();
            throw failure;
        }
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(Path server, Path data, Path init, int port) {
        List<String> command = new ArrayList<>(List.of(
                server.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + data,
                "--bind-address=" + HOST,
                "--port=" + port,
                // Relative to the data: the path of a socket may have about 100 characters only.
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                "--init-file=" + init,
                "--skip-name-resolve"));
        command.addAll(List.of("--server-id=1", "--log-bin=binlog", "--binlog-format=ROW", "--binlog-row-image=FULL"));
        return command;
    }

    private static Database database(ChildProcess process, int port) {
        // The server announces itself as "Version: '10.11.4-MariaDB…'" when it is ready.
        String version = process.lastLine("Version: '")
                .orElseThrow(() -> new StartFailedException("MariaDB did not say its version, see " + process.log()));
        Matcher matcher = VERSION.matcher(version);
        int major = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        String url = "jdbc:mariadb://" + HOST + ":" + port + "/" + NAME;
        return new Database(DatabaseKind.MARIADB, major, url, HOST, port, NAME, NAME, NAME);
    }

    private static Path program(String name) {
        return PLACES.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new StartFailedException("MariaDB is not installed: " + name + " is in none of "
                        + PLACES + ". Install the package mariadb-server (apt-get install mariadb-server)."));
    }

    private static void run(List<String> command, Path log) {
        try (ChildProcess child = ChildProcess.start(command.get(0), command, Map.of(), log)) {
            int exitCode = child.awaitExit(BOUND);
            if (exitCode != 0) {
                throw new StartFailedException(command.get(0) + " ended with exit code " + exitCode + ", see " + log);
            }
        }
    }

    private static void write(Path init) {
        try {
            Files.createDirectories(init.getParent());
            Files.writeString(init, """
                    CREATE DATABASE IF NOT EXISTS lockstep CHARACTER SET utf8mb4;
                    CREATE USER IF NOT EXISTS 'lockstep'@'%' IDENTIFIED BY 'lockstep';
                    GRANT ALL PRIVILEGES ON *.* TO 'lockstep'@'%' WITH GRANT OPTION;
                    """);
        } catch (IOException failure) {
            throw new StartFailedException("Cannot write " + init, failure);
        }
    }
}
