/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of PostgreSQL that can be read, its edges and its values that are none, in a hostile zone and locale. */
class PostgresTypesIT {
    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void readsEveryTypeAsItsCanonicalBytes(int major) throws IOException, SQLException {
        TypeTable types = TypeTable.load("postgres", major);
        try (PostgresServer server = PostgresServer.start(major)) {
            server.run(TypeTable.setup("postgres").toArray(String[]::new));
            server.run(types.create("types"), types.insert("types"));
            try (ReadableDatabase database = ReadableDatabase.open(server.url(), Optional.empty(), Optional.empty())) {
                types.check(database, new TableName("public", "types"));
            }
        }
    }
}
