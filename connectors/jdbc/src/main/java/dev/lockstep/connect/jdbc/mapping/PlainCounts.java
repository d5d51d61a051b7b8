/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;

/** {@link Counts} for engines that are told values one by one. */
final class PlainCounts {
    private PlainCounts() {}

    static PlainValue of(ColumnType type, PlainValue value) {
        if (!(value instanceof PlainValue.Whole whole)
                || !Counts.admits(type)
                || whole.value().bitLength() > 63) {
            return value;
        }
        long count = whole.value().longValue();
        if (type.kind() == TypeKind.DATE) {
            return Counts.isDay(count) ? PlainValue.day(count) : value;
        }
        return type.kind() == TypeKind.TIME
                ? new PlainValue.Duration(Math.multiplyExact(count, 1_000L))
                : PlainValue.moment(count, 1_000_000);
    }
}
