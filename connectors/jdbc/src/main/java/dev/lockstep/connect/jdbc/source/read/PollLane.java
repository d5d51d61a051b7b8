/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.PageQuery;
import dev.lockstep.connect.jdbc.source.lane.PlanKind;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.lane.TableSettings.PollColumns;
import dev.lockstep.connect.jdbc.source.record.RowOrigin;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Reads rows that are new, or changed, by columns that grow: see {@link Horizon} for why it waits before it reads.
 *
 * <p>Rows come in the order of the polled columns, and within equal values in that of the key, which makes a position of
 * every row. A row whose polled column is NULL is never found.
 */
public final class PollLane implements LaneReader {
    private static final Duration AWAITING = Duration.ofMillis(100);
    private static final Duration NOT_YET = Duration.ofMillis(500);

    /** What happens at the next step. */
    private enum Phase {
        LOOK,
        MARK,
        AWAIT,
        READ
    }

    private final TaskTables tables;
    private final TableWork work;
    private final SourcePartition partition;
    private final Map<String, String> partitionMap;
    private final SnapshotLane.Sink sink;
    private final Horizon horizon;
    private final InstantSource clock;
    private final Duration interval;
    private final Duration lag;
    private final BooleanSupplier mayBegin;
    private LaneOffset offset;
    private Phase phase = Phase.LOOK;
    private Optional<String> limit = Optional.empty();
    private Optional<String> read = Optional.empty();
    private Optional<String> mark = Optional.empty();

    /** @param mayBegin whether the table's lanes are all done: an older version of a row must not come after a newer one */
    public PollLane(
            TaskTables tables,
            TableWork work,
            SourcePartition partition,
            LaneOffset offset,
            SnapshotLane.Sink sink,
            InstantSource clock,
            Pace pace,
            BooleanSupplier mayBegin) {
        this.tables = tables;
        this.work = work;
        this.partition = partition;
        this.partitionMap = partition.toMap();
        this.offset = offset.position().isEmpty() && work.plan().pollFrom().isPresent()
                ? offset.at(List.of(work.plan().pollFrom().get()), 0)
                : offset;
        this.sink = sink;
        this.horizon = tables.horizon();
        this.clock = clock;
        this.interval = pace.interval();
        this.lag = pace.lag();
        this.mayBegin = mayBegin;
    }

    /**
     * How often it looks, and how long it lets pass.
     *
     * @param lag see {@link Horizon}
     */
    public record Pace(Duration interval, Duration lag) {}

    @Override
    public String description() {
        return "polling table " + work.name();
    }

    @Override
    public Optional<Duration> step(Session session) throws SQLException, InterruptedException {
        if (!mayBegin.getAsBoolean()) {
            return Optional.of(NOT_YET);
        }
        OpenTable table = tables.open(session, work);
        return Optional.of(
                switch (phase) {
                    case LOOK -> look(session, table);
                    case MARK -> mark(session);
                    case AWAIT -> await(session);
                    case READ -> readPage(session, table);
                });
    }

    private Duration look(Session session, OpenTable table) throws SQLException, InterruptedException {
        PositionColumn first = columns(session, table).get(0);
        Optional<String> greatest = greatest(session, table.dialect(), table.facts(), first);
        if (greatest.isEmpty() || greatest.equals(read)) {
            return interval;
        }
        limit = greatest;
        phase = Phase.MARK;
        return lag;
    }

    private Duration mark(Session session) throws SQLException, InterruptedException {
        mark = horizon.mark(session);
        phase = mark.isPresent() ? Phase.AWAIT : Phase.READ;
        return Duration.ZERO;
    }

    private Duration await(Session session) throws SQLException, InterruptedException {
        if (!horizon.passed(session, mark.orElseThrow())) {
            return AWAITING;
        }
        phase = Phase.READ;
        return Duration.ZERO;
    }

    private Duration readPage(Session session, OpenTable table) throws SQLException, InterruptedException {
        List<PositionColumn> columns = columns(session, table);
        PageQuery query = table.pages(columns);
        int[] places = table.places(columns);
        // Without a key equal values have no order, so all up to the limit is one page and one chunk's end.
        boolean resumable = isResumable(table);
        int pageRows = resumable ? work.settings().pageRows() : Integer.MAX_VALUE;
        RowOrigin origin = new RowOrigin(clock.instant(), false);
        PreparedSql sql = query.upTo(offset.position(), limit.orElseThrow(), pageRows);
        Optional<List<String>> before = offset.position();
        LaneOffset start = offset;
        boolean last = session.query(sql, table.fetchRows(), rows -> {
            ChunkBuilder builder = new ChunkBuilder(table, partition, partitionMap, start);
            List<String> position = List.of();
            int count = 0;
            while (rows.next()) {
                builder.add(rows, origin);
                position = OpenTable.position(rows, places);
                count++;
                if (builder.isFull()) {
                    checkAdvanced(before, position);
                    emit(resumable ? builder.at(position) : builder.between());
                }
            }
            if (count > 0 && (!resumable || !builder.isEmpty())) {
                checkAdvanced(before, position);
                emit(builder.at(position));
            }
            return count < pageRows;
        });
        sink.counters().page();
        if (!last) {
            return Duration.ZERO;
        }
        read = limit;
        phase = Phase.LOOK;
        return interval;
    }

    private boolean isResumable(OpenTable table) {
        return work.settings().poll().orElseThrow().incrementing().isPresent()
                || !keyColumns(table).isEmpty();
    }

    private void checkAdvanced(Optional<List<String>> before, List<String> position) {
        if (before.isPresent() && before.get().equals(position)) {
            throw new ConnectException("Polling table " + work.name() + ": a page did not get behind the position it"
                    + " began at. The polled column must keep every digit as a text");
        }
    }

    private void emit(Chunk chunk) throws InterruptedException {
        sink.put(chunk);
        offset = chunk.after();
    }

    private List<PositionColumn> columns(Session session, OpenTable table) throws SQLException, InterruptedException {
        PollColumns polled = work.settings().poll().orElseThrow();
        List<PositionColumn> columns = new ArrayList<>();
        columns.add(polled(session, tables.catalog(), tables.dialect(), work.name(), polled.first()));
        if (polled.timestamp().isPresent()) {
            if (polled.incrementing().isPresent()) {
                String column = polled.incrementing().get();
                columns.add(polled(session, tables.catalog(), tables.dialect(), work.name(), column));
            } else {
                columns.addAll(keyColumns(table));
            }
        }
        return columns;
    }

    private static List<PositionColumn> keyColumns(OpenTable table) {
        return table.dialect()
                .byKey(OpenTable.positionKey(table.records()))
                .filter(paging -> paging.kind() == PlanKind.KEYS)
                .map(paging -> paging.columns())
                .orElse(List.of());
    }

    /** @throws ConnectException when there is no such column or its values have no exact text */
    static PositionColumn polled(
            Session session, SourceCatalog catalog, SourceDialect dialect, TableName table, String column)
            throws SQLException, InterruptedException {
        return catalog.column(session, table, column)
                .flatMap(dialect::position)
                .orElseThrow(() -> new ConnectException("Table " + table + " has no column \"" + column
                        + "\" that can be polled. Change poll.timestamp.column or poll.incrementing.column, or the"
                        + " override of this table"));
    }

    /** The greatest value that can be seen; empty without rows. */
    static Optional<String> greatest(Session session, SourceDialect dialect, TableFacts facts, PositionColumn column)
            throws SQLException, InterruptedException {
        PageQuery query = new PageQuery(
                dialect,
                dialect.from(facts),
                List.of(column.text().orElse(column.sql())),
                List.of(column),
                Optional.of(column.sql() + " IS NOT NULL"));
        return session.query(query.greatest(), 0, row -> row.next() ? Optional.of(row.getString(1)) : Optional.empty());
    }
}
