/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type of MariaDB that can be read, on a server whose zone is not UTC. */
class MariaDbTypesIT {
    @Test
    void readsEveryTypeAsItsCanonicalBytes(@TempDir Path folder)
            throws IOException, SQLException, InterruptedException {
        TypeTable types = TypeTable.load("mariadb", 10);
        try (MariaDbServer server = MariaDbServer.start(folder)) {
            server.run(
                    "SET GLOBAL sql_mode = ''",
                    "USE types",
                    "SET NAMES utf8mb4",
                    "SET SESSION sql_mode = '', time_zone = '+00:00'",
                    types.create("types"),
                    types.insert("types"));
            try (ReadableDatabase database = ReadableDatabase.open(server.url(), Optional.empty(), Optional.empty())) {
                types.check(database, new TableName("", "types"));
            }
        }
    }
}
