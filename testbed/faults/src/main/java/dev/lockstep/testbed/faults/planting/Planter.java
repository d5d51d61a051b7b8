/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.planting;

import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.Plant;
import dev.lockstep.testbed.faults.corpus.RowNumbers;
import dev.lockstep.testbed.faults.corpus.SinkHabit;
import dev.lockstep.testbed.faults.corpus.TestTables;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Plants faults and mends them. Confined to one thread. */
public final class Planter {
    private static final String EVERYTHING = "insert, update, delete, truncate";

    private final Site site;
    private final Clock clock;
    private final boolean touches;

    /** @param touches whether only what comes by in the data topics is looked at, so that mended rows have to come by */
    public Planter(Site site, Clock clock, boolean touches) {
        this.site = site;
        this.clock = clock;
        this.touches = touches;
    }

    /** Plants a fault in rows; returns when it had been committed. */
    public Instant plant(Fault fault, RowNumbers rows) throws SQLException, InterruptedException {
        Plant plant = fault.plant();
        if (plant instanceof Plant.OnTarget rogue) {
            site.atTarget(in(rows, rogue.target()));
            return clock.instant();
        }
        if (plant instanceof Plant.AfterArrival undone) {
            site.atSource(in(rows, undone.source()));
            site.awaitTarget(rows.in(undone.arrived()));
            site.atTarget(in(rows, undone.target()));
            return clock.instant();
        }
        if (plant instanceof Plant.Refused refused) {
            return underRule(refused.rule(), refused.source(), rows);
        }
        if (plant instanceof Plant.Swallowed swallowed) {
            return underRule(swallowed.rule(), swallowed.source(), rows);
        }
        if (plant instanceof Plant.Carried carried) {
            return underRule(List.of(), carried.source(), rows);
        }
        return plant instanceof Plant.SinkWith sink ? plant(sink, rows) : plant((Plant.CaptureOf) plant, rows);
    }

    private Instant underRule(List<String> rule, List<String> source, RowNumbers rows) throws SQLException {
        site.atTarget(in(rows, rule));
        site.atSource(in(rows, source));
        return clock.instant();
    }

    private Instant plant(Plant.SinkWith sink, RowNumbers rows) throws SQLException, InterruptedException {
        Instant[] committed = new Instant[1];
        site.quietly(() -> {
            site.sinkWith(sink.habit());
            site.atSource(in(rows, sink.source()));
            committed[0] = clock.instant();
            site.awaitMoved();
            site.sinkWith(SinkHabit.USUAL);
        });
        return committed[0];
    }

    private Instant plant(Plant.CaptureOf capture, RowNumbers rows) throws SQLException, InterruptedException {
        Instant[] committed = new Instant[1];
        site.quietly(() -> {
            site.captureOf(capture.operations());
            site.atSource(in(rows, capture.source()));
            committed[0] = clock.instant();
            site.captureOf(EVERYTHING);
        });
        return committed[0];
    }

    /** Lets the target swallow an update, which every view sees: what was planted before it would be seen by then. */
    public void plantCanary(RowNumbers rows) throws SQLException {
        site.atTarget(TestTables.swallow("canary_" + rows.canary(), String.valueOf(rows.canary())));
        site.atSource(List.of("UPDATE faults.item SET title = 'canary' WHERE id = " + rows.canary()));
    }

    /** Makes the target's rows what the source's are. */
    public void mend(Fault fault, RowNumbers rows) throws SQLException, InterruptedException {
        if (fault.plant() instanceof Plant.Refused refused) {
            site.atTarget(in(rows, refused.lift()));
        } else if (fault.plant() instanceof Plant.Swallowed swallowed) {
            site.atTarget(in(rows, swallowed.lift()));
        }
        if (!fault.mend().isEmpty()) {
            site.atSource(in(rows, fault.mend()));
            site.awaitMoved();
        }
        site.atTarget(List.of(TestTables.swallowNoMore("canary_" + rows.canary())));
        for (Map.Entry<String, String> touched : fault.touched().entrySet()) {
            copy(touched.getKey(), rows.in(touched.getValue()));
        }
        copy(TestTables.ITEM, "id = " + rows.canary());
    }

    private void copy(String table, String condition) throws SQLException {
        site.copyFromSource(table, condition);
        if (touches && table.equals(TestTables.ITEM)) {
            site.atSource(List.of("UPDATE faults.item SET grade = grade WHERE " + condition));
        }
    }

    private static List<String> in(RowNumbers rows, List<String> sql) {
        return sql.stream().map(rows::in).toList();
    }
}
