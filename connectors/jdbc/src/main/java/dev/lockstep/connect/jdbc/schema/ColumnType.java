/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A column's type.
 *
 * @param castName the type's name to cast a text to, quoted where needed. It is the type a domain is made of, without
 *     length or precision: an explicit cast to {@code varchar(3)} would cut a longer text in silence, while storing a
 *     {@code varchar} into such a column is an error as it should be
 * @param bits the length of a {@link TypeKind#BIT}, else empty
 * @param element the element type of a {@link TypeKind#ARRAY}, else empty
 */
public record ColumnType(String castName, TypeKind kind, OptionalInt bits, Optional<ColumnType> element) {
    public static ColumnType of(String castName, TypeKind kind) {
        return new ColumnType(castName, kind, OptionalInt.empty(), Optional.empty());
    }

    public static ColumnType arrayOf(String castName, ColumnType element) {
        return new ColumnType(castName, TypeKind.ARRAY, OptionalInt.empty(), Optional.of(element));
    }
}
