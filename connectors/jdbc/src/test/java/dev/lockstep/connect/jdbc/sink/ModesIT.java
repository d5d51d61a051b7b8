/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static dev.lockstep.connect.jdbc.sink.Records.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.header.DigestHeader;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the settings of the sink change, on a real server. */
class ModesIT {
    private static final String TABLE =
            "CREATE TABLE t (id int PRIMARY KEY, name text, amount int DEFAULT 5 CHECK (amount > 0))";
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("amount", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Schema WITHOUT_AMOUNT = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final Records records = new Records("s.public.t");

    @Test
    void insertsMakeOfARowThatIsThereADeadLetter() {
        TargetDatabase database = new TargetDatabase(TABLE, "INSERT INTO t VALUES (2, 'old', 1)");
        try (RunningTask task =
                new RunningTask(database, true, Map.of("insert.mode", "insert", "delete.enabled", "false"))) {
            task.put(row(1, "a", 1), row(2, "b", 1), row(1, "again", 1), records.tombstone(key(2)));
            assertThat(task.context.reports)
                    .hasSize(2)
                    .allSatisfy(
                            report -> assertThat(report.error().getMessage()).contains("23505", "t_pkey"));
        }
        assertThat(rows(database)).containsExactly("(1,a,1)", "(2,old,1)");
    }

    @Test
    void skipsRowsThatAreThere() {
        TargetDatabase database = new TargetDatabase(TABLE, "INSERT INTO t VALUES (2, 'old', 1), (3, 'old', 1)");
        try (RunningTask task = new RunningTask(database, true, Map.of("insert.mode", "skip-existing"))) {
            task.put(
                    row(1, "first", 1),
                    row(1, "second", 1),
                    row(2, "new", 1),
                    records.tombstone(key(3)),
                    row(3, "reborn", 1));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(rows(database)).containsExactly("(1,first,1)", "(2,old,1)", "(3,reborn,1)");
    }

    @Test
    void updatesOnlyRowsThatAreThere() {
        TargetDatabase database = new TargetDatabase(TABLE, "INSERT INTO t VALUES (2, 'old', 1), (3, 'old', 1)");
        try (RunningTask task = new RunningTask(database, true, Map.of("insert.mode", "update-only"))) {
            task.put(row(1, "a", 1), row(2, "b", 7), records.tombstone(key(3)), row(3, "c", 1));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(rows(database)).containsExactly("(2,b,7)");
    }

    @Test
    @DisplayName("pain 9: deletes by operation, by tombstone and by __deleted; or left out when told so")
    void leavesDeletesOutWhenToldTo() {
        TargetDatabase database = new TargetDatabase(TABLE);
        try (RunningTask task = new RunningTask(database, true, Map.of("delete.enabled", "false"))) {
            task.put(row(1, "a", 1), row(2, "b", 1), row(3, "c", 1));
            task.put(
                    records.envelope("d", key(1), ROW, null),
                    records.tombstone(key(2)),
                    records.schemaless(Map.of("id", 3L), Map.of("id", 3L, "__deleted", "true")));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(rows(database)).containsExactly("(1,a,1)", "(2,b,1)", "(3,c,1)");
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    records.envelope("d", key(1), ROW, null),
                    records.tombstone(key(2)),
                    records.schemaless(Map.of("id", 3L), Map.of("id", 3L, "__deleted", "true")));
        }
        assertThat(rows(database)).isEmpty();
    }

    @Test
    @DisplayName("pain 3: a row that changed twice in a batch is written right, columns left alone included")
    void mergesChangesThatLeaveColumnsAlone() {
        TargetDatabase database = new TargetDatabase(TABLE, "INSERT INTO t VALUES (2, 'old', 9)");
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    row(1, "a", 7),
                    records.flat(key(1), struct(WITHOUT_AMOUNT, 1, "b")),
                    records.tombstone(key(2)),
                    records.flat(key(2), struct(WITHOUT_AMOUNT, 2, "new")));
        }
        assertThat(rows(database)).containsExactly("(1,b,7)", "(2,new,5)");
    }

    @Test
    @DisplayName("pain 8: tables in the order of their foreign keys, in either direction")
    void writesParentsFirstAndDeletesChildrenFirst() {
        TargetDatabase database = new TargetDatabase(
                "CREATE TABLE z_parent (id int PRIMARY KEY)",
                "CREATE TABLE m_child (id int PRIMARY KEY, parent int REFERENCES z_parent)",
                "CREATE TABLE a_grandchild (id int PRIMARY KEY, parent int REFERENCES m_child)",
                "CREATE TABLE statements (n serial, what text)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO statements (what)"
                        + " VALUES (lower(TG_OP) || '' '' || TG_TABLE_NAME); RETURN NULL; END'",
                "CREATE TRIGGER n AFTER INSERT OR DELETE ON z_parent FOR EACH STATEMENT EXECUTE FUNCTION note()",
                "CREATE TRIGGER n AFTER INSERT OR DELETE ON m_child FOR EACH STATEMENT EXECUTE FUNCTION note()",
                "CREATE TRIGGER n AFTER INSERT OR DELETE ON a_grandchild FOR EACH STATEMENT EXECUTE FUNCTION note()");
        Schema child = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("parent", Schema.INT32_SCHEMA)
                .build();
        Records grandchildren = new Records("s.public.a_grandchild");
        Records children = new Records("s.public.m_child");
        Records parents = new Records("s.public.z_parent");
        try (RunningTask task = new RunningTask(database)) {
            task.put(
                    grandchildren.flat(key(1), struct(child, 1, 1)),
                    children.flat(key(1), struct(child, 1, 1)),
                    parents.flat(key(1), struct(KEY, 1)));
            task.put(parents.tombstone(key(1)), children.tombstone(key(1)), grandchildren.tombstone(key(1)));
            assertThat(task.context.reports).isEmpty();
        }
        assertThat(database.query("SELECT what FROM statements ORDER BY n"))
                .containsExactly(
                        "insert z_parent",
                        "insert m_child",
                        "insert a_grandchild",
                        "delete a_grandchild",
                        "delete m_child",
                        "delete z_parent");
    }

    @Test
    void refusesARowThatIsNotWhatWasStamped() {
        TargetDatabase database = new TargetDatabase(TABLE);
        SinkRecord good = stamped(row(1, "good", 1), row(1, "good", 1));
        SinkRecord damaged = stamped(row(2, "hush-a", 1), row(2, "hush-b", 1));
        SinkRecord otherKey = stamped(row(3, "x", 1), row(4, "x", 1));
        SinkRecord unreadable = row(5, "x", 1);
        unreadable.headers().addString(DigestHeader.NAME, "v9;nonsense");
        SinkRecord schemaless = stamped(
                records.schemaless(Map.of("id", 6L), Map.of("id", 6L, "name", "six", "amount", 6L)), row(6, "six", 6));
        SinkRecord notADelete = stamped(records.tombstone(key(1)), row(1, "good", 1));
        try (RunningTask task = new RunningTask(database)) {
            task.put(good, damaged, otherKey, unreadable, schemaless);
            task.put(notADelete);
            assertThat(task.context.reportedRecords()).containsExactly(damaged, otherKey, unreadable, notADelete);
            assertThat(task.context.reports)
                    .allSatisfy(report -> assertThat(report.error().getMessage())
                            .contains("lockstep.digest", "StampDigest", "verify.digest=false", "s.public.t-0@")
                            .doesNotContain("hush", "nonsense"));
        }
        assertThat(rows(database)).containsExactly("(1,good,1)", "(6,six,6)");
        try (RunningTask task = new RunningTask(database, true, Map.of("verify.digest", "false"))) {
            task.put(damaged);
        }
        assertThat(rows(database)).contains("(2,hush-a,1)");
    }

    @Test
    void namesATableWithoutKeyAndTheModeThatWouldDo() {
        TargetDatabase database = new TargetDatabase("CREATE TABLE t (id int)");
        try (RunningTask task = new RunningTask(database)) {
            SinkRecord record = row(1, "x", 1);
            assertThatThrownBy(() -> task.put(record))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("public.t", "no primary key", "insert.mode=insert");
        }
    }

    @Test
    void publishesMetricsAsABeanWhereTheWorkerHasNone() throws JMException {
        TargetDatabase database = new TargetDatabase(TABLE);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.lockstep.connect:type=task-metrics,connector=\"seen\",task=0");
        try (RunningTask task = new RunningTask(database, true, Map.of("name", "seen"))) {
            task.put(row(1, "a", 1), row(2, "b", -1));
            assertThat(server.getAttribute(name, "records-total")).isEqualTo(2L);
            assertThat(server.getAttribute(name, "batch-size-last")).isEqualTo(2L);
            assertThat(server.getAttribute(name, "dead-letters-total")).isEqualTo(1L);
        }
        assertThat(server.isRegistered(name)).isFalse();
    }

    /** A record with the digest of another one. */
    private static SinkRecord stamped(SinkRecord record, SinkRecord sent) {
        RecordDigester digester = new RecordDigester();
        RecordDigester.RowVersion version =
                digester.digest(sent.keySchema(), sent.key(), sent.valueSchema(), sent.value());
        record.headers()
                .addString(
                        DigestHeader.NAME,
                        new DigestHeader(
                                        digester.algorithm(),
                                        digester.policy(),
                                        Optional.of(version.key()),
                                        version.content())
                                .format());
        return record;
    }

    private SinkRecord row(int id, String name, Integer amount) {
        return records.flat(key(id), struct(ROW, id, name, amount));
    }

    private static Struct key(int id) {
        return struct(KEY, id);
    }

    private static List<String> rows(TargetDatabase database) {
        return database.query("SELECT t::text FROM t ORDER BY id");
    }
}
