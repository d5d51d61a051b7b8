/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Parts a range of integers into lanes, which keep to invariants C and D of {@link Lane}. */
final class Strides {
    /** The fewest rows, by estimate, that are worth a lane of their own. */
    private static final int ROWS_PER_LANE = 10_000;

    @FunctionalInterface
    interface Part {
        Lane of(OptionalLong from, OptionalLong to);
    }

    private Strides() {}

    /** @param wanted less than two for the whole */
    static List<Lane> between(long from, long to, long wanted, Part part) {
        BigInteger width = BigInteger.valueOf(to).subtract(BigInteger.valueOf(from));
        long lanes = BigInteger.valueOf(wanted).min(width).longValue();
        if (lanes < 2) {
            return List.of(new Lane.Whole());
        }
        List<Lane> parts = new ArrayList<>();
        OptionalLong begin = OptionalLong.empty();
        for (long lane = 1; lane <= lanes; lane++) {
            OptionalLong end = lane == lanes
                    ? OptionalLong.empty()
                    : OptionalLong.of(from
                            + width.multiply(BigInteger.valueOf(lane))
                                    .divide(BigInteger.valueOf(lanes))
                                    .longValue());
            parts.add(part.of(begin, end));
            begin = end;
        }
        return parts;
    }

    /** As {@link #ofKey}, with as many lanes as the estimated rows are worth; the whole where no integer leads the key. */
    static List<Lane> ofRows(Connection connection, TableReading table, UnaryOperator<String> quote, int wanted)
            throws SQLException {
        long lanes = Math.min(wanted, table.table().estimatedRows() / ROWS_PER_LANE);
        return table.integerKey() && lanes > 1
                ? ofKey(connection, table, quote, (int) lanes)
                : List.of(new Lane.Whole());
    }

    /** By the values of the table's first key column, an integer. */
    static List<Lane> ofKey(Connection connection, TableReading table, UnaryOperator<String> quote, int wanted)
            throws SQLException {
        String key = table.table().keyColumns().get(0);
        String column = quote.apply(key);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT min(" + column + "), max(" + column + ") FROM " + table.from())) {
            row.next();
            String from = row.getString(1);
            String to = row.getString(2);
            return from == null
                    ? List.of(new Lane.Whole())
                    : between(bound(from), bound(to), wanted, (begin, end) -> new Lane.KeyRange(key, begin, end));
        }
    }

    /** An unsigned key beyond the longs is in the last lane, which has no outer bound. */
    private static long bound(String digits) {
        return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** {@code WHERE} for a range of keys; nothing for the whole. */
    static String where(Lane lane, UnaryOperator<String> quote) {
        if (!(lane instanceof Lane.KeyRange range)) {
            return "";
        }
        return where(quote.apply(range.column()), literal(range.from()), literal(range.to()));
    }

    /** {@code WHERE} with the bounds that there are. */
    static String where(String what, Optional<String> from, Optional<String> to) {
        List<String> bounds = new ArrayList<>();
        from.ifPresent(bound -> bounds.add(what + " >= " + bound));
        to.ifPresent(bound -> bounds.add(what + " < " + bound));
        return bounds.isEmpty() ? "" : " WHERE " + String.join(" AND ", bounds);
    }

    private static Optional<String> literal(OptionalLong bound) {
        return bound.isPresent() ? Optional.of(Long.toString(bound.getAsLong())) : Optional.empty();
    }
}
