/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

/** What a column's type means to whoever writes it. Domains count as the type they are made of. */
public enum TypeKind {
    BOOLEAN,
    INTEGER,
    NUMERIC,
    FLOAT4,
    FLOAT8,
    /** Text that keeps every character. */
    TEXT,
    /** Text padded with blanks that do not count. */
    CHAR,
    BYTEA,
    DATE,
    TIME,
    TIME_TZ,
    TIMESTAMP,
    TIMESTAMP_TZ,
    INTERVAL,
    JSON,
    UUID,
    ENUM,
    BIT,
    VARBIT,
    ARRAY,
    /** Any other type; it is written in its text form and the server reads it. */
    OTHER
}
