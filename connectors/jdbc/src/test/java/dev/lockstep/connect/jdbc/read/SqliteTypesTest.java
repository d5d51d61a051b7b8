/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every declared type of SQLite that can be read, with values of the class it expects and of others. */
class SqliteTypesTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
    void readsValuesByTheirStoredClass(String encoding, @TempDir Path folder) throws IOException, SQLException {
        TypeTable types = TypeTable.load("sqlite", 3);
        String url = "jdbc:sqlite:" + folder.resolve("types.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA encoding = '" + encoding + "'");
            statement.execute(types.create("types"));
            statement.execute(types.insert("types"));
        }
        try (ReadableDatabase database = ReadableDatabase.open(url, Optional.empty(), Optional.empty())) {
            types.check(database, new TableName("", "types"));
        }
    }
}
