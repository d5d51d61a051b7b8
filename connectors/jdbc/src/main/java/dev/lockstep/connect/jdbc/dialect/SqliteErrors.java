/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

/** What SQLite's primary result codes mean for the work at hand. Pure. */
final class SqliteErrors {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int SCHEMA = 17;
    private static final int TOO_BIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int RANGE = 25;
    private static final int PRIMARY = 0xff;

    private SqliteErrors() {}

    static FailureKind classify(int code) {
        return switch (code & PRIMARY) {
            case BUSY, LOCKED, INTERRUPTED, FULL, SCHEMA -> FailureKind.RETRIABLE;
            case TOO_BIG, CONSTRAINT, MISMATCH -> FailureKind.BAD_RECORD;
            default -> FailureKind.FATAL;
        };
    }

    static String describe(int code) {
        String name = switch (code & PRIMARY) {
            case BUSY -> "SQLITE_BUSY";
            case LOCKED -> "SQLITE_LOCKED";
            case READ_ONLY -> "SQLITE_READONLY";
            case INTERRUPTED -> "SQLITE_INTERRUPT";
            case CORRUPT -> "SQLITE_CORRUPT";
            case FULL -> "SQLITE_FULL";
            case CANNOT_OPEN -> "SQLITE_CANTOPEN";
            case SCHEMA -> "SQLITE_SCHEMA";
            case TOO_BIG -> "SQLITE_TOOBIG";
            case CONSTRAINT -> "SQLITE_CONSTRAINT";
            case MISMATCH -> "SQLITE_MISMATCH";
            case RANGE -> "SQLITE_RANGE";
            default -> "SQLite's result code";
        };
        return name + " (" + code + ")";
    }

    static String remedy(int code) {
        return switch (code & PRIMARY) {
            case READ_ONLY, CANNOT_OPEN -> "Check the path in connection.url and who may write the file and its folder";
            case CORRUPT -> "Restore the file";
            default -> "The target's tables may have changed: mend them, then restart the task";
        };
    }
}
