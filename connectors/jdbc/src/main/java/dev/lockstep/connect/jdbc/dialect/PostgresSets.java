/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.mapping.PostgresWire;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableTrait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes sets into PostgreSQL by the way that {@link PostgresRoute} chooses.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) which way a set goes makes no difference to the rows: all take the same bytes;
 *   <li>(B) a set that could not be copied straight into the table because a row was there is merged instead, and no
 *       later set of that table is tried straight;
 *   <li>(C) a staging table is empty before a set is copied into it.
 * </ul>
 */
final class PostgresSets implements SetWriter {
    /** Why a row of which the record holds a part only is refused, by whatever engine. */
    static final String NOT_THERE =
            "a row is not there, and the record holds change capture's placeholder in place of a"
                    + " value. Copy the table first, or set REPLICA IDENTITY FULL on the source table";

    private static final String UNIQUE_VIOLATION = "23505";

    private final PostgresRoute.Tuning tuning;
    private final BinaryCopy copy = new BinaryCopy();
    private final Set<TableId> withOldRows = new HashSet<>();
    // By their columns, not by shape: a table that is read again has new shapes and needs no new temporary tables.
    private final Map<String, String> stagingNames = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> filled = new HashSet<>();
    private Connection session;
    private boolean mayStage;

    PostgresSets(PostgresRoute.Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public void prepare(Connection connection, SetShape shape, int rows) throws SQLException {
        if (connection != session) {
            made.clear();
            filled.clear();
            stagingNames.clear();
            mayStage = mayStage(connection);
            session = connection;
        }
        // A set that is to go straight may need it too.
        if (mayStage && rows >= tuning.stagedFrom()) {
            PostgresStatements sql = new PostgresStatements(shape);
            String name = stagingName(sql);
            if (made.add(name)) {
                run(connection, sql.createStaging(name));
            }
        }
    }

    private String stagingName(PostgresStatements sql) {
        return stagingNames.computeIfAbsent(sql.stagingColumns(), none -> "lockstep_staging_" + stagingNames.size());
    }

    @Override
    public void ended(boolean committed) {
        filled.clear(); // the server empties them at every commit
        if (!committed) {
            made.clear();
        }
    }

    @Override
    public Optional<String> write(Connection connection, SetShape shape, List<? extends RowImage> rows)
            throws SQLException {
        PostgresRoute route = PostgresRoute.of(facts(shape, rows.size()), tuning);
        if (route == PostgresRoute.STRAIGHT_COPY) {
            if (copiedStraight(connection, shape, rows)) {
                return Optional.empty();
            }
            withOldRows.add(shape.table().id());
            route = PostgresRoute.of(facts(shape, rows.size()), tuning);
        }
        return route == PostgresRoute.STAGED_COPY ? merge(connection, shape, rows) : unnest(connection, shape, rows);
    }

    private PostgresRoute.Facts facts(SetShape shape, int rows) {
        boolean ownForms = true;
        for (int place = 0; place < shape.columns().size(); place++) {
            ownForms &= !shape.isText(place)
                    && PostgresWire.hasOwnForm(shape.columns().get(place).type());
        }
        return new PostgresRoute.Facts(
                rows,
                shape.action().inserts(),
                ownForms,
                !shape.table().has(TableTrait.TRIGGERS) && !shape.table().has(TableTrait.ROW_SECURITY),
                !withOldRows.contains(shape.table().id()),
                mayStage);
    }

    /** @return false when a row was there already; the transaction is then as it was */
    private boolean copiedStraight(Connection connection, SetShape shape, List<? extends RowImage> rows)
            throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            copy.run(
                    connection,
                    new PostgresStatements(shape).copyIntoTable(),
                    shape.columns().size(),
                    rows);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(savepoint);
            return false;
        }
        connection.releaseSavepoint(savepoint);
        return true;
    }

    private Optional<String> merge(Connection connection, SetShape shape, List<? extends RowImage> rows)
            throws SQLException {
        PostgresStatements sql = new PostgresStatements(shape);
        String name = stagingName(sql);
        if (!filled.add(name)) {
            run(connection, "TRUNCATE pg_temp." + PostgresDialect.quoted(name));
        }
        copy.run(connection, sql.copyIntoStaging(name), shape.columns().size(), rows);
        return execute(connection, shape, sql.fromStaging(name), rows);
    }

    private Optional<String> unnest(Connection connection, SetShape shape, List<? extends RowImage> rows)
            throws SQLException {
        return execute(connection, shape, new PostgresStatements(shape).fromArrays(), rows);
    }

    private Optional<String> execute(Connection connection, SetShape shape, String from, List<? extends RowImage> rows)
            throws SQLException {
        PostgresStatements sql = new PostgresStatements(shape);
        boolean update = shape.action() == Action.UPDATE_PRESENT || shape.action() == Action.UPDATE_ONLY;
        boolean count = update && sql.updatesNothing();
        boolean arrays = from.startsWith("unnest");
        try (PreparedStatement prepared =
                connection.prepareStatement(count ? sql.countPresent(from) : sql.write(from))) {
            if (arrays) {
                new BinaryArrays(rows)
                        .bind(connection, prepared, shape.columns().size(), sql::wire);
            }
            long found = count ? count(prepared) : prepared.executeLargeUpdate();
            return shape.action() == Action.UPDATE_PRESENT && found != rows.size()
                    ? Optional.of(NOT_THERE)
                    : Optional.empty();
        }
    }

    private static long count(PreparedStatement prepared) throws SQLException {
        try (ResultSet row = prepared.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean mayStage(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
