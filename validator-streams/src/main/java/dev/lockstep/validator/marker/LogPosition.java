/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.validator.round.RoundTroubleException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log that change capture reads, as Debezium tells it. Immutable.
 *
 * <ul>
 *   <li><b>W</b> In PostgreSQL the place of a change is the commit before its transaction, because transactions are sent in
 *       the order of their commits. The place of the change itself would not do: a transaction that commits later may have
 *       written earlier.
 *   <li><b>F</b> In MariaDB and MySQL it is the file and the offset in it: a transaction is one piece of the log, and an offset
 *       that is committed stands at the edge of one.
 * </ul>
 *
 * @param log what places can be compared within: the name of the log files without their number
 * @param file the number of the log file; 0 in PostgreSQL
 */
record LogPosition(String log, long file, long offset) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILE = Pattern.compile("(.*)\\.(\\d{1,18})");
    private static final String WAL = "wal";

    /** The place of a change, from the {@code source} of its record. */
    static LogPosition ofChange(Map<String, ?> source) {
        if (inSnapshot(source)) {
            throw new RoundTroubleException(
                    "The marker came back by a snapshot, which has no order. The next marker will do", null);
        }
        if (source.get("file") != null) {
            return binlog("the marker's record", source);
        }
        if (source.get("lsn") == null) {
            throw new RoundTroubleException(
                    "The marker's record tells no position: expected lsn, or file and pos, in its source. Capture the target"
                            + " with Debezium's connector for PostgreSQL, MariaDB or MySQL, and leave envelopes as they are",
                    null);
        }
        String commit = commitBefore(source);
        if (commit == null) {
            throw new RoundTroubleException(
                    "The marker is in the first transaction that the target's capture has read, so nothing tells what came"
                            + " before it. The next marker will do",
                    null);
        }
        return new LogPosition(WAL, 0, number("source.sequence of the marker's record", commit));
    }

    /** The first of the two places in {@code sequence}. */
    private static String commitBefore(Map<String, ?> source) {
        try {
            String[] sequence = JSON.readValue(String.valueOf(source.get("sequence")), String[].class);
            return sequence == null || sequence.length == 0 ? null : sequence[0];
        } catch (JsonProcessingException e) {
            throw new RoundTroubleException(
                    "Expected a JSON array of two positions as source.sequence of the marker's record", e);
        }
    }

    /** How far all is acknowledged, from the offset a connector has committed; empty while that tells no place. */
    static Optional<LogPosition> ofCommitted(Map<String, ?> offset) {
        if (inSnapshot(offset)) {
            return Optional.empty();
        }
        if (offset.get("file") != null) {
            return Optional.of(binlog("the committed offset", offset));
        }
        return Optional.ofNullable(offset.get("lsn_commit"))
                .map(commit -> new LogPosition(WAL, 0, number("lsn_commit of the committed offset", commit)));
    }

    /** Whether all that stands before the other place stands before this one too. */
    boolean reaches(LogPosition other) {
        if (!log.equals(other.log)) {
            throw new RoundTroubleException(
                    "The target's log is called " + log + " in the committed offset and " + other.log
                            + " in the marker's record, so nobody knows their order",
                    null);
        }
        return file > other.file || (file == other.file && offset >= other.offset);
    }

    private static LogPosition binlog(String where, Map<String, ?> place) {
        Matcher file = FILE.matcher(String.valueOf(place.get("file")));
        if (!file.matches()) {
            throw new RoundTroubleException(
                    "Expected a log file as name.number in " + where + ", found " + place.get("file"), null);
        }
        return new LogPosition(
                file.group(1), Long.parseLong(file.group(2)), number("pos of " + where, place.get("pos")));
    }

    private static boolean inSnapshot(Map<String, ?> place) {
        Object snapshot = place.get("snapshot");
        return snapshot != null && !snapshot.toString().equals("false");
    }

    private static long number(String where, Object value) {
        try {
            return Long.parseLong(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new RoundTroubleException("Expected a number as " + where + ", found " + value, e);
        }
    }

    @Override
    public String toString() {
        return log.equals(WAL) ? "commit " + offset : log + "." + file + " at " + offset;
    }
}
