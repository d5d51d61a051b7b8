/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import static dev.lockstep.testbed.faults.corpus.Cases.different;
import static dev.lockstep.testbed.faults.corpus.Cases.in;
import static dev.lockstep.testbed.faults.corpus.Cases.item;
import static dev.lockstep.testbed.faults.corpus.Cases.small;
import static dev.lockstep.testbed.faults.corpus.Cases.target;
import static dev.lockstep.testbed.faults.corpus.Cases.verdict;
import static dev.lockstep.testbed.faults.corpus.TestTables.ITEM;
import static dev.lockstep.testbed.faults.corpus.TestTables.SMALL;

import java.util.List;

/** What movers do by their settings, row by row or to a whole column, without a word. */
final class MoverFaults {
    private static final Expected BEFORE_THE_TOPIC = new Expected.Unseen(
            "it is made before the data topic, so what is expected shares it: only an audit of the source finds it");
    private static final Expected STOPS = new Expected.NotPlanted(
            "a row that the target refuses stops this sink, which everybody sees: nothing comes after it");
    private static final String TOUCH = "UPDATE faults.item SET title = title WHERE id = {1}";

    private MoverFaults() {}

    static List<Fault> all() {
        return List.of(
                item(
                                "insert-refused",
                                "a constraint of the target refused a row, which went to the dead letter queue",
                                new Plant.Refused(
                                        List.of(
                                                "ALTER TABLE faults.item ADD CONSTRAINT no_{n} CHECK (id <> {n}) NOT VALID"),
                                        List.of(TestTables.newItem()),
                                        List.of("ALTER TABLE faults.item DROP CONSTRAINT no_{n}")),
                                verdict(Kind.MISSING, ITEM, "[{n}]"))
                        .expecting(MoverKind.DEBEZIUM, STOPS),
                item(
                                "update-refused",
                                "a constraint of the target refused an update, which went to the dead letter queue",
                                new Plant.Refused(
                                        List.of("ALTER TABLE faults.item ADD CONSTRAINT no_{1}"
                                                + " CHECK (id <> {1} OR title <> 'refused') NOT VALID"),
                                        List.of("UPDATE faults.item SET title = 'refused' WHERE id = {1}"),
                                        List.of("ALTER TABLE faults.item DROP CONSTRAINT no_{1}")),
                                verdict(Kind.STALE, ITEM, "[{1}]"))
                        .expecting(MoverKind.DEBEZIUM, STOPS),
                item(
                                "deletes-switched-off",
                                "the sink is set to leave deletes out",
                                new Plant.SinkWith(
                                        SinkHabit.WITHOUT_DELETES, List.of("DELETE FROM faults.item WHERE id = {1}")),
                                verdict(Kind.RESURRECTED, ITEM, "[{1}]"))
                        .mendedBy(TestTables.sameItem(), "DELETE FROM faults.item WHERE id = {1}"),
                item(
                                "updates-skipped",
                                "the sink is set to insert rows and to leave those alone that are there",
                                new Plant.SinkWith(
                                        SinkHabit.SKIPS_EXISTING,
                                        List.of("UPDATE faults.item SET title = 'skipped' WHERE id = {1}")),
                                verdict(Kind.STALE, ITEM, "[{1}]"))
                        .expecting(
                                MoverKind.DEBEZIUM,
                                new Expected.NotPlanted("set to insert only, this sink stops at a row that is there")),
                item(
                                "updates-never-sent",
                                "the capture sends no updates, as one that polls for new keys",
                                new Plant.CaptureOf(
                                        "insert, delete",
                                        List.of("UPDATE faults.item SET title = 'never sent' WHERE id = {1}")),
                                BEFORE_THE_TOPIC)
                        .expecting(View.AUDITED, different("title"))
                        .mendedBy(TOUCH),
                item(
                                "deletes-never-sent",
                                "the capture sends no deletes, as one that polls",
                                new Plant.CaptureOf(
                                        "insert, update", List.of("DELETE FROM faults.item WHERE id = {1}")),
                                BEFORE_THE_TOPIC)
                        .expecting(View.AUDITED, verdict(Kind.MISSING, ITEM, "[{1}]"))
                        .mendedBy(TestTables.sameItem(), "DELETE FROM faults.item WHERE id = {1}"),
                in(
                                SMALL,
                                "true",
                                "microseconds-lost-everywhere",
                                "every row lost its microseconds, as JDBC connectors do by default",
                                target("UPDATE faults.small SET seen_at = date_trunc('milliseconds', seen_at)"),
                                small(Kind.DIFFERENT, "seen_at"))
                        .onItsOwn(),
                in(
                                SMALL,
                                "true",
                                "column-dropped",
                                "a column arrived in no row",
                                target("UPDATE faults.small SET price = NULL"),
                                small(Kind.DIFFERENT, "price"))
                        .onItsOwn(),
                item(
                        "insert-swallowed",
                        "a trigger of the target swallowed a row, and the sink was told that all is well",
                        new Plant.Swallowed(
                                TestTables.swallow("no_{n}", "{n}"),
                                List.of(TestTables.newItem()),
                                List.of(TestTables.swallowNoMore("no_{n}"))),
                        verdict(Kind.MISSING, ITEM, "[{n}]")),
                item(
                        "update-swallowed",
                        "a trigger of the target swallowed an update, and the sink was told that all is well",
                        new Plant.Swallowed(
                                TestTables.swallow("no_{1}", "{1}"),
                                List.of("UPDATE faults.item SET title = 'swallowed' WHERE id = {1}"),
                                List.of(TestTables.swallowNoMore("no_{1}"))),
                        verdict(Kind.STALE, ITEM, "[{1}]")),
                item(
                        "inserts-skipped",
                        "the sink is set to update rows and to insert none",
                        new Plant.SinkWith(SinkHabit.UPDATES_ONLY, List.of(TestTables.newItem())),
                        verdict(Kind.MISSING, ITEM, "[{n}]")),
                item(
                                "long-value-not-sent",
                                "the change record of a row had only a stand-in for a long value that did not change",
                                new Plant.Carried(List.of(
                                        "ALTER TABLE faults.item ALTER COLUMN body SET STORAGE EXTERNAL",
                                        "UPDATE faults.item SET body = repeat('long', 1000) WHERE id = {1}",
                                        "UPDATE faults.item SET grade = 8 WHERE id = {1}")),
                                verdict(Kind.UNKNOWN, ITEM, "[{1}]"))
                        .mendedBy("UPDATE faults.item SET body = 'short again' WHERE id = {1}"));
    }
}
