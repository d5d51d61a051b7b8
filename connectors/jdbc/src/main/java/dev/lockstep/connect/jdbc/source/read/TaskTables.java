/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.PositionColumn;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.lane.TableSettings.PollColumns;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RecordSettings;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/** The tables of a database as records, each asked of the catalogue when it is first needed. Thread-safe. */
public final class TaskTables {
    private final SourceDatabase database;
    private final SourceCatalog catalog;
    private final SourceDialect dialect;
    private final Horizon horizon;
    private final TableOpener opener;
    private final Function<TableName, RecordSettings> settings;
    private final Map<TableName, OpenTable> open = new ConcurrentHashMap<>();

    public TaskTables(SourceDatabase database, TableOpener opener, Function<TableName, RecordSettings> settings) {
        this.database = database;
        this.catalog = SourceCatalog.of(database.engine());
        this.dialect = SourceDialect.of(database.engine());
        this.horizon = new Horizon(database.engine());
        this.opener = opener;
        this.settings = settings;
    }

    DatabaseEngine engine() {
        return database.engine();
    }

    SourceCatalog catalog() {
        return catalog;
    }

    SourceDialect dialect() {
        return dialect;
    }

    Horizon horizon() {
        return horizon;
    }

    OpenTable open(Session session, TableWork work) throws SQLException, InterruptedException {
        OpenTable known = open.get(work.name());
        if (known != null) {
            return known;
        }
        TableFacts facts = catalog.facts(session, work.name())
                .orElseThrow(() -> new ConnectException("Table " + work.name()
                        + " is gone. Leave it out with table.exclude.list, or restart the connector"));
        OpenTable opened = OpenTable.open(work, records(session, work.name()), facts, dialect, polled(session, work));
        // Two threads may have asked: they got the same, but schemas must be one object.
        OpenTable first = open.putIfAbsent(work.name(), opened);
        return first == null ? opened : first;
    }

    private Optional<PositionColumn> polled(Session session, TableWork work) throws SQLException, InterruptedException {
        Optional<PollColumns> poll = work.settings().poll();
        return poll.isEmpty()
                ? Optional.empty()
                : Optional.of(PollLane.polled(
                        session, catalog, dialect, work.name(), poll.get().first()));
    }

    /** How rows of the table become records. */
    public RowRecords records(Session session, TableName name) throws SQLException {
        TableName inCatalog = database.engine() == DatabaseEngine.POSTGRES ? name : new TableName("", name.table());
        RowRecords records = opener.open(session.connection(), database.engine(), inCatalog, settings.apply(name));
        if (!session.connection().getAutoCommit()) {
            session.connection().commit();
        }
        return records;
    }
}
