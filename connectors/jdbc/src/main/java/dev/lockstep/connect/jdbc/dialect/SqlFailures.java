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
 * said is the SQLSTATE and the names of table, column and constraint.
 */
public final class SqlFailures {
    private SqlFailures() {}

    public static FailureKind kind(SQLException failure) {
        return SqlStateClassifier.classify(failure.getSQLState());
    }

    /** @param action what failed and where, such as {@code "Upserting 5 rows into public.t"} */
    public static String describe(String action, SQLException failure) {
        StringBuilder text = new StringBuilder(action)
                .append(" failed: ")
                .append(SqlStateClassifier.describe(failure.getSQLState()));
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
                : new ConnectException(description + ". " + SqlStateClassifier.remedy(failure.getSQLState()));
    }

    private static void append(StringBuilder text, String what, String name) {
        if (name != null) {
            text.append(", ").append(what).append(" \"").append(name).append('"');
        }
    }
}
