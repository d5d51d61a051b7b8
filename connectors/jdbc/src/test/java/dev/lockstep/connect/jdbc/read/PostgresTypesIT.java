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
            server.run(
                    "CREATE EXTENSION citext",
                    "CREATE EXTENSION hstore",
                    "CREATE EXTENSION ltree",
                    "CREATE TYPE mood AS ENUM ('sad', 'oh, \"so\" happy')",
                    "CREATE DOMAIN short AS varchar(3)",
                    "CREATE DOMAIN shorter AS short CHECK (VALUE <> 'no')",
                    "CREATE DOMAIN deep AS integer[]",
                    "CREATE TYPE pair AS (a int, b text)",
                    "CREATE TYPE nested AS (p pair, l int[], d date)",
                    "CREATE TYPE loose AS (n numeric)",
                    "CREATE TYPE floats AS RANGE (subtype = float8)",
                    types.create("types"),
                    types.insert("types"));
            try (ReadableDatabase database = ReadableDatabase.open(server.url(), Optional.empty(), Optional.empty())) {
                types.check(database, new TableName("public", "types"));
            }
        }
    }
}
