/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.sink.KeyReader;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** Finds rows of one table by keys of records, with one statement. Owned by one thread. */
final class KeyLookup {
    private final ObservedTable table;
    private final DatabaseEngine engine;
    private final RecordDigester digester;
    private final KeyReader keys;

    /**
     * A key to look for.
     *
     * @param texts of its values in key order, as the statement takes them
     */
    record Wanted(CanonicalKey key, List<String> texts) {}

    KeyLookup(ObservedTable table, DatabaseEngine engine, ColumnMapping.Maker mappings) {
        this.table = table;
        this.engine = engine;
        this.digester = new RecordDigester(table.settings());
        this.keys = new KeyReader(table.definition(), mappings);
        checkKey();
    }

    ObservedTable table() {
        return table;
    }

    private void checkKey() {
        List<String> primary = table.definition().keyNames();
        if (!primary.equals(table.reading().table().keyColumns())) {
            throw new ConnectException("Table " + table.facts().name() + " has no primary key, by which rows can be"
                    + " looked up. Add one, or set mode=scan");
        }
        if (engine == DatabaseEngine.MYSQL) {
            for (int i = 0; i < table.key().size(); i++) {
                if (declared(i).startsWith("bit")) {
                    throw new ConnectException(
                            "Rows of table " + table.facts().name() + " cannot be looked up by column \""
                                    + primary.get(i) + "\" (bit). Leave its topic out, or set mode=scan");
                }
            }
        }
    }

    private String declared(int place) {
        return table.key().get(place).castName().toLowerCase(Locale.ROOT);
    }

    /** @throws ConnectException when the key is none of this table; says which record's, never the key */
    Wanted wanted(SchemaAndValue key, String record) {
        try {
            if (key.value() instanceof Struct struct) {
                checkOrder(struct);
            }
            return new Wanted(
                    digester.digest(key.schema(), key.value(), null, null).key(),
                    keys.read(key.schema(), key.value()).texts());
        } catch (DataException e) {
            throw new ConnectException("The key of " + record + " cannot be looked up: " + e.getMessage()
                    + ". Check data.key.converter, or leave the topic out");
        }
    }

    /** Keys of columns in another order are other keys to whoever compares them. */
    private void checkOrder(Struct key) {
        List<String> found = key.schema().fields().stream().map(Field::name).toList();
        List<String> primary = table.definition().keyNames();
        if (found.size() == primary.size() && found.containsAll(primary) && !found.equals(primary)) {
            throw new UnencodableValueException("its columns are " + found + ", those of the primary key of table "
                    + table.facts().name() + " are " + primary + ". Give the table a key of that order");
        }
    }

    /** The rows that are there, by their keys. */
    Map<CanonicalKey, Row> find(Session session, Collection<Wanted> wanted) throws SQLException, InterruptedException {
        ObservedTable.Rows maker = table.rows();
        return session.query(sql(wanted), wanted.size(), found -> {
            Map<CanonicalKey, Row> rows = new HashMap<>();
            while (found.next()) {
                Row row = maker.row(found);
                rows.put(row.key(), row);
            }
            return rows;
        });
    }

    PreparedSql sql(Collection<Wanted> wanted) {
        List<String> columns = new ArrayList<>();
        List<String> placeholders = new ArrayList<>();
        for (int i = 0; i < table.positions().size(); i++) {
            PositionColumn column = table.positions().get(i);
            boolean label = engine == DatabaseEngine.MYSQL
                    && (declared(i).startsWith("enum") || declared(i).startsWith("set"));
            // A label is compared as it is written; pages go by its number.
            columns.add(label ? table.dialect().quote(column.name()) : column.sql());
            placeholders.add(label ? "?" : column.placeholder());
        }
        String one = parenthesized(placeholders);
        boolean values = engine == DatabaseEngine.SQLITE && columns.size() > 1;
        String list = String.join(", ", Collections.nCopies(wanted.size(), one));
        List<String> parameters =
                wanted.stream().flatMap(key -> key.texts().stream()).toList();
        return new PreparedSql(
                "SELECT " + String.join(", ", table.reading().expressions()) + " FROM "
                        + table.dialect().from(table.facts()) + " WHERE " + parenthesized(columns) + " IN ("
                        + (values ? "VALUES " : "") + list + ")",
                parameters);
    }

    private static String parenthesized(List<String> parts) {
        return parts.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
