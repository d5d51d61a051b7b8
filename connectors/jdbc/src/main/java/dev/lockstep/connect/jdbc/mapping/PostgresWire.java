/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types of PostgreSQL whose binary form we write. All others travel as text.
 *
 * <p>The numbers are those of {@code pg_type}; types that come with the server have the same ones everywhere.
 */
public enum PostgresWire {
    BOOL("bool", 16, 1000),
    INT2("int2", 21, 1005),
    INT4("int4", 23, 1007),
    INT8("int8", 20, 1016),
    OID("oid", 26, 1028),
    FLOAT4("float4", 700, 1021),
    FLOAT8("float8", 701, 1022),
    NUMERIC("numeric", 1700, 1231),
    BYTEA("bytea", 17, 1001),
    UUID("uuid", 2950, 2951),
    DATE("date", 1082, 1182),
    TIME("time", 1083, 1183),
    TIMESTAMP("timestamp", 1114, 1115),
    TIMESTAMPTZ("timestamptz", 1184, 1185),
    JSON("json", 114, 199),
    JSONB("jsonb", 3802, 3807),
    /** Also what every type without a binary form here travels as. */
    TEXT("text", 25, 1009),
    VARCHAR("varchar", 25, 1009),
    BPCHAR("bpchar", 25, 1009),
    /** An enum's binary form is the text of its label. */
    ENUM("", 25, 1009);

    private static final Map<String, PostgresWire> BY_NAME = Stream.of(values())
            .filter(wire -> wire != ENUM)
            .collect(Collectors.toUnmodifiableMap(wire -> wire.typeName, Function.identity()));

    private final String typeName;
    private final int elementOid;
    private final int arrayOid;

    PostgresWire(String typeName, int elementOid, int arrayOid) {
        this.typeName = typeName;
        this.elementOid = elementOid;
        this.arrayOid = arrayOid;
    }

    /** @return null when values of the type travel as text, which then is not the type's own form */
    static PostgresWire ownForm(ColumnType type) {
        return switch (type.kind()) {
            case ENUM -> ENUM;
            case OTHER, ARRAY, INTERVAL, TIME_TZ, BIT, VARBIT -> null;
            case BOOLEAN,
                    INTEGER,
                    NUMERIC,
                    FLOAT4,
                    FLOAT8,
                    TEXT,
                    CHAR,
                    BYTEA,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    JSON,
                    UUID -> BY_NAME.get(type.name());
        };
    }

    /** How cells of a column are typed where they wait to be written: as the type itself or as text. */
    public static PostgresWire of(ColumnType type, boolean asText) {
        PostgresWire own = asText ? null : ownForm(type);
        return own == null ? TEXT : own;
    }

    /** Whether values have a form that can be copied right into a column of the type. */
    public static boolean hasOwnForm(ColumnType type) {
        return ownForm(type) != null;
    }

    /** The type's name in SQL; that of text where the own form is text. */
    public String stagingName() {
        return isText() ? TEXT.typeName : typeName;
    }

    /** Whether the server has to cast what it finds in the staging table. */
    public boolean isText() {
        return elementOid == TEXT.elementOid;
    }

    public int elementOid() {
        return elementOid;
    }

    public int arrayOid() {
        return arrayOid;
    }
}
