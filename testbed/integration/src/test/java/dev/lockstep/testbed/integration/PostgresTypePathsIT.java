/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseProvider;
import dev.lockstep.testbed.stack.database.DatabaseSpec;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every type of PostgreSQL has the same canonical bytes when it is read from the database, captured by a snapshot and
 * captured from the log, but for the listed deviations; in a hostile zone and locale, with another zone in the server.
 */
class PostgresTypePathsIT {
    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void everyTypeIsTheSameByEveryPath(int major) throws IOException, SQLException {
        Stack stack = SharedStack.get();
        String name = "postgres-types-" + major;
        DatabaseSpec spec = new DatabaseSpec(name, major, false, stack.data().resolve(name), stack.logs());
        try (RunningDatabase server = DatabaseProvider.chosen(Layout.find()).start(spec)) {
            Database database = server.database();
            TypePaths.run(database, List.of("ALTER DATABASE " + database.name() + " SET timezone = 'Asia/Kathmandu'"));
            TypePaths.run(database, TypeCase.setup("postgres"));
            new TypePaths(
                            stack.connect(),
                            stack.bootstrapServers(),
                            new TypeCapture.OfPostgres(database),
                            "postgres",
                            "public",
                            List.of())
                    .passes();
        }
    }
}
