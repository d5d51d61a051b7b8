/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.Cuts;
import dev.lockstep.connect.jdbc.source.lane.LaneBounds;
import dev.lockstep.connect.jdbc.source.lane.PageQuery;
import dev.lockstep.connect.jdbc.source.lane.Paging;
import dev.lockstep.connect.jdbc.source.lane.PlanKind;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.lane.TableSettings;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Parts a table into lanes, once. The database says where: it alone knows the order of its keys. Keys of integers are cut
 * into equal strides where they lie densely; all others at keys of a sample, which costs one walk through the index at
 * most. The user's condition does not count: it moves no bound, it only leaves lanes less even.
 */
public final class TablePlanner {
    private static final int SAMPLES_PER_LANE = 200;
    private static final long WALKED_AT_MOST = 200_000;
    private static final double ALL = 100;

    private final SourceDatabase database;
    private final Horizon horizon;
    private final SourceCatalog catalog;
    private final SourceDialect dialect;

    public TablePlanner(SourceDatabase database) {
        this.database = database;
        this.horizon = new Horizon(database.engine());
        this.catalog = SourceCatalog.of(database.engine());
        this.dialect = SourceDialect.of(database.engine());
    }

    /**
     * A plan that does not say yet {@linkplain #mark what its lanes must wait for}.
     *
     * @param snapshot whether the table is to be read as a whole; otherwise it has one lane, and none to read
     */
    public TablePlan plan(
            Session session, TableName table, RowRecords records, TableSettings settings, boolean snapshot)
            throws SQLException, InterruptedException {
        TableFacts facts = catalog.facts(session, table)
                .orElseThrow(() -> new ConnectException("Table " + table + " is gone. Restart the connector"));
        if (!snapshot) {
            return TablePlan.of(PlanKind.WHOLE, List.of(), List.of(), facts.rows());
        }
        Paging paging = dialect.paging(facts, OpenTable.positionKey(records), settings.preferBlocks());
        int lanes = Cuts.lanes(settings.lanes(), facts.rows());
        TablePlan plan = TablePlan.of(paging.kind(), paging.names(), cuts(session, facts, paging, lanes), facts.rows());
        if (settings.poll().isEmpty()) {
            return plan;
        }
        PositionColumn polled = PollLane.polled(
                session, catalog, dialect, table, settings.poll().get().first());
        return plan.pollingFrom(PollLane.greatest(session, dialect, facts, polled));
    }

    /**
     * The transactions that must have ended before lanes of polled tables that were planned until now may begin: see
     * {@link Horizon}. A transaction that is marked too much only makes the lanes wait.
     */
    public Optional<String> mark(Session session, Duration lag) throws SQLException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(lag.toMillis());
        return horizon.mark(session);
    }

    /**
     * A plan by the key alone, whatever else the engine could read the table by.
     *
     * @param lanes the most there may be
     * @return empty when the key cannot tell where a reader is, or the table is gone
     */
    public Optional<TablePlan> planByKey(Session session, TableName table, List<KeyColumn> key, int lanes)
            throws SQLException, InterruptedException {
        Optional<TableFacts> facts = catalog.facts(session, table);
        Optional<Paging> paging = dialect.byKey(key);
        if (facts.isEmpty() || paging.isEmpty()) {
            return Optional.empty();
        }
        long rows = facts.get().rows();
        List<List<String>> cuts = cuts(session, facts.get(), paging.get(), Cuts.lanes(lanes, rows));
        return Optional.of(TablePlan.of(PlanKind.KEYS, paging.get().names(), cuts, rows));
    }

    private List<List<String>> cuts(Session session, TableFacts facts, Paging paging, int lanes)
            throws SQLException, InterruptedException {
        if (lanes < 2) {
            return List.of();
        }
        return switch (paging.kind()) {
            case WHOLE -> List.of();
            case BLOCKS -> Cuts.strides(BigInteger.ZERO, BigInteger.valueOf(Math.max(1, facts.blocks()) - 1), lanes);
            case KEYS ->
                paging.integers()
                        ? ofIntegers(session, facts, paging, lanes)
                        : Cuts.ofSample(sample(session, facts, paging, lanes), lanes);
        };
    }

    private List<List<String>> ofIntegers(Session session, TableFacts facts, Paging paging, int lanes)
            throws SQLException, InterruptedException {
        String column = paging.columns().get(0).sql();
        String sql = "SELECT min(" + column + "), max(" + column + ") FROM " + dialect.from(facts);
        List<BigInteger> ends = session.query(new PreparedSql(sql, List.of()), 0, row -> {
            row.next();
            String min = row.getString(1);
            return min == null ? List.<BigInteger>of() : List.of(new BigInteger(min), new BigInteger(row.getString(2)));
        });
        if (ends.isEmpty()) {
            return List.of();
        }
        return Cuts.isDense(ends.get(0), ends.get(1), facts.rows())
                ? Cuts.strides(ends.get(0), ends.get(1), lanes)
                : Cuts.ofSample(sample(session, facts, paging, lanes), lanes);
    }

    private List<List<String>> sample(Session session, TableFacts facts, Paging paging, int lanes)
            throws SQLException, InterruptedException {
        return database.engine() == DatabaseEngine.POSTGRES && facts.rows() > WALKED_AT_MOST
                ? sampledBlocks(session, facts, paging, lanes)
                : walked(session, facts, paging, lanes);
    }

    /** The keys of some blocks, put in order by the database. */
    private List<List<String>> sampledBlocks(Session session, TableFacts facts, Paging paging, int lanes)
            throws SQLException, InterruptedException {
        double percent = Math.min(ALL, ALL * SAMPLES_PER_LANE * lanes / facts.rows());
        String from = dialect.from(facts) + " TABLESAMPLE SYSTEM (" + String.format(Locale.ROOT, "%.6f", percent) + ")";
        PageQuery query = new PageQuery(dialect, from, texts(paging), List.copyOf(paging.columns()), Optional.empty());
        PreparedSql sql = query.page(LaneBounds.WHOLE, Optional.empty(), Integer.MAX_VALUE);
        int width = paging.columns().size();
        return session.query(sql, 0, rows -> {
            List<List<String>> keys = new ArrayList<>();
            while (rows.next()) {
                keys.add(key(rows, width));
            }
            return keys;
        });
    }

    /** Every so many keys, each found from the one before: one walk through the index in all. */
    private List<List<String>> walked(Session session, TableFacts facts, Paging paging, int lanes)
            throws SQLException, InterruptedException {
        PageQuery query = new PageQuery(
                dialect, dialect.from(facts), texts(paging), List.copyOf(paging.columns()), Optional.empty());
        int width = paging.columns().size();
        long step = Math.max(1, facts.rows() / lanes);
        List<List<String>> keys = new ArrayList<>();
        Optional<List<String>> last = Optional.empty();
        for (int lane = 0; lane < lanes; lane++) {
            PreparedSql next = query.page(LaneBounds.WHOLE, last, 1);
            // The first is the least key of all: it stands for the lane without a lower bound.
            String sql = next.sql() + " OFFSET " + (lane == 0 ? 0 : step - 1);
            last = session.query(
                    new PreparedSql(sql, next.parameters()),
                    0,
                    rows -> rows.next() ? Optional.of(key(rows, width)) : Optional.empty());
            if (last.isEmpty()) {
                break;
            }
            keys.add(last.get());
        }
        return keys;
    }

    private static List<String> texts(Paging paging) {
        return paging.columns().stream()
                .map(column -> column.text().orElse(column.sql()))
                .toList();
    }

    private static List<String> key(ResultSet row, int width) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            key.add(row.getString(i));
        }
        return key;
    }
}
