/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements, word for word. Parameter i is the text array of the i-th column. */
class PostgresStatementsTest {
    private static final ColumnDefinition ID = column("id", "int8", "bigint", TypeKind.INTEGER, Filling.WRITER);
    private static final ColumnDefinition REGION = column("Region", "bpchar", "bpchar", TypeKind.CHAR, Filling.WRITER);
    private static final ColumnDefinition NAME = column("a \"name\"", "text", "text", TypeKind.TEXT, Filling.WRITER);
    private static final ColumnDefinition MOOD =
            column("mood", "Mood", "other.\"Mood\"", TypeKind.ENUM, Filling.WRITER);
    private static final ColumnDefinition SERIAL =
            column("serial", "int4", "integer", TypeKind.INTEGER, Filling.IDENTITY_ALWAYS);

    @Test
    void upsertsRowsFromArraysAndFromAStagingTable() {
        PostgresStatements sql = sql(Action.UPSERT, List.of(ID, NAME, MOOD), "id");
        assertThat(sql.write(sql.fromArrays()))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"a \"\"name\"\"\", \"mood\")"
                        + " SELECT s.c0, s.c1::text, s.c2::other.\"Mood\""
                        + " FROM unnest(?::int8[], ?::text[], ?::text[]) AS s(c0, c1, c2)"
                        + " ON CONFLICT (\"id\") DO UPDATE SET \"a \"\"name\"\"\" = excluded.\"a \"\"name\"\"\","
                        + " \"mood\" = excluded.\"mood\"");
        assertThat(sql.write(sql.fromStaging("x"))).contains(" FROM pg_temp.\"x\" AS s ON CONFLICT");
        assertThat(sql.createStaging("x"))
                .isEqualTo("CREATE TEMPORARY TABLE IF NOT EXISTS \"x\" (c0 int8, c1 text, c2 text)"
                        + " ON COMMIT DELETE ROWS");
        assertThat(sql.copyIntoStaging("x")).isEqualTo("COPY pg_temp.\"x\" FROM STDIN (FORMAT binary)");
        assertThat(sql.copyIntoTable())
                .isEqualTo(
                        "COPY \"public\".\"t\" (\"id\", \"a \"\"name\"\"\", \"mood\")" + " FROM STDIN (FORMAT binary)");
    }

    @Test
    void castsACellThatIsTextThoughItsColumnHasAnOtherForm() {
        BitSet first = new BitSet();
        first.set(0);
        PostgresStatements sql = new PostgresStatements(
                new SetShape(table(List.of(ID, NAME), "id"), Action.SKIP_EXISTING, List.of(ID, NAME), first));
        assertThat(sql.write(sql.fromArrays()))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"a \"\"name\"\"\")"
                        + " SELECT s.c0::bigint, s.c1::text FROM unnest(?::text[], ?::text[]) AS s(c0, c1)"
                        + " ON CONFLICT (\"id\") DO NOTHING");
    }

    @Test
    void doesNothingToARowThatIsAllKey() {
        PostgresStatements sql = sql(Action.UPSERT, List.of(ID, REGION), "Region", "id");
        assertThat(sql.write(sql.fromArrays()))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"Region\")"
                        + " SELECT s.c0, s.c1::bpchar FROM unnest(?::int8[], ?::text[]) AS s(c0, c1)"
                        + " ON CONFLICT (\"Region\", \"id\") DO NOTHING");
        assertThat(sql.updatesNothing()).isTrue();
        assertThat(sql.countPresent("x AS s"))
                .isEqualTo("SELECT count(*) FROM \"public\".\"t\" AS t JOIN x AS s"
                        + " ON t.\"Region\" = s.c1::bpchar AND t.\"id\" = s.c0");
    }

    @Test
    void insertsIdentityValuesAndNeverUpdatesThem() {
        PostgresStatements sql = sql(Action.UPSERT, List.of(ID, SERIAL), "id");
        assertThat(sql.write("x AS s"))
                .isEqualTo("INSERT INTO \"public\".\"t\" (\"id\", \"serial\") OVERRIDING SYSTEM VALUE"
                        + " SELECT s.c0, s.c1 FROM x AS s ON CONFLICT (\"id\") DO NOTHING");
    }

    @Test
    void updatesAndDeletesRowsByKey() {
        PostgresStatements update = sql(Action.UPDATE_PRESENT, List.of(ID, NAME, SERIAL), "id");
        assertThat(update.write("x AS s"))
                .isEqualTo("UPDATE \"public\".\"t\" AS t SET \"a \"\"name\"\"\" = s.c1::text"
                        + " FROM x AS s WHERE t.\"id\" = s.c0");
        PostgresStatements delete = sql(Action.DELETE, List.of(REGION, ID), "Region", "id");
        assertThat(delete.write("x AS s"))
                .isEqualTo("DELETE FROM \"public\".\"t\" AS t USING x AS s"
                        + " WHERE t.\"Region\" = s.c0::bpchar AND t.\"id\" = s.c1");
    }

    private static PostgresStatements sql(Action action, List<ColumnDefinition> columns, String... key) {
        return new PostgresStatements(
                new SetShape(table(List.of(ID, REGION, NAME, MOOD, SERIAL), key), action, columns, new BitSet()));
    }

    private static TableDefinition table(List<ColumnDefinition> columns, String... key) {
        return new TableDefinition(new TableId("public", "t"), columns, List.of(key), false);
    }

    private static ColumnDefinition column(String name, String type, String castName, TypeKind kind, Filling filling) {
        return new ColumnDefinition(name, ColumnType.of(type, castName, kind), true, false, filling, true);
    }
}
