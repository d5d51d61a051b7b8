/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.jdbc.observe.TableScan.Turn;
import dev.lockstep.connect.jdbc.source.lane.KeyTexts;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.read.LaneReader;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.read.TablePlanner;
import dev.lockstep.connect.observe.LaneProgress;
import dev.lockstep.connect.observe.ObserverPartition;
import dev.lockstep.connect.observe.Pace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one lane of a table over and over, a page at each step; the first lane also parts the table anew for each epoch.
 *
 * <p><b>K (key order)</b> pages follow one another in the order of the key, which the database knows, each from behind
 * the last key of the one before. So a key that a page does not hold, though it lies between the keys before and behind it, was not
 * there at the page's position; rows that move inside the table's file do not matter.
 */
final class ScanLane implements LaneReader {
    private static final Logger log = LoggerFactory.getLogger(ScanLane.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration NO_POSITION = Duration.ofSeconds(1);

    /** What all lanes of a task share. */
    record Shared(
            ObservedTables tables,
            TablePlanner planner,
            BoundedReads reads,
            CaughtUp caughtUp,
            ObserverOutput output,
            Pace pace,
            int pageRows,
            int lanes) {}

    /** What a page holds and comes to, and where it ends. */
    private record Found(List<Row> rows, List<Aggregate> aggregates, Optional<String> position, boolean last) {}

    private final Shared shared;
    private final TableScan scan;
    private final int lane;
    private final ObserverPartition partition;

    ScanLane(Shared shared, TableScan scan, int lane) {
        this.shared = shared;
        this.scan = scan;
        this.lane = lane;
        this.partition = ObserverPartition.lane(scan.topic(), lane);
    }

    @Override
    public String description() {
        return "lane " + lane + " of the table of data topic " + scan.topic();
    }

    @Override
    public Optional<Duration> step(Session session) throws SQLException, InterruptedException {
        ObservedTable table = shared.tables().open(session, scan.topic());
        if (lane == 0 && scan.isOver()) {
            Duration wait = scan.untilNext();
            if (!wait.isZero()) {
                return Optional.of(wait.compareTo(IDLE) < 0 ? wait : IDLE);
            }
            if (!shared.caughtUp().with(session, scan.topic())) {
                return Optional.of(NO_POSITION);
            }
            begin(session, table);
        }
        Optional<Turn> turn = scan.turn(lane);
        if (turn.isEmpty()) {
            return Optional.of(IDLE);
        }
        if (!fits(table, turn.get())) {
            int epoch = turn.get().progress().epoch();
            log.warn("The key of table {} is another than when epoch {} began; a new one begins", name(table), epoch);
            scan.abandon(epoch);
            return Optional.of(IDLE);
        }
        return Optional.of(page(session, table, turn.get()));
    }

    private static Object name(ObservedTable table) {
        return table.facts().name();
    }

    private void begin(Session session, ObservedTable table) throws SQLException, InterruptedException {
        TablePlan plan = shared.planner()
                .planByKey(session, table.facts().name(), table.key(), shared.lanes())
                .orElseThrow(() -> new ConnectException("Table " + name(table) + " is gone. Leave its topic out"));
        scan.begin(plan);
        log.info(
                "Epoch {} of table {} begins, {} lanes",
                scan.epoch(),
                name(table),
                plan.lanes().size());
    }

    private static boolean fits(ObservedTable table, Turn turn) {
        return turn.columns()
                .equals(table.positions().stream().map(PositionColumn::name).toList());
    }

    private Duration page(Session session, ObservedTable table, Turn turn) throws SQLException, InterruptedException {
        LaneProgress before = turn.progress();
        PreparedSql sql = table.pages().page(turn.bounds(), before.position().map(KeyTexts::decode), shared.pageRows());
        Optional<Reading<Optional<Found>>> reading = shared.reads()
                .read(
                        session,
                        scan.topic(),
                        lo -> table.isCurrent(session) ? Optional.of(found(session, table, sql)) : Optional.empty());
        if (reading.isEmpty()) {
            return NO_POSITION;
        }
        if (reading.get().value().isEmpty()) {
            log.info("The columns of table {} have changed", name(table));
            shared.tables().forget(table);
            return Duration.ofMillis(1);
        }
        Found found = reading.get().value().get();
        Bounds bounds = reading.get().bounds();
        LaneProgress after = before.adding(found.aggregates());
        Scan of = new Scan(before.epoch(), lane, turn.epochLanes());
        if (!found.rows().isEmpty()) {
            String position = found.position().orElseThrow();
            if (before.position().equals(Optional.of(position))) {
                throw new ConnectException(
                        "Reading table " + name(table) + ": a page did not get behind the position it"
                                + " began at, so the values of its key do not keep their order as texts. Leave its topic out");
            }
            after = after.behind(position, found.rows().size(), bounds);
            shared.output()
                    .rows(
                            table,
                            partition,
                            reading.get(),
                            Optional.of(of),
                            found.rows(),
                            before.toMap(),
                            after.toMap());
        }
        if (found.last()) {
            Bounds whole = after.bounds(bounds);
            after = after.end(0, bounds);
            shared.output()
                    .say(
                            partition,
                            after.toMap(),
                            new LaneEnd(scan.topic(), of, whole, after.rows(), after.aggregates()));
        }
        if (scan.advance(lane, after)) {
            shared.output().counters().epoch();
            log.info("Epoch {} of table {} has ended", before.epoch(), name(table));
        }
        Duration pause = shared.pace().after(found.rows().size());
        // A lane that has ended lets other tables' lanes come first.
        return found.last() && pause.isZero() ? Duration.ofMillis(1) : pause;
    }

    private Found found(Session session, ObservedTable table, PreparedSql sql)
            throws SQLException, InterruptedException {
        return session.query(sql, fetchRows(table), result -> {
            ColumnSums sums = table.sums();
            ObservedTable.Rows maker = table.rows(sums);
            List<Row> rows = new ArrayList<>();
            Optional<String> position = Optional.empty();
            while (result.next()) {
                rows.add(maker.row(result));
                position = Optional.of(KeyTexts.encode(table.position(result)));
            }
            return new Found(rows, sums.sums(), position, rows.size() < shared.pageRows());
        });
    }

    private static int fetchRows(ObservedTable table) {
        return (int) Math.max(20, Math.min(5_000, (2L << 20) / table.facts().wholeRowBytes()));
    }
}
