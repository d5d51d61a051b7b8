/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.FailureKind;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.sink.TargetWriter;
import dev.lockstep.connect.sink.WriteOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One database transaction, in which each set stands behind a savepoint of its own. After an outage the session is of
 * no more use and is dropped.
 */
final class JdbcTargetWriter implements TargetWriter<JdbcChange> {
    private final JdbcSession session;
    private final Connection connection;
    private boolean open = true;

    JdbcTargetWriter(JdbcSession session) {
        this.session = session;
        this.connection = session.connection();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Beginning a transaction", e);
        }
    }

    @Override
    public WriteOutcome write(List<JdbcChange> set) {
        SetStatement statement = set.get(0).statement();
        String action =
                (statement.isDelete() ? "Deleting " : "Upserting ") + set.size() + " row(s) of " + statement.table();
        try {
            Savepoint savepoint = connection.setSavepoint();
            try {
                execute(statement, set);
                connection.releaseSavepoint(savepoint);
                return new WriteOutcome.Written();
            } catch (SQLException e) {
                if (SqlFailures.kind(e) != FailureKind.BAD_RECORD) {
                    throw e;
                }
                connection.rollback(savepoint);
                return new WriteOutcome.Refused(SqlFailures.describe(action, e));
            }
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal(action, e);
        }
    }

    private void execute(SetStatement statement, List<JdbcChange> set) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            for (int column = 0; column < statement.columns(); column++) {
                String[] texts = new String[set.size()];
                for (int row = 0; row < texts.length; row++) {
                    texts[row] = set.get(row).texts().get(column);
                }
                prepared.setArray(column + 1, connection.createArrayOf("text", texts));
            }
            prepared.executeUpdate();
        }
    }

    @Override
    public void commit() {
        try {
            connection.commit();
            open = false;
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
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                session.drop(); // the server rolls back what it has of a lost session
            }
        }
    }
}
