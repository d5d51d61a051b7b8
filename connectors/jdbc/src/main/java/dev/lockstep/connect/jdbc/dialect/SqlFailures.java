/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.sink.TargetUnavailableException;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns a driver's exception into ours.
 *
 * <p>The server's message and detail quote row values, so neither they nor the exception itself go further: what is
 * said is the SQLSTATE or the error number and the names of column, key and constraint.
 *
 * <p>Which engine speaks can be told from the exception alone: PostgreSQL's have an SQLSTATE and no number, SQLite's a
 * number and no SQLSTATE, those of MariaDB and MySQL both.
 */
public final class SqlFailures {
    private SqlFailures() {}

    public static FailureKind kind(SQLException failure) {
        if (failure.getErrorCode() <= 0) {
            return SqlStateClassifier.classify(failure.getSQLState());
        }
        return failure.getSQLState() == null
                ? SqliteErrors.classify(failure.getErrorCode())
                : MySqlErrors.classify(failure.getErrorCode(), failure.getSQLState());
    }

    /** @param action what failed and where, such as {@code "Upserting 5 rows into public.t"} */
    public static String describe(String action, SQLException failure) {
        StringBuilder text = new StringBuilder(action).append(" failed: ");
        if (failure.getErrorCode() <= 0) {
            text.append(SqlStateClassifier.describe(failure.getSQLState()));
        } else if (failure.getSQLState() == null) {
            return text.append(SqliteErrors.describe(failure.getErrorCode())).toString();
        } else {
            text.append(MySqlErrors.describe(failure.getErrorCode(), failure.getSQLState()));
            MySqlErrors.subject(failure.getMessage())
                    .ifPresent(subject -> text.append(", ").append(subject));
        }
        ServerErrorMessage server = failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
        if (server != null) {
            append(text, "constraint", server.getConstraint());
            append(text, "column", server.getColumn());
        }
        return text.toString();
    }

    /** For failures that are not about a row: an outage, or something that someone has to mend. */
    public static ConnectException outageOrFatal(String action, SQLException failure) {
        String description = describe(action, failure);
        return kind(failure) == FailureKind.RETRIABLE
                ? new TargetUnavailableException(description)
                : new ConnectException(description + ". " + remedy(failure));
    }

    /** What to do about a failure that no retry mends. */
    public static String remedy(SQLException failure) {
        if (failure.getErrorCode() <= 0) {
            return SqlStateClassifier.remedy(failure.getSQLState());
        }
        return failure.getSQLState() == null
                ? SqliteErrors.remedy(failure.getErrorCode())
                : MySqlErrors.remedy(failure.getErrorCode());
    }

    private static void append(StringBuilder text, String what, String name) {
        if (name != null) {
            text.append(", ").append(what).append(" \"").append(name).append('"');
        }
    }
}
