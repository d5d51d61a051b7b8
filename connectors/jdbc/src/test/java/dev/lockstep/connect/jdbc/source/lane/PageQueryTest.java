/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The statements, word for word. */
class PageQueryTest {
    private static final KeyColumn ID = new KeyColumn("id", 1, "bigint", true, false);
    private static final KeyColumn REGION = new KeyColumn("re\"gi`on", 2, "varchar(9)", false, false);

    private static TableFacts facts(TableName name) {
        return new TableFacts(name, false, true, 10, 10, 10, 10, Optional.of("_rowid_"));
    }

    private static PageQuery query(DatabaseEngine engine, Optional<String> filter, KeyColumn... key) {
        SourceDialect dialect = SourceDialect.of(engine);
        Paging paging = dialect.byKey(List.of(key)).orElseThrow();
        return new PageQuery(
                dialect, dialect.from(facts(new TableName("s", "t"))), List.of("x"), paging.columns(), filter);
    }

    private static PreparedSql after(DatabaseEngine engine, KeyColumn... key) {
        List<String> position =
                IntStream.rangeClosed(1, key.length).mapToObj(i -> "v" + i).toList();
        LaneBounds bounds = new LaneBounds(Optional.of(position), Optional.of(position));
        return query(engine, Optional.empty(), key).page(bounds, Optional.of(position), 9);
    }

    private static KeyColumn number(String name) {
        return new KeyColumn(name, 1, "int(11)", true, false);
    }

    @Test
    void postgresComparesRows() {
        assertThat(after(DatabaseEngine.POSTGRES, ID))
                .isEqualTo(new PreparedSql(
                        "SELECT x FROM ONLY \"s\".\"t\" AS t WHERE t.\"id\" > ?::bigint AND t.\"id\" < ?::bigint"
                                + " ORDER BY t.\"id\" LIMIT 9",
                        List.of("v1", "v1")));
        assertThat(after(DatabaseEngine.POSTGRES, ID, REGION))
                .isEqualTo(new PreparedSql(
                        "SELECT x, t.\"re\"\"gi`on\"::pg_catalog.text FROM ONLY \"s\".\"t\" AS t"
                                + " WHERE (t.\"id\", t.\"re\"\"gi`on\") > (?::bigint, ?::varchar(9))"
                                + " AND (t.\"id\", t.\"re\"\"gi`on\") < (?::bigint, ?::varchar(9))"
                                + " ORDER BY t.\"id\", t.\"re\"\"gi`on\" LIMIT 9",
                        List.of("v1", "v2", "v1", "v2")));
        assertThat(after(DatabaseEngine.POSTGRES, number("a"), number("b"), number("c"), number("d"))
                        .sql())
                .contains("(t.\"a\", t.\"b\", t.\"c\", t.\"d\") > (?::int(11), ?::int(11), ?::int(11), ?::int(11))");
    }

    @Test
    void mySqlComparesColumnAfterColumnSoThatAnIndexServes() {
        assertThat(after(DatabaseEngine.MYSQL, ID))
                .isEqualTo(new PreparedSql(
                        "SELECT x FROM `t` WHERE `id` > CAST(? AS SIGNED) AND `id` < CAST(? AS SIGNED)"
                                + " ORDER BY `id` LIMIT 9",
                        List.of("v1", "v1")));
        assertThat(after(DatabaseEngine.MYSQL, ID, REGION))
                .isEqualTo(new PreparedSql(
                        "SELECT x, `re\"gi``on` FROM `t` WHERE `id` >= CAST(? AS SIGNED) AND"
                                + " (`id` > CAST(? AS SIGNED) OR (`id` = CAST(? AS SIGNED) AND `re\"gi``on` > ?))"
                                + " AND `id` <= CAST(? AS SIGNED) AND"
                                + " (`id` < CAST(? AS SIGNED) OR (`id` = CAST(? AS SIGNED) AND `re\"gi``on` < ?))"
                                + " ORDER BY `id`, `re\"gi``on` LIMIT 9",
                        List.of("v1", "v1", "v1", "v2", "v1", "v1", "v1", "v2")));
        PreparedSql four = after(DatabaseEngine.MYSQL, number("a"), number("b"), number("c"), number("d"));
        assertThat(four.sql().replace("CAST(? AS SIGNED)", "?"))
                .contains("`a` >= ? AND (`a` > ? OR (`a` = ? AND (`b` > ? OR (`b` = ? AND (`c` > ? OR (`c` = ?"
                        + " AND `d` > ?))))))");
        assertThat(four.parameters().subList(0, 8)).containsExactly("v1", "v1", "v1", "v2", "v2", "v3", "v3", "v4");
    }

    @Test
    void sqliteComparesRows() {
        assertThat(after(DatabaseEngine.SQLITE, ID, REGION))
                .isEqualTo(new PreparedSql(
                        "SELECT x, \"id\", \"re\"\"gi`on\" FROM \"t\""
                                + " WHERE (\"id\", \"re\"\"gi`on\") > (CAST(? AS INTEGER), ?)"
                                + " AND (\"id\", \"re\"\"gi`on\") < (CAST(? AS INTEGER), ?)"
                                + " ORDER BY \"id\", \"re\"\"gi`on\" LIMIT 9",
                        List.of("v1", "v2", "v1", "v2")));
        assertThat(after(DatabaseEngine.SQLITE, number("a"), number("b"), number("c"), number("d"))
                        .sql())
                .contains("(\"a\", \"b\", \"c\", \"d\") > (");
    }

    @Test
    void firstPageOfALaneIncludesItsLowerBoundAndNeverItsUpperOne() {
        LaneBounds bounds = new LaneBounds(Optional.of(List.of("5", "e")), Optional.of(List.of("9", "i")));
        assertThat(query(DatabaseEngine.MYSQL, Optional.empty(), ID, REGION)
                        .page(bounds, Optional.empty(), 9)
                        .sql())
                .contains("= CAST(? AS SIGNED) AND `re\"gi``on` >= ?))")
                .contains("= CAST(? AS SIGNED) AND `re\"gi``on` < ?))");
        assertThat(query(DatabaseEngine.POSTGRES, Optional.empty(), ID).page(LaneBounds.WHOLE, Optional.empty(), 9))
                .isEqualTo(new PreparedSql("SELECT x FROM ONLY \"s\".\"t\" AS t ORDER BY t.\"id\" LIMIT 9", List.of()));
    }

    @Test
    void commentsInTheUsersConditionHideNothing() {
        assertThat(query(DatabaseEngine.POSTGRES, Optional.of("a OR b -- all"), ID)
                        .page(LaneBounds.WHOLE, Optional.of(List.of("5")), 9)
                        .sql())
                .isEqualTo("SELECT x FROM ONLY \"s\".\"t\" AS t WHERE t.\"id\" > ?::bigint AND (a OR b -- all\n)"
                        + " ORDER BY t.\"id\" LIMIT 9");
    }

    @Test
    void blocksAreBoundTooAndGoOnBehindARow() {
        PageQuery query = new PageQuery(
                SourceDialect.of(DatabaseEngine.POSTGRES),
                "x",
                List.of("y"),
                List.of(PageQuery.ROW_IN_BLOCK),
                Optional.empty());
        assertThat(query.blocks(BlockPosition.of(List.of("5")), 70))
                .isEqualTo(new PreparedSql(
                        "SELECT y, t.ctid::pg_catalog.text FROM x WHERE t.ctid >= ?::pg_catalog.tid"
                                + " AND t.ctid < ?::pg_catalog.tid ORDER BY t.ctid",
                        List.of("(5,0)", "(70,0)")));
        PreparedSql behind = query.blocks(BlockPosition.of(List.of("5", "17")), 70);
        assertThat(behind.sql()).contains("t.ctid > ?::pg_catalog.tid");
        assertThat(behind.parameters()).containsExactly("(5,17)", "(70,0)");
        assertThat(BlockPosition.ofRow("(4294967294,9)").texts()).containsExactly("4294967294", "9");
    }

    @Test
    void lanesLeaveToPollingWhatPollingReads() {
        KeyColumn at = new KeyColumn("at", 0, "timestamp with time zone", false, true);
        PageQuery postgres = query(DatabaseEngine.POSTGRES, Optional.of("a OR b"), ID)
                .before(start(DatabaseEngine.POSTGRES, at, Optional.of("h")));
        assertThat(postgres.page(LaneBounds.WHOLE, Optional.of(List.of("5")), 9))
                .isEqualTo(new PreparedSql(
                        "SELECT x FROM ONLY \"s\".\"t\" AS t WHERE t.\"id\" > ?::bigint"
                                + " AND (t.\"at\" <= ?::timestamp with time zone OR t.\"at\" IS NULL)"
                                + " AND (a OR b\n) ORDER BY t.\"id\" LIMIT 9",
                        List.of("5", "h")));
        assertThat(postgres.blocks(BlockPosition.of(List.of("5")), 70))
                .isEqualTo(new PreparedSql(
                        "SELECT x FROM ONLY \"s\".\"t\" AS t"
                                + " WHERE t.ctid >= ?::pg_catalog.tid AND t.ctid < ?::pg_catalog.tid"
                                + " AND (t.\"at\" <= ?::timestamp with time zone OR t.\"at\" IS NULL) AND (a OR b\n)"
                                + " ORDER BY t.ctid",
                        List.of("(5,0)", "(70,0)", "h")));
        KeyColumn time = new KeyColumn("at", 0, "datetime(6)", false, true);
        assertThat(query(DatabaseEngine.MYSQL, Optional.empty(), ID)
                        .before(start(DatabaseEngine.MYSQL, time, Optional.of("h")))
                        .whole())
                .isEqualTo(new PreparedSql(
                        "SELECT x FROM `t` WHERE (`at` <= CAST(? AS DATETIME(6)) OR `at` IS NULL)", List.of("h")));
        assertThat(query(DatabaseEngine.SQLITE, Optional.empty(), ID)
                        .before(start(DatabaseEngine.SQLITE, number("n\"o"), Optional.of("7")))
                        .page(LaneBounds.WHOLE, Optional.empty(), 9))
                .isEqualTo(new PreparedSql(
                        "SELECT x, \"id\" FROM \"t\" WHERE (\"n\"\"o\" <= CAST(? AS INTEGER) OR \"n\"\"o\" IS NULL)"
                                + " ORDER BY \"id\" LIMIT 9",
                        List.of("7")));
    }

    @Test
    void lanesOfATableInWhichNothingCouldBePolledReadOnlyWhatNeverWillBe() {
        for (DatabaseEngine engine : DatabaseEngine.values()) {
            PreparedSql sql = query(engine, Optional.empty(), ID)
                    .before(start(engine, number("no"), Optional.empty()))
                    .whole();
            String column = SourceDialect.of(engine)
                    .position(number("no"))
                    .orElseThrow()
                    .sql();
            assertThat(sql.sql()).endsWith(" WHERE " + column + " IS NULL");
            assertThat(sql.parameters()).isEmpty();
        }
    }

    private static PollStart start(DatabaseEngine engine, KeyColumn column, Optional<String> from) {
        return new PollStart(SourceDialect.of(engine).position(column).orElseThrow(), from);
    }

    @Test
    void positionsOfAnotherKeyAreRefused() {
        assertThatThrownBy(() -> query(DatabaseEngine.POSTGRES, Optional.empty(), ID, REGION)
                        .page(LaneBounds.WHOLE, Optional.of(List.of("a", "b", "c")), 9))
                .hasMessageContaining("3 value(s)")
                .hasMessageContaining("delete the connector's offsets");
    }

    @Test
    void mySqlCastsEveryTextToWhatItsColumnCompares() {
        SourceDialect dialect = SourceDialect.of(DatabaseEngine.MYSQL);
        assertThat(List.of("decimal(65,0)", "varbinary(16)", "datetime(6)", "enum('z','a')", "bigint(20) unsigned"))
                .extracting(type -> dialect.position(new KeyColumn("k", 1, type, type.startsWith("big"), false))
                        .orElseThrow()
                        .placeholder())
                .containsExactly(
                        "CAST(? AS DECIMAL(65,0))",
                        "UNHEX(?)",
                        "CAST(? AS DATETIME(6))",
                        "CAST(? AS UNSIGNED)",
                        "CAST(? AS UNSIGNED)");
        assertThat(dialect.position(new KeyColumn("k", 1, "double", false, false)))
                .isEmpty();
    }

    @Test
    void tablesWithoutAUsableKeyAreReadByWhatTheEngineHas() {
        TableFacts facts = facts(new TableName("s", "t"));
        KeyColumn nullable = new KeyColumn("k", 1, "text", false, true);
        assertThat(SourceDialect.of(DatabaseEngine.POSTGRES)
                        .paging(facts, List.of(), false)
                        .kind())
                .isEqualTo(PlanKind.BLOCKS);
        assertThat(SourceDialect.of(DatabaseEngine.POSTGRES)
                        .paging(facts, List.of(ID), true)
                        .kind())
                .isEqualTo(PlanKind.BLOCKS);
        assertThat(SourceDialect.of(DatabaseEngine.MYSQL)
                        .paging(facts, List.of(nullable), true)
                        .kind())
                .isEqualTo(PlanKind.WHOLE);
        assertThat(SourceDialect.of(DatabaseEngine.SQLITE)
                        .paging(facts, List.of(nullable), false)
                        .names())
                .containsExactly("_rowid_");
    }
}
