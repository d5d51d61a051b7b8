/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import dev.lockstep.connect.sink.WriteMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements, word for word. Parameter i is the text array of the i-th column. */
class PostgresDialectTest {
    private static final ColumnDefinition ID = column("id", "bigint", TypeKind.INTEGER, Filling.WRITER);
    private static final ColumnDefinition REGION = column("Region", "bpchar", TypeKind.CHAR, Filling.WRITER);
    private static final ColumnDefinition NAME = column("a \"name\"", "text", TypeKind.TEXT, Filling.WRITER);
    private static final ColumnDefinition MOOD = column("mood", "other.\"Mood\"", TypeKind.ENUM, Filling.WRITER);
    private static final ColumnDefinition SERIAL =
            column("serial", "integer", TypeKind.INTEGER, Filling.IDENTITY_ALWAYS);

    private final PostgresDialect dialect = new PostgresDialect();

    @Test
    void upsertsASetOfRows() {
        assertThat(dialect.upsert(table(List.of(ID, NAME, MOOD), "id"), List.of(ID, NAME, MOOD)))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"a \"\"name\"\"\", \"mood\")"
                        + " SELECT a.\"id\"::bigint, a.\"a \"\"name\"\"\"::text, a.\"mood\"::other.\"Mood\""
                        + " FROM unnest(?::text[], ?::text[], ?::text[]) AS a(\"id\", \"a \"\"name\"\"\", \"mood\")"
                        + " ON CONFLICT (\"id\") DO UPDATE SET \"a \"\"name\"\"\" = excluded.\"a \"\"name\"\"\","
                        + " \"mood\" = excluded.\"mood\"");
    }

    @Test
    void doesNothingToARowThatIsAllKey() {
        assertThat(dialect.upsert(table(List.of(ID, REGION), "Region", "id"), List.of(ID, REGION)))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"Region\")"
                        + " SELECT a.\"id\"::bigint, a.\"Region\"::bpchar"
                        + " FROM unnest(?::text[], ?::text[]) AS a(\"id\", \"Region\")"
                        + " ON CONFLICT (\"Region\", \"id\") DO NOTHING");
    }

    @Test
    void insertsIdentityValuesAndNeverUpdatesThem() {
        assertThat(dialect.upsert(table(List.of(ID, SERIAL), "id"), List.of(ID, SERIAL)))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"serial\") OVERRIDING SYSTEM VALUE"
                        + " SELECT a.\"id\"::bigint, a.\"serial\"::integer"
                        + " FROM unnest(?::text[], ?::text[]) AS a(\"id\", \"serial\")"
                        + " ON CONFLICT (\"id\") DO NOTHING");
    }

    @Test
    void writesRowsAsTheModeSays() {
        TableDefinition table = table(List.of(ID, NAME, SERIAL), "id");
        List<ColumnDefinition> columns = List.of(ID, NAME);
        String insert = "INSERT INTO \"public\".\"t\" (\"id\", \"a \"\"name\"\"\")"
                + " SELECT a.\"id\"::bigint, a.\"a \"\"name\"\"\"::text"
                + " FROM unnest(?::text[], ?::text[]) AS a(\"id\", \"a \"\"name\"\"\")";
        assertThat(dialect.write(table, columns, WriteMode.INSERT)).isEqualTo(insert);
        assertThat(dialect.write(table, columns, WriteMode.SKIP_EXISTING))
                .isEqualTo(insert + " ON CONFLICT (\"id\") DO NOTHING");
        assertThat(dialect.write(table, columns, WriteMode.UPSERT)).isEqualTo(dialect.upsert(table, columns));
        assertThat(dialect.write(table, columns, WriteMode.UPDATE_ONLY))
                .isEqualTo("UPDATE \"public\".\"t\" AS t SET \"a \"\"name\"\"\" = a.\"a \"\"name\"\"\"::text"
                        + " FROM unnest(?::text[], ?::text[]) AS a(\"id\", \"a \"\"name\"\"\")"
                        + " WHERE t.\"id\" = a.\"id\"::bigint");
        assertThat(dialect.write(table, List.of(ID), WriteMode.UPDATE_ONLY))
                .as("a row that is all key")
                .isEqualTo("UPDATE \"public\".\"t\" AS t SET \"id\" = a.\"id\"::bigint"
                        + " FROM unnest(?::text[]) AS a(\"id\") WHERE t.\"id\" = a.\"id\"::bigint");
    }

    @Test
    void deletesASetOfRowsByKey() {
        assertThat(dialect.delete(table(List.of(ID, REGION, NAME), "Region", "id")))
                .isEqualTo("DELETE FROM \"public\".\"t\" AS t"
                        + " USING unnest(?::text[], ?::text[]) AS k(\"Region\", \"id\")"
                        + " WHERE t.\"Region\" = k.\"Region\"::bpchar AND t.\"id\" = k.\"id\"::bigint");
    }

    private static TableDefinition table(List<ColumnDefinition> columns, String... key) {
        return new TableDefinition(new TableId("public", "t"), columns, List.of(key), false);
    }

    private static ColumnDefinition column(String name, String castName, TypeKind kind, Filling filling) {
        return new ColumnDefinition(name, ColumnType.of(castName, kind), true, false, filling, true);
    }
}
