/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.planting;

import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.Plant;
import dev.lockstep.testbed.faults.corpus.RowNumbers;
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

    public Planter(Site site, Clock clock) {
        this.site = site;
        this.clock = clock;
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
            site.atTarget(in(rows, refused.rule()));
            site.atSource(in(rows, refused.source()));
            return clock.instant();
        }
        return plant instanceof Plant.SinkWith sink ? plant(sink, rows) : plant((Plant.CaptureOf) plant, rows);
    }

    private Instant plant(Plant.SinkWith sink, RowNumbers rows) throws SQLException, InterruptedException {
        Instant[] committed = new Instant[1];
        site.quietly(() -> {
            site.sinkWith(sink.settings());
            site.atSource(in(rows, sink.source()));
            committed[0] = clock.instant();
            site.awaitMoved();
            site.sinkWith(Map.of());
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

    /** Lets the target refuse an update, which every view sees: what was planted before it would be seen by then. */
    public void plantCanary(RowNumbers rows) throws SQLException {
        site.atTarget(List.of("ALTER TABLE faults.item ADD CONSTRAINT " + canary(rows) + " CHECK (id <> "
                + rows.canary() + " OR title <> 'canary') NOT VALID"));
        site.atSource(List.of("UPDATE faults.item SET title = 'canary' WHERE id = " + rows.canary()));
    }

    private static String canary(RowNumbers rows) {
        return "canary_" + rows.canary();
    }

    /** Makes the target's rows what the source's are. */
    public void mend(Fault fault, RowNumbers rows) throws SQLException, InterruptedException {
        if (fault.plant() instanceof Plant.Refused refused) {
            site.atTarget(in(rows, refused.lift()));
        }
        if (!fault.mend().isEmpty()) {
            site.atSource(in(rows, fault.mend()));
            site.awaitMoved();
        }
        site.atTarget(List.of("ALTER TABLE faults.item DROP CONSTRAINT IF EXISTS " + canary(rows)));
        for (Map.Entry<String, String> touched : fault.touched().entrySet()) {
            site.copyFromSource(touched.getKey(), rows.in(touched.getValue()));
        }
        site.copyFromSource(TestTables.ITEM, "id = " + rows.canary());
    }

    private static List<String> in(RowNumbers rows, List<String> sql) {
        return sql.stream().map(rows::in).toList();
    }
}
