/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableTrait;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherStatementsTest {
    private static final ColumnDefinition A =
            ColumnDefinition.plain("a`\"", ColumnType.of("int", TypeKind.INTEGER), false);
    private static final ColumnDefinition B =
            ColumnDefinition.plain("b", ColumnType.of("int", TypeKind.INTEGER), false);
    private static final ColumnDefinition V = ColumnDefinition.plain("v", ColumnType.of("text", TypeKind.TEXT), true);

    @Test
    void writesManyRowsOfMariaDbAtOnce() {
        assertThat(new MySqlStatements(shape(Action.UPSERT, Set.of(), A, V, B)).write(2))
                .isEqualTo("INSERT INTO `s`.`t` (`a``\"`, `v`, `b`) VALUES (?, ?, ?), (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE `v` = VALUES(`v`)");
        assertThat(new MySqlStatements(shape(Action.DELETE, Set.of(), B, A)).write(2))
                .isEqualTo("DELETE FROM `s`.`t` WHERE (`b`, `a``\"`) IN ((?, ?), (?, ?))");
        assertThat(new MySqlStatements(shape(Action.SKIP_EXISTING, Set.of(), A, V, B)).write(1))
                .endsWith(" ON DUPLICATE KEY UPDATE `b` = `b`");
    }

    @Test
    void failsWhereMariaDbWouldOverwriteAnotherRowByAnotherIndex() {
        assertThat(new MySqlStatements(shape(Action.UPSERT, Set.of(TableTrait.OTHER_UNIQUE), A, V, B)).write(1))
                .endsWith(" ON DUPLICATE KEY UPDATE `b` = IF(`b` <=> VALUES(`b`) AND `a``\"` <=> VALUES(`a``\"`), `b`,"
                        + " (SELECT 1 UNION ALL SELECT 2)), `v` = VALUES(`v`)");
    }

    @Test
    void updatesARowOfMariaDbInItsColumnsByItsKey() {
        MySqlStatements sql = new MySqlStatements(shape(Action.UPDATE_PRESENT, Set.of(), A, V, B));
        assertThat(sql.update()).isEqualTo("UPDATE `s`.`t` SET `v` = ? WHERE `b` = ? AND `a``\"` = ?");
        assertThat(List.of(sql.updateParameter(0), sql.updateParameter(1), sql.updateParameter(2)))
                .containsExactly(3, 1, 2);
    }

    @Test
    void writesRowsOfSqliteByNumberedParameters() {
        assertThat(SqliteSets.sql(shape(Action.UPSERT, Set.of(), A, V, B)))
                .isEqualTo("INSERT INTO \"s\".\"t\" (\"a`\"\"\", \"v\", \"b\") VALUES (?1, ?2, ?3)"
                        + " ON CONFLICT (\"b\", \"a`\"\"\") DO UPDATE SET \"v\" = excluded.\"v\"");
        assertThat(SqliteSets.sql(shape(Action.UPDATE_ONLY, Set.of(), A, V, B)))
                .isEqualTo("UPDATE \"s\".\"t\" SET \"v\" = ?2 WHERE \"b\" = ?3 AND \"a`\"\"\" = ?1");
        assertThat(SqliteSets.sql(shape(Action.DELETE, Set.of(), B, A)))
                .isEqualTo("DELETE FROM \"s\".\"t\" WHERE \"b\" = ?1 AND \"a`\"\"\" = ?2");
    }

    private static SetShape shape(Action action, Set<TableTrait> traits, ColumnDefinition... columns) {
        TableDefinition table =
                new TableDefinition(new TableId("s", "t"), List.of(A, V, B), List.of("b", "a`\""), false, traits);
        return new SetShape(table, action, List.of(columns), new BitSet());
    }
}
