/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.FailureKind;
import dev.lockstep.connect.jdbc.dialect.SetShape;
import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.dialect.SetWriter;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.sink.TargetWriter;
import dev.lockstep.connect.sink.WriteOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One database transaction, in which each set stands behind a savepoint of its own. After an outage the session is of
 * no more use and is dropped.
 */
final class JdbcTargetWriter implements TargetWriter<JdbcChange> {
    private final JdbcSession session;
    private final SetWriter sets;
    private final Connection connection;
    private boolean open = true;

    JdbcTargetWriter(JdbcSession session, SetWriter sets) {
        this.session = session;
        this.sets = sets;
        this.connection = session.connection();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Beginning a transaction", e);
        }
    }

    @Override
    public WriteOutcome write(List<JdbcChange> set) {
        SetShape shape = set.get(0).shape();
        if (shape.action() == Action.DELETE && shape.columns().isEmpty()) {
            return new WriteOutcome.Refused("A row of table " + shape.table().id() + " cannot be deleted: where every"
                    + " record is a row of its own there is no primary key to find it by. Leave deletes out with "
                    + BulkJdbcSinkConfig.DELETE_ENABLED + "=false");
        }
        try {
            sets.prepare(connection, shape, set.size());
            Savepoint savepoint = connection.setSavepoint();
            Optional<String> problem;
            try {
                problem = sets.write(connection, shape, set)
                        .map(reason -> shape.describe(set.size()) + " failed: " + reason);
            } catch (SQLException e) {
                if (SqlFailures.kind(e) != FailureKind.BAD_RECORD) {
                    throw e;
                }
                problem = Optional.of(SqlFailures.describe(shape.describe(set.size()), e));
            }
            if (problem.isPresent()) {
                connection.rollback(savepoint);
            }
            connection.releaseSavepoint(savepoint);
            return problem.<WriteOutcome>map(WriteOutcome.Refused::new).orElseGet(WriteOutcome.Written::new);
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal(shape.describe(set.size()), e);
        }
    }

    @Override
    public void commit() {
        try {
            connection.commit();
            open = false;
            sets.ended(true);
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (SqlFailures.kind(e) == FailureKind.BAD_RECORD) {
                throw new ConnectException(SqlFailures.describe("Committing", e)
                        + ". A deferred constraint refuses some row of the transaction and does not say which. Make"
                        + " the constraint NOT DEFERRABLE, so that the row can be found and reported");
            }
            throw SqlFailures.outageOrFatal("Committing", e);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                sets.ended(false);
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                session.drop(); // the server rolls back what it has of a lost session
            }
        }
    }
}
