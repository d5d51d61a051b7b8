/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How a case ended; its components are the fields of the JSON report.
 *
 * @param error why it could not be run; empty when it was
 */
record CaseResult(
        String id, boolean agree, boolean falseEqual, boolean falseDifferent, String error, List<TableResult> tables) {

    /** Both verdicts of one table. */
    record TableResult(String table, String rule, boolean agree, Verdict expected, Verdict got) {}

    static CaseResult of(CompareCase wanted, FoundTables found) {
        List<TableResult> tables = new ArrayList<>();
        boolean sameTables = new HashSet<>(found.missingTables()).equals(new HashSet<>(wanted.missingTables()))
                && new HashSet<>(found.extraneousTables()).equals(new HashSet<>(wanted.extraneousTables()));
        boolean falseEqual = !found.missingTables().containsAll(wanted.missingTables())
                || !found.extraneousTables().containsAll(wanted.extraneousTables());
        boolean agree = sameTables;
        for (CompareCase.Table table : wanted.tables()) {
            Verdict got = found.verdicts().getOrDefault(table.source(), Verdict.notComparable("not reported"));
            boolean agrees = got.agrees(table.expected());
            tables.add(new TableResult(table.source(), table.rule(), agrees, table.expected(), got));
            agree &= agrees;
            falseEqual |= !agrees && got.isFalseEqual(table.expected());
        }
        return new CaseResult(wanted.id(), agree, falseEqual, !agree && !falseEqual, "", tables);
    }

    static CaseResult failed(CompareCase wanted, String error) {
        return new CaseResult(wanted.id(), false, false, true, error, List.of());
    }
}
