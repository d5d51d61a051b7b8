/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import dev.lockstep.connect.jdbc.read.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;

/** The records of a table as JSON, as a worker writes them. */
record Written(RowRecords records, List<String> keys, List<String> values) {
    private static final RowOrigin ORIGIN = new RowOrigin(Instant.ofEpochSecond(1_700_000_000, 123_456_789), false);

    /** Of the only database engine that quotes names so, or where no name needs quotes. */
    static Written of(
            Connection connection, DatabaseEngine engine, TableName table, RecordSettings settings, boolean schemas)
            throws SQLException {
        RowRecords records = RowRecords.of(connection, engine, table, settings);
        Written written = new Written(records, new ArrayList<>(), new ArrayList<>());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + String.join(", ", records.expressions()) + " FROM " + table)) {
            while (row.next()) {
                written.keys().add(json(records.keySchema(), records.keyOf(row), schemas));
                written.values().add(json(records.valueSchema(), records.valueOf(row, ORIGIN), schemas));
            }
        }
        return written;
    }

    private static String json(Schema schema, Object value, boolean schemas) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", schemas, "replace.null.with.default", false), false);
            byte[] bytes = converter.fromConnectData("topic", schema, value);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
