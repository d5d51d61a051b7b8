/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.dialect.FailureKind;
import dev.lockstep.connect.jdbc.dialect.SqlStateClassifier;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What a failed read means. An outage may pass; anything else needs somebody. The driver's message does not go further:
 * it may quote values.
 */
final class ReadFailures {
    /** Of MariaDB and MySQL: deadlock, lock wait, shutdown, killed connections and queries, too many connections, a table changed since the snapshot. */
    private static final Set<Integer> MYSQL_OUTAGES = Set.of(
            1040, 1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1205, 1213, 1226, 1317, 1412, 1927, 2006, 2013);

    /** Of SQLite: busy, locked. */
    private static final Set<Integer> SQLITE_OUTAGES = Set.of(5, 6);

    private static final int SQLITE_PRIMARY_CODE = 0xff;
    private static final String QUERY_CANCELED = "57014";

    private ReadFailures() {}

    static boolean isOutage(DatabaseEngine engine, SQLException failure) {
        return switch (engine) {
            // A statement timeout or somebody's cancelling; tried again within the same limit as an outage.
            case POSTGRES ->
                SqlStateClassifier.classify(failure.getSQLState()) == FailureKind.RETRIABLE
                        || QUERY_CANCELED.equals(failure.getSQLState());
            case MYSQL ->
                SqlStateClassifier.classify(failure.getSQLState()) == FailureKind.RETRIABLE
                        || MYSQL_OUTAGES.contains(failure.getErrorCode())
                        || failure instanceof SQLTransientException
                        || (failure instanceof SQLNonTransientConnectionException && !isAccess(failure));
            case SQLITE -> SQLITE_OUTAGES.contains(failure.getErrorCode() & SQLITE_PRIMARY_CODE);
        };
    }

    private static boolean isAccess(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("28");
    }

    static ConnectException of(String action, SQLException failure) {
        return new ConnectException(describe(action, failure) + ". " + remedy(failure.getSQLState()));
    }

    static String describe(String action, SQLException failure) {
        return action + " failed: " + SqlStateClassifier.describe(failure.getSQLState())
                + (failure.getErrorCode() == 0 ? "" : ", error " + failure.getErrorCode());
    }

    private static String remedy(String sqlState) {
        if (sqlState == null) {
            return "See the database's log";
        }
        return switch (sqlState) {
            case "42501" ->
                "Grant SELECT on the table and USAGE on its schema to the user of connection.user, and"
                        + " BYPASSRLS if the table has row-level security";
            case "42P01", "42S02" ->
                "The table is gone. Leave it out with table.exclude.list, or restart the connector"
                        + " so that it lists the tables again";
            case "42703", "42S22" ->
                "A column is gone, or a setting names one that is not there. Restart the task so"
                        + " that it reads the catalogue again, and check where and overrides";
            case "42601", "42000" -> "Check the condition in where, and SELECT on the table";
            default ->
                sqlState.startsWith("42")
                        ? "Check the condition in where, and the columns that settings name"
                        : SqlStateClassifier.remedy(sqlState);
        };
    }
}
