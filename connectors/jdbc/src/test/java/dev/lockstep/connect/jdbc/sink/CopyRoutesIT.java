/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.ForcedRoutes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that make COPY and INSERT differ, or nearly so: every way gives the same rows. */
class CopyRoutesIT {
    private static final String LONG_NAME = "n".repeat(63);
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("v", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final Records records = new Records("s.public.t");

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "staged", "straight"})
    void overwritesRowsThatAreThereAndDeletesThem(String route) throws SQLException {
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int PRIMARY KEY, v text)");
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.all().get(route), "t")) {
            assertThat(target.write(rows(0, 500, "new"))).isEmpty();
            assertThat(target.write(rows(250, 750, "newer"))).isEmpty();
            assertThat(target.write(tombstones(100, 400))).isEmpty();
            assertThat(target.write(rows(750, 1_000, "newest"))).isEmpty();
        }
        assertThat(database.query("SELECT v || ' ' || count(*) || ' ' || min(id) || ' ' || max(id) FROM t GROUP BY v"
                        + " ORDER BY v"))
                .containsExactly("new 100 0 99", "newer 350 400 749", "newest 250 750 999");
    }

    @Test
    void triesNoTableStraightAgainAfterARowWasThere() throws SQLException {
        // Every row that is tried takes a number, and no rollback gives it back.
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int PRIMARY KEY, v text, tries serial)");
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.straight(), "t")) {
            assertThat(target.write(rows(0, 10, "a"))).isEmpty();
            assertThat(tries(database)).isEqualTo("10");
            assertThat(target.write(rows(5, 15, "b"))).isEmpty();
            assertThat(tries(database)).as("straight in vain, and merged").isEqualTo("30");
            assertThat(target.write(rows(0, 5, "c"))).isEmpty();
            assertThat(tries(database)).as("merged at once").isEqualTo("35");
        }
        assertThat(database.query("SELECT string_agg(v, '' ORDER BY id) FROM t"))
                .containsExactly("ccccc" + "bbbbbbbbbb");
    }

    private static String tries(TargetDatabase database) {
        return database.query("SELECT last_value FROM t_tries_seq").get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staged", "straight"})
    void takesBackASetOfWhichOneRowIsRefused(String route) throws SQLException {
        TargetDatabase database =
                new TargetDatabase("CREATE TABLE t (id int PRIMARY KEY, v varchar(5) UNIQUE CHECK (v <> 'bad'))");
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.all().get(route), "t")) {
            assertThat(target.write(row(1, "a"), row(2, "bad")))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("23514", "t_v_check"));
            assertThat(target.write(row(1, "a"), row(2, "toolong")))
                    .hasValueSatisfying(
                            problem -> assertThat(problem).contains("22001").doesNotContain("toolong"));
            assertThat(target.write(row(1, "a"), row(2, "a")))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("23505", "t_v_key"));
            assertThat(target.write(row(1, "a"), row(2, "b"))).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM t ORDER BY id")).containsExactly("(1,a)", "(2,b)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "staged", "straight"})
    void writesRowsThatReferToEachOther(String route) throws SQLException {
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int PRIMARY KEY, v text UNIQUE,"
                + " parent int REFERENCES t, twin int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.all().get(route), "t")) {
            assertThat(target.write(flat("parent", 1, 3), flat("parent", 2, 2), flat("parent", 3, null)))
                    .isEmpty();
            assertThat(target.write(flat("twin", 1, 10), flat("twin", 2, 20))).isEmpty();
            assertThat(target.write(flat("twin", 1, 20), flat("twin", 2, 10))).isEmpty();
            assertThat(target.write(flat("parent", 4, 99)))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("23503", "t_parent_fkey"));
        }
        assertThat(database.query("SELECT t::text FROM t ORDER BY id"))
                .containsExactly("(1,,3,20)", "(2,,2,10)", "(3,,,)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "staged", "straight"})
    void leavesComputedColumnsToTheServerAndKeepsIdentities(String route) throws SQLException {
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " v text, twice text GENERATED ALWAYS AS (v || v) STORED,"
                + " other int GENERATED ALWAYS AS IDENTITY, mine int GENERATED BY DEFAULT AS IDENTITY,"
                + " made timestamptz NOT NULL DEFAULT '2001-01-01Z')");
        BiFunction<Integer, Integer, SinkRecord> row = (id, other) ->
                schemaless(Map.of("id", id), Map.of("id", id, "v", "v" + id, "twice", "x", "other", other, "mine", 7));
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.all().get(route), "t")) {
            assertThat(target.write(row.apply(70, 5), row.apply(71, 6))).isEmpty();
            assertThat(target.write(row.apply(70, 5))).isEmpty();
        }
        assertThat(database.query("SELECT t::text FROM t ORDER BY id"))
                .containsExactly(
                        "(70,v70,v70v70,5,7,\"2001-01-01 00:00:00+00\")",
                        "(71,v71,v71v71,6,7,\"2001-01-01 00:00:00+00\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "staged", "straight"})
    void writesPartitionsReservedWordsAndNamesOfFullLength(String route) throws SQLException {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE \"select\" (\"order\" int, \"Group \"\"x\"\"\" text, " + LONG_NAME + " numeric,"
                        + " PRIMARY KEY (\"order\", \"Group \"\"x\"\"\")) PARTITION BY RANGE (\"order\")",
                "CREATE TABLE low PARTITION OF \"select\" FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE high PARTITION OF \"select\" FOR VALUES FROM (100) TO (200)");
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.all().get(route), "select")) {
            List<SinkRecord> rows = new ArrayList<>();
            for (int i = 50; i < 150; i++) {
                rows.add(named(i));
            }
            assertThat(target.write(rows)).isEmpty();
            assertThat(target.write(rows)).isEmpty();
            assertThat(target.write(named(200)))
                    .as("no partition takes it")
                    .hasValueSatisfying(problem -> assertThat(problem).contains("23514"));
        }
        assertThat(database.query("SELECT tableoid::regclass || ' ' || count(*) || ' ' || sum(" + LONG_NAME
                        + ") FROM \"select\" GROUP BY tableoid ORDER BY 1"))
                .containsExactly("high 50 62.25", "low 50 37.25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "staged", "straight"})
    void writesTypesThatComeWithExtensionsOrFromTheUser(String route) throws SQLException {
        TargetDatabase database = new TargetDatabase(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE DOMAIN positive AS numeric(6,2) CHECK (VALUE > 0)",
                "CREATE TABLE t (id int PRIMARY KEY, c citext UNIQUE, m mood, d positive, a int[], r int4range,"
                        + " h hstore, v text)");
        Map<String, Object> row = new HashMap<>(Map.of(
                "id", 1, "c", "Ab", "m", "happy", "d", "1.255", "a", List.of(1L, 2L), "r", "[1,5)", "h", "a=>b"));
        try (DirectWrite target = DirectWrite.to(database, ForcedRoutes.all().get(route), "t")) {
            assertThat(target.write(schemaless(Map.of("id", 1), row))).isEmpty();
            row.putAll(Map.of("id", 2, "c", "aB"));
            assertThat(target.write(schemaless(Map.of("id", 2), row)))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("23505", "t_c_key"));
            row.putAll(Map.of("c", "other", "d", "-1"));
            assertThat(target.write(schemaless(Map.of("id", 2), row)))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("23514", "positive_check"));
        }
        assertThat(database.query("SELECT t::text FROM t"))
                .containsExactly("(1,Ab,happy,1.26,\"{1,2}\",\"[1,5)\",\"\"\"a\"\"=>\"\"b\"\"\",)");
    }

    @Test
    void firesTriggersAsUpsertsDo() throws SQLException {
        for (Dialect route : ForcedRoutes.all().values()) {
            TargetDatabase database = new TargetDatabase(
                    "CREATE TABLE t (id int PRIMARY KEY, v text)",
                    "CREATE TABLE log (event text)",
                    "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN INSERT INTO log VALUES (TG_OP || TG_LEVEL); RETURN NULL; END'",
                    "CREATE TRIGGER rows AFTER INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION note()",
                    "CREATE TRIGGER statements AFTER UPDATE ON t EXECUTE FUNCTION note()");
            try (DirectWrite target = DirectWrite.to(database, route, "t")) {
                assertThat(target.write(row(1, "a"), row(2, "b"))).isEmpty();
                assertThat(target.write(row(2, "c"))).isEmpty();
                assertThat(target.write(tombstones(1, 2))).isEmpty();
            }
            assertThat(database.query("SELECT string_agg(event, ' ' ORDER BY event) FROM log"))
                    .containsExactly("DELETEROW INSERTROW INSERTROW UPDATEROW UPDATESTATEMENT UPDATESTATEMENT");
        }
    }

    private SinkRecord named(int i) {
        Map<String, Object> key = Map.of("order", i, "Group \"x\"", "g");
        Map<String, Object> row = new HashMap<>(key);
        row.put(LONG_NAME, i / 100.0);
        return schemaless(key, row);
    }

    private SinkRecord schemaless(Map<String, Object> key, Map<String, Object> row) {
        return records.schemaless(key, row);
    }

    private SinkRecord flat(String column, int id, Integer value) {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field(column, Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        return records.flat(struct(KEY, id), struct(schema, id, value));
    }

    private List<SinkRecord> rows(int from, int to, String v) {
        List<SinkRecord> rows = new ArrayList<>();
        for (int id = from; id < to; id++) {
            rows.add(row(id, v));
        }
        return rows;
    }

    private SinkRecord row(int id, String v) {
        return records.flat(struct(KEY, id), struct(ROW, id, v));
    }

    private List<SinkRecord> tombstones(int from, int to) {
        List<SinkRecord> rows = new ArrayList<>();
        for (int id = from; id < to; id++) {
            Struct key = struct(KEY, id);
            rows.add(records.tombstone(key));
        }
        return rows;
    }
}
