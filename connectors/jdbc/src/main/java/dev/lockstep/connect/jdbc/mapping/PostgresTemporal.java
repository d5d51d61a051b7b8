/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import org.apache.kafka.connect.data.Schema;

/** Which of {@link TemporalBinary}'s forms a field's schema calls for. */
final class PostgresTemporal {
    private static final int MILLIS = 1_000;
    private static final int MICROS = 1_000_000;
    private static final int NANOS = 1_000_000_000;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private PostgresTemporal() {}

    static PostgresBinary of(PostgresWire wire, Schema schema) {
        String name = schema == null || schema.name() == null ? "" : schema.name();
        return switch (name) {
            case "", "io.debezium.time.IsoDate", "io.debezium.time.IsoTimestamp" -> texts(wire);
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                wire == PostgresWire.DATE
                        ? (value, out) ->
                                TemporalBinary.date(Math.floorDiv(PostgresBinary.millis(value), MILLIS_PER_DAY), out)
                        : (value, out) -> TemporalBinary.midnight(
                                Math.floorDiv(PostgresBinary.millis(value), MILLIS_PER_DAY), out);
            case "io.debezium.time.Date" ->
                wire == PostgresWire.DATE
                        ? (value, out) -> TemporalBinary.date((Integer) value, out)
                        : (value, out) -> TemporalBinary.midnight((Integer) value, out);
            case org.apache.kafka.connect.data.Time.LOGICAL_NAME ->
                (value, out) -> TemporalBinary.time(PostgresBinary.millis(value), MILLIS, out);
            case "io.debezium.time.Time" -> (value, out) -> TemporalBinary.time((Integer) value, MILLIS, out);
            case "io.debezium.time.MicroTime" -> (value, out) -> TemporalBinary.time((Long) value, MICROS, out);
            case "io.debezium.time.NanoTime" -> (value, out) -> TemporalBinary.time((Long) value, NANOS, out);
            case org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME ->
                (value, out) -> TemporalBinary.timestamp(PostgresBinary.millis(value), MILLIS, out);
            case "io.debezium.time.Timestamp" -> (value, out) -> TemporalBinary.timestamp((Long) value, MILLIS, out);
            case "io.debezium.time.MicroTimestamp" ->
                (value, out) -> TemporalBinary.timestamp((Long) value, MICROS, out);
            case "io.debezium.time.NanoTimestamp" -> (value, out) -> TemporalBinary.timestamp((Long) value, NANOS, out);
            case "io.debezium.time.ZonedTimestamp" ->
                (value, out) -> known(IsoParser.zonedTimestamp((String) value), out);
            default -> (value, out) -> false;
        };
    }

    private static PostgresBinary texts(PostgresWire wire) {
        return (value, out) -> value instanceof String text && text(wire, text, out);
    }

    private static boolean text(PostgresWire wire, String text, RowBuffer out) {
        return switch (wire) {
            case DATE -> {
                long day = IsoParser.date(text);
                yield day != IsoParser.UNKNOWN && TemporalBinary.date(day, out);
            }
            // A zone behind a timestamp without one is ignored by the server; UTC is the one that changes nothing.
            case TIMESTAMP ->
                known(text.endsWith("Z") ? IsoParser.zonedTimestamp(text) : IsoParser.localTimestamp(text), out);
            case TIMESTAMPTZ -> known(IsoParser.zonedTimestamp(text), out);
            default -> false;
        };
    }

    private static boolean known(long micros, RowBuffer out) {
        return micros != IsoParser.UNKNOWN && TemporalBinary.micros(micros, out);
    }
}
