/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.MariaDbServer;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every type of MariaDB has the same canonical bytes when it is read from the database, captured by a snapshot and
 * captured from the log, but for the listed deviations; in a hostile zone, with another zone in the server.
 */
@Tag("mariadb")
class MariaDbTypePathsIT {
    @Test
    void everyTypeIsTheSameByEveryPath() throws IOException, SQLException {
        Stack stack = SharedStack.get();
        try (RunningDatabase server = MariaDbServer.start(stack.data().resolve("mariadb-types"), stack.logs());
                ConnectWorker worker = MariaDbWorker.of(stack, "mariadb-types", Map.of())) {
            Database database = server.database();
            TypePaths.run(database, List.of("SET GLOBAL sql_mode = ''", "SET GLOBAL time_zone = '+05:45'"));
            worker.start();
            new TypePaths(
                            worker.rest(),
                            stack.bootstrapServers(),
                            new TypeCapture.OfMariaDb(database, stack.bootstrapServers()),
                            "mariadb",
                            "",
                            List.of("SET NAMES utf8mb4", "SET SESSION sql_mode = '', time_zone = '+00:00'"))
                    .passes();
        }
    }
}
