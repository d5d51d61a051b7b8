/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import static dev.lockstep.testbed.faults.corpus.Cases.different;
import static dev.lockstep.testbed.faults.corpus.Cases.divergent;
import static dev.lockstep.testbed.faults.corpus.Cases.in;
import static dev.lockstep.testbed.faults.corpus.Cases.item;
import static dev.lockstep.testbed.faults.corpus.Cases.small;
import static dev.lockstep.testbed.faults.corpus.Cases.target;
import static dev.lockstep.testbed.faults.corpus.Cases.verdict;
import static dev.lockstep.testbed.faults.corpus.TestTables.ITEM;
import static dev.lockstep.testbed.faults.corpus.TestTables.LINE;
import static dev.lockstep.testbed.faults.corpus.TestTables.SMALL;
import static dev.lockstep.testbed.faults.corpus.TestTables.WORD;

import java.util.List;
import java.util.Set;

/** Whole rows that are gone, too many, old, or another's. */
final class LostRows {
    private LostRows() {}

    static List<Fault> all() {
        return List.of(
                item(
                        "lost-insert",
                        "a row was inserted and never reached the target",
                        new Plant.AfterArrival(
                                List.of(TestTables.newItem()),
                                "SELECT EXISTS (SELECT FROM faults.item WHERE id = {n})",
                                List.of("DELETE FROM faults.item WHERE id = {n}")),
                        verdict(Kind.MISSING, ITEM, "[{n}]")),
                item(
                        "lost-update",
                        "an update was not applied: the target holds the version before it",
                        new Plant.AfterArrival(
                                List.of("UPDATE faults.item SET amount = amount + 10 WHERE id = {1}"),
                                "SELECT amount > {1} + 10 FROM faults.item WHERE id = {1}",
                                List.of("UPDATE faults.item SET amount = amount - 10 WHERE id = {1}")),
                        verdict(Kind.STALE, ITEM, "[{1}]")),
                item(
                        "stale-overwrite",
                        "two updates were applied, then the first of them once more",
                        new Plant.AfterArrival(
                                List.of(
                                        "UPDATE faults.item SET title = 'first' WHERE id = {1}",
                                        "UPDATE faults.item SET title = 'second' WHERE id = {1}"),
                                "SELECT title = 'second' FROM faults.item WHERE id = {1}",
                                List.of("UPDATE faults.item SET title = 'first' WHERE id = {1}")),
                        verdict(Kind.STALE, ITEM, "[{1}]")),
                item(
                        "resurrected-delete",
                        "a row was deleted, and its last version written once more",
                        new Plant.AfterArrival(
                                List.of("DELETE FROM faults.item WHERE id = {1}"),
                                "SELECT NOT EXISTS (SELECT FROM faults.item WHERE id = {1})",
                                List.of(TestTables.sameItem())),
                        verdict(Kind.RESURRECTED, ITEM, "[{1}]")),
                item(
                        "rogue-row",
                        "somebody inserted a row that the source never had",
                        target(TestTables.newItem()),
                        verdict(Kind.UNEXPECTED, ITEM, "[{n}]")),
                item(
                        "rogue-delete",
                        "somebody deleted a row",
                        target("DELETE FROM faults.item WHERE id = {1}"),
                        verdict(Kind.MISSING, ITEM, "[{1}]")),
                item(
                        "row-under-another-key",
                        "a row was written under another key",
                        target("UPDATE faults.item SET id = {n} WHERE id = {1}"),
                        divergent(
                                new Expected.Verdict(ITEM, "[{1}]", Set.of(Kind.MISSING), List.of()),
                                new Expected.Verdict(ITEM, "[{n}]", Set.of(Kind.UNEXPECTED), List.of()))),
                item(
                        "swapped-values",
                        "two rows hold each other's values; sums over columns stay the same",
                        target("UPDATE faults.item i SET amount = o.amount FROM faults.item o"
                                + " WHERE (i.id, o.id) IN (({1}, {2}), ({2}, {1}))"),
                        both("amount")),
                item(
                        "same-delta-twice",
                        "two rows are off by the same; a checksum made by XOR would not see it",
                        target("UPDATE faults.item SET grade = grade + 1 WHERE id IN ({1}, {2})"),
                        both("grade")),
                in(
                        LINE,
                        "item = {1}",
                        "composite-key-row-lost",
                        "one of the rows that share the first column of a key is gone",
                        target("DELETE FROM faults.line WHERE item = {1} AND place = 2"),
                        verdict(Kind.MISSING, LINE, "[{1},2]")),
                in(
                        WORD,
                        "lower(word) = 'word{1}'",
                        "key-case-folded",
                        "a collation took two keys for one: the later row replaced the other",
                        target(
                                "DELETE FROM faults.word WHERE word = 'Word{1}'",
                                "UPDATE faults.word SET meaning = 'of Word{1}' WHERE word = 'word{1}'"),
                        divergent(
                                new Expected.Verdict(WORD, "[\"Word{1}\"]", Set.of(Kind.MISSING), List.of()),
                                new Expected.Verdict(
                                        WORD, "[\"word{1}\"]", Set.of(Kind.DIFFERENT), List.of("meaning")))),
                in(
                        SMALL,
                        "true",
                        "lane-boundary-rows-lost",
                        "a parallel load left out the rows at the edges of its parts",
                        target("DELETE FROM faults.small WHERE id IN (1, 20, 40)"),
                        verdict(Kind.MISSING, SMALL, "[1]", "[20]", "[40]")),
                in(
                                SMALL,
                                "true",
                                "table-emptied",
                                "every row of a table was deleted",
                                target("DELETE FROM faults.small"),
                                small(Kind.MISSING))
                        .onItsOwn(),
                in(
                                SMALL,
                                "true",
                                "table-truncated",
                                "a table was truncated",
                                target("TRUNCATE faults.small"),
                                small(Kind.MISSING))
                        .expecting(View.CAPTURED, new Expected.Unseen("Debezium leaves truncates out by default"))
                        .onItsOwn());
    }

    private static Expected both(String column) {
        return divergent(
                different(column).verdicts().get(0),
                new Expected.Verdict(ITEM, "[{2}]", Set.of(Kind.DIFFERENT), List.of(column)));
    }
}
