/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.lane.BlockPosition;
import dev.lockstep.connect.jdbc.source.lane.LaneBounds;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.PageQuery;
import dev.lockstep.connect.jdbc.source.lane.PollStart;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.record.RowOrigin;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of one lane once, a page at each step; of a table that is polled too, those that polling will not read:
 * see {@link PollStart}.
 */
public final class SnapshotLane implements LaneReader {
    private static final Logger log = LoggerFactory.getLogger(SnapshotLane.class);
    private static final Duration AWAITING = Duration.ofMillis(250);

    /** The rows of some blocks are put in order, so what is read at once is kept small. */
    private static final int BLOCK_PAGE_ROWS = 2_000;

    private static final long BLOCK_BYTES = 8_192;
    private static final long MAX_BLOCKS = 128;
    private static final BlockPosition FIRST_BLOCK = new BlockPosition(0, OptionalInt.empty());

    private final TaskTables tables;
    private final TableWork work;
    private final LaneBounds bounds;
    private final SourcePartition partition;
    private final Map<String, String> partitionMap;
    private final Sink sink;
    private final Horizon horizon;
    private final InstantSource clock;
    private LaneOffset offset;
    private boolean awaiting;

    /** Where chunks go. */
    public record Sink(ChunkQueue queue, ReadCounters counters) {
        void put(Chunk chunk) throws InterruptedException {
            queue.put(chunk);
            counters.emitted(chunk);
        }
    }

    public SnapshotLane(
            TaskTables tables,
            TableWork work,
            LaneBounds bounds,
            SourcePartition partition,
            LaneOffset offset,
            Sink sink,
            InstantSource clock) {
        this.tables = tables;
        this.work = work;
        this.bounds = bounds;
        this.partition = partition;
        this.partitionMap = partition.toMap();
        this.offset = offset;
        this.sink = sink;
        this.horizon = tables.horizon();
        this.clock = clock;
        this.awaiting = work.plan().awaited().isPresent() && offset.equals(LaneOffset.START);
    }

    @Override
    public String description() {
        // The bounds are values of the key, so they are not said.
        return "a lane of table " + work.name();
    }

    @Override
    public Optional<Duration> step(Session session) throws SQLException, InterruptedException {
        if (awaiting) {
            if (!horizon.passed(session, work.plan().awaited().orElseThrow())) {
                return Optional.of(AWAITING);
            }
            awaiting = false;
        }
        OpenTable table = tables.open(session, work);
        switch (table.paging().kind()) {
            case KEYS -> readPage(session, table);
            case BLOCKS -> readBlocks(session, table);
            case WHOLE -> readWhole(session, table);
        }
        sink.counters().page();
        if (offset.done()) {
            log.info("Read {} rows, the whole of {}", offset.rows(), description());
        }
        return offset.done() ? Optional.empty() : Optional.of(Duration.ZERO);
    }

    private void readPage(Session session, OpenTable table) throws SQLException, InterruptedException {
        List<PositionColumn> columns = table.paging().columns();
        PageQuery query = table.lanePages(columns);
        int[] places = table.places(columns);
        int pageRows = work.settings().pageRows();
        Optional<List<String>> before = offset.position();
        RowOrigin origin = new RowOrigin(clock.instant(), false);
        PreparedSql sql = query.page(bounds, before, pageRows);
        boolean last = session.query(sql, table.fetchRows(), rows -> {
            ChunkBuilder builder = new ChunkBuilder(table, partition, partitionMap, offset);
            int read = 0;
            while (rows.next()) {
                builder.add(rows, origin);
                read++;
                if (read == pageRows || builder.isFull()) {
                    List<String> position = OpenTable.position(rows, places);
                    checkAdvanced(before, position);
                    emit(builder.at(position));
                }
            }
            if (read < pageRows) {
                emit(builder.last());
            }
            return read < pageRows;
        });
        if (last != offset.done()) {
            throw new IllegalStateException("A page ended and the lane did not notice");
        }
    }

    /** Whether a row lies behind the position is for the database to say; that it is another row can be said here. */
    private void checkAdvanced(Optional<List<String>> before, List<String> position) {
        if (before.isPresent() && before.get().equals(position)) {
            throw new ConnectException("Reading table " + work.name() + ": a page did not get behind the position it"
                    + " began at, so the values of key columns " + work.plan().columns()
                    + " do not keep their order as texts. Set lanes.by=blocks for this table (PostgreSQL), or leave it"
                    + " out");
        }
    }

    private void readBlocks(Session session, OpenTable table) throws SQLException, InterruptedException {
        BlockPosition from =
                offset.position().or(bounds::from).map(BlockPosition::of).orElse(FIRST_BLOCK);
        long end = bounds.to().isPresent()
                ? BlockPosition.of(bounds.to().get()).block()
                : tables.catalog()
                        .facts(session, work.name())
                        .map(facts -> facts.blocks())
                        .orElse(0L);
        if (from.block() >= end) {
            emit(new ChunkBuilder(table, partition, partitionMap, offset).last());
            return;
        }
        long rowsPerBlock = Math.max(1, BLOCK_BYTES / table.facts().bytesPerRow());
        long wanted = Math.min(BLOCK_PAGE_ROWS, work.settings().pageRows()) / rowsPerBlock;
        long to = Math.min(end, from.block() + Math.max(1, Math.min(MAX_BLOCKS, wanted)));
        RowOrigin origin = new RowOrigin(clock.instant(), false);
        List<PositionColumn> columns = List.of(PageQuery.ROW_IN_BLOCK);
        int place = table.places(columns)[0];
        PreparedSql sql = table.lanePages(columns).blocks(from, to);
        session.query(sql, table.fetchRows(), rows -> {
            ChunkBuilder builder = new ChunkBuilder(table, partition, partitionMap, offset);
            while (rows.next()) {
                builder.add(rows, origin);
                if (builder.isFull()) {
                    emit(builder.at(BlockPosition.ofRow(rows.getString(place)).texts()));
                }
            }
            emit(builder.at(new BlockPosition(to, OptionalInt.empty()).texts()));
            return true;
        });
    }

    /** A lane without a position begins at its beginning each time. */
    private void readWhole(Session session, OpenTable table) throws SQLException, InterruptedException {
        RowOrigin origin = new RowOrigin(clock.instant(), false);
        PreparedSql sql = table.lanePages(List.of()).whole();
        session.query(sql, table.fetchRows(), rows -> {
            ChunkBuilder builder = new ChunkBuilder(table, partition, partitionMap, LaneOffset.START);
            while (rows.next()) {
                builder.add(rows, origin);
                if (builder.isFull()) {
                    emit(builder.between());
                }
            }
            emit(builder.last());
            return true;
        });
    }

    private void emit(Chunk chunk) throws InterruptedException {
        sink.put(chunk);
        offset = chunk.after();
    }
}
