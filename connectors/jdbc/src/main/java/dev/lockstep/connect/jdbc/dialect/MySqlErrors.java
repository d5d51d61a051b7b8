/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the error numbers of MariaDB and MySQL mean for the work at hand. Pure.
 *
 * <p>Their SQLSTATEs are too coarse: HY000 is anything. A number that is not known is judged by its SQLSTATE, and fatal
 * if that says nothing either.
 */
final class MySqlErrors {
    private static final Set<Integer> RETRIABLE = Set.of(
            1021, // disk full
            1037, // out of memory
            1040, // too many connections
            1041, // out of resources
            1053, // server shutdown in progress
            1152, // aborting connection
            1203, // too many user connections
            1205, // lock wait timeout
            1206, // lock table full
            1213, // deadlock
            1317, // query interrupted
            1614, // transaction branch was rolled back
            1927, // connection was killed
            1969, // statement timeout
            2006, // server has gone away
            2013, // lost connection
            3024, // statement timeout
            3572, // lock could not be had without waiting
            4031); // disconnected for inactivity

    private static final Map<Integer, String> BAD_RECORDS = Map.ofEntries(
            Map.entry(1048, "column cannot be null"),
            Map.entry(1062, "duplicate key"),
            Map.entry(1169, "duplicate key"),
            Map.entry(1242, "the row would overwrite another one by a unique index beside the primary key"),
            Map.entry(1264, "out of range"),
            Map.entry(1265, "data truncated"),
            Map.entry(1292, "incorrect value"),
            Map.entry(1364, "no default"),
            Map.entry(1366, "incorrect value"),
            Map.entry(1406, "data too long"),
            Map.entry(1416, "not a geometry"),
            Map.entry(1451, "row is referenced"),
            Map.entry(1452, "referenced row is missing"),
            Map.entry(1526, "no partition for the value"),
            Map.entry(1586, "duplicate key"),
            Map.entry(1761, "duplicate key of another table"),
            Map.entry(3140, "invalid JSON"),
            Map.entry(3819, "check constraint"),
            Map.entry(4025, "check constraint"));

    private static final Pattern COLUMN = Pattern.compile("(?:for|Column|Field) (?:column )?'([^']+)'"
            + "(?: at row \\d+| cannot be null| doesn't have a default value)$");
    private static final Pattern KEY = Pattern.compile("for key '([^']+)'$");

    private MySqlErrors() {}

    static FailureKind classify(int error, String sqlState) {
        if (RETRIABLE.contains(error)) {
            return FailureKind.RETRIABLE;
        }
        if (BAD_RECORDS.containsKey(error)) {
            return FailureKind.BAD_RECORD;
        }
        return SqlStateClassifier.classify(sqlState);
    }

    static String describe(int error, String sqlState) {
        String name = BAD_RECORDS.get(error);
        return SqlStateClassifier.describe(sqlState) + ", error " + error + (name == null ? "" : " (" + name + ")");
    }

    /**
     * The column or the key that a message is about. Messages quote values too, but in front of these names, which stand
     * at the end.
     */
    static Optional<String> subject(String message) {
        if (message == null) {
            return Optional.empty();
        }
        Matcher column = COLUMN.matcher(message);
        if (column.find()) {
            return Optional.of("column \"" + column.group(1) + '"');
        }
        Matcher key = KEY.matcher(message);
        return key.find() ? Optional.of("key \"" + key.group(1) + '"') : Optional.empty();
    }

    static String remedy(int error) {
        return switch (error) {
            case 1044, 1142, 1143, 1227 -> "Grant SELECT, INSERT, UPDATE and DELETE on the target tables to the user";
            case 1045, 1698 -> "Check connection.user and connection.password";
            case 1049 -> "Check the database name in connection.url";
            case 1054, 1146 -> "The target's tables changed: mend them, then restart the task";
            case 1153 -> "Raise max_allowed_packet on the server";
            case 1290, 1792, 1836 -> "Connect to a server whose transactions may write";
            default -> "See the database's log";
        };
    }
}
