/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.util.Map;
import java.util.Set;

/**
 * The one place that decides what an SQLSTATE means for the work at hand. Pure.
 *
 * <p>Codes and names are those of PostgreSQL's appendix "Error Codes". A code that is not known here is fatal: neither
 * an endless retry nor a dead letter is a safe answer to the unknown.
 */
public final class SqlStateClassifier {
    private static final Set<String> RETRIABLE_CLASSES = Set.of("08", "53");
    private static final Set<String> RETRIABLE_STATES = Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03");
    private static final Set<String> BAD_RECORD_CLASSES = Set.of("22", "23");
    private static final String DATATYPE_MISMATCH = "42804";

    private static final Map<String, String> CONDITIONS = Map.ofEntries(
            Map.entry("22001", "string_data_right_truncation"),
            Map.entry("22003", "numeric_value_out_of_range"),
            Map.entry("22007", "invalid_datetime_format"),
            Map.entry("22008", "datetime_field_overflow"),
            Map.entry("22021", "character_not_in_repertoire"),
            Map.entry("22026", "string_data_length_mismatch"),
            Map.entry("22P02", "invalid_text_representation"),
            Map.entry("22P05", "untranslatable_character"),
            Map.entry("23001", "restrict_violation"),
            Map.entry("23502", "not_null_violation"),
            Map.entry("23503", "foreign_key_violation"),
            Map.entry("23505", "unique_violation"),
            Map.entry("23514", "check_violation"),
            Map.entry("23P01", "exclusion_violation"),
            Map.entry("40001", "serialization_failure"),
            Map.entry("40P01", "deadlock_detected"),
            Map.entry("42501", "insufficient_privilege"),
            Map.entry("42703", "undefined_column"),
            Map.entry("42804", "datatype_mismatch"),
            Map.entry("42P01", "undefined_table"),
            Map.entry("53100", "disk_full"),
            Map.entry("53300", "too_many_connections"),
            Map.entry("55P03", "lock_not_available"),
            Map.entry("57P01", "admin_shutdown"),
            Map.entry("57P02", "crash_shutdown"),
            Map.entry("57P03", "cannot_connect_now"));

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("08", "connection exception"),
            Map.entry("22", "data exception"),
            Map.entry("23", "integrity constraint violation"),
            Map.entry("25", "invalid transaction state"),
            Map.entry("28", "invalid authorization"),
            Map.entry("3D", "invalid catalog name"),
            Map.entry("3F", "invalid schema name"),
            Map.entry("40", "transaction rollback"),
            Map.entry("42", "syntax error or access rule violation"),
            Map.entry("53", "insufficient resources"),
            Map.entry("54", "program limit exceeded"),
            Map.entry("55", "object not in prerequisite state"),
            Map.entry("57", "operator intervention"));

    private SqlStateClassifier() {}

    /** @param sqlState may be null, as JDBC allows */
    public static FailureKind classify(String sqlState) {
        if (sqlState == null || sqlState.length() != 5) {
            return FailureKind.FATAL;
        }
        String stateClass = sqlState.substring(0, 2);
        if (RETRIABLE_CLASSES.contains(stateClass) || RETRIABLE_STATES.contains(sqlState)) {
            return FailureKind.RETRIABLE;
        }
        if (BAD_RECORD_CLASSES.contains(stateClass) || sqlState.equals(DATATYPE_MISMATCH)) {
            return FailureKind.BAD_RECORD;
        }
        return FailureKind.FATAL;
    }

    /** The state with its name, or its class's name, for people. */
    public static String describe(String sqlState) {
        if (sqlState == null || sqlState.length() != 5) {
            return "no SQLSTATE";
        }
        String name = CONDITIONS.getOrDefault(sqlState, CLASSES.get(sqlState.substring(0, 2)));
        return "SQLSTATE " + sqlState + (name == null ? "" : " (" + name + ")");
    }

    /** What to do about a fatal state. */
    public static String remedy(String sqlState) {
        if (sqlState == null || sqlState.length() != 5) {
            return "See the database's log";
        }
        return switch (sqlState.substring(0, 2)) {
            case "28" -> "Check connection.user, connection.password and the server's pg_hba.conf";
            case "3D" -> "Check the database name in connection.url";
            case "25" -> "Connect to the primary, as a user whose transactions may write";
            case "42" ->
                sqlState.equals("42501")
                        ? "Grant SELECT, INSERT, UPDATE, DELETE on the table and USAGE on its schema"
                        : "The table does not look as it did when the task started. Compare it with the records, then"
                                + " restart the task";
            default -> "See the database's log";
        };
    }
}
