/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A column's type.
 *
 * @param name the engine's own name of the type, without length or precision; for a built-in type of PostgreSQL its name
 *     in {@code pg_type}
 * @param castName the type's name to cast a text to, quoted where needed. It is the type a domain is made of, without
 *     length or precision: an explicit cast to {@code varchar(3)} would cut a longer text in silence, while storing a
 *     {@code varchar} into such a column is an error as it should be
 * @param size the length of a {@link TypeKind#BIT}; the digits after the point of a {@link TypeKind#NUMERIC} or of a
 *     second, where the column's type sets them; else empty
 * @param element the element type of a {@link TypeKind#ARRAY}, else empty
 */
public record ColumnType(String name, String castName, TypeKind kind, OptionalInt size, Optional<ColumnType> element) {
    public static ColumnType of(String castName, TypeKind kind) {
        return of(castName, castName, kind);
    }

    public static ColumnType of(String name, String castName, TypeKind kind) {
        return new ColumnType(name, castName, kind, OptionalInt.empty(), Optional.empty());
    }

    public static ColumnType arrayOf(String castName, ColumnType element) {
        return new ColumnType(castName, castName, TypeKind.ARRAY, OptionalInt.empty(), Optional.of(element));
    }

    public ColumnType ofSize(int size) {
        return new ColumnType(name, castName, kind, OptionalInt.of(size), element);
    }
}
