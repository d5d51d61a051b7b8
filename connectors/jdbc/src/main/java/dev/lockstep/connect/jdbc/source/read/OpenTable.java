/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.lane.PageQuery;
import dev.lockstep.connect.jdbc.source.lane.Paging;
import dev.lockstep.connect.jdbc.source.lane.PollStart;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** A table with all that reading its pages takes. Immutable and thread-safe. */
final class OpenTable {
    private static final long FETCH_BYTES = 2 << 20;
    private static final int MIN_FETCH_ROWS = 20;
    private static final int MAX_FETCH_ROWS = 5_000;

    private final TableWork work;
    private final RowRecords records;
    private final TableFacts facts;
    private final Paging paging;
    private final SourceDialect dialect;
    private final Optional<PollStart> polling;

    private OpenTable(
            TableWork work,
            RowRecords records,
            TableFacts facts,
            Paging paging,
            SourceDialect dialect,
            Optional<PollStart> polling) {
        this.work = work;
        this.records = records;
        this.facts = facts;
        this.paging = paging;
        this.dialect = dialect;
        this.polling = polling;
    }

    /**
     * @param polled the first of the polled columns; empty when the table is not polled
     * @throws ConnectException when the table is no longer the one that was planned
     */
    static OpenTable open(
            TableWork work,
            RowRecords records,
            TableFacts facts,
            SourceDialect dialect,
            Optional<PositionColumn> polled) {
        Optional<PollStart> polling =
                polled.map(column -> new PollStart(column, work.plan().pollFrom()));
        return new OpenTable(work, records, facts, paging(work, records, facts, dialect), dialect, polling);
    }

    private static Paging paging(TableWork work, RowRecords records, TableFacts facts, SourceDialect dialect) {
        TablePlan plan = work.plan();
        return switch (plan.kind()) {
            case BLOCKS -> Paging.BLOCKS;
            case WHOLE -> Paging.WHOLE;
            case KEYS -> {
                Paging paging = dialect.paging(facts, positionKey(records), false);
                if (!paging.names().equals(plan.columns())) {
                    throw new ConnectException("Table " + work.name() + ": the key has changed since the lanes were"
                            + " planned. Expected " + plan.columns() + ", found " + paging.names()
                            + ". Stop the connector and delete its offsets of this table to read it anew");
                }
                yield paging;
            }
        };
    }

    /** The key, where it can tell rows apart. */
    static List<KeyColumn> positionKey(RowRecords records) {
        return records.keyIsUnique() ? records.key() : List.of();
    }

    TableWork work() {
        return work;
    }

    RowRecords records() {
        return records;
    }

    Paging paging() {
        return paging;
    }

    TableFacts facts() {
        return facts;
    }

    SourceDialect dialect() {
        return dialect;
    }

    /** The pages by these columns. */
    PageQuery pages(List<PositionColumn> columns) {
        Optional<String> filter = work.settings().filter();
        return new PageQuery(dialect, dialect.from(facts), records.expressions(), columns, filter);
    }

    /** The pages by these columns, without what polling reads. */
    PageQuery lanePages(List<PositionColumn> columns) {
        PageQuery pages = pages(columns);
        return polling.map(pages::before).orElse(pages);
    }

    /** Where the position is in a row of those pages. */
    int[] places(List<PositionColumn> columns) {
        return PageQuery.places(records.expressions(), columns);
    }

    static List<String> position(ResultSet row, int[] places) throws SQLException {
        List<String> position = new ArrayList<>(places.length);
        for (int place : places) {
            position.add(row.getString(place));
        }
        return position;
    }

    /** What the driver is told to fetch at once: anything but 0 makes every one of them stream. */
    int fetchRows() {
        return (int) Math.max(MIN_FETCH_ROWS, Math.min(MAX_FETCH_ROWS, FETCH_BYTES / facts.wholeRowBytes()));
    }
}
