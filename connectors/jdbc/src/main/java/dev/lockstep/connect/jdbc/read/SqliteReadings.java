/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * From SQLite's declared types, which bind nothing, to the class a value must be stored as:
 *
 * <ul>
 *   <li>INT…, BOOL…: integer.
 *   <li>REAL, FLOA…, DOUB…: real (SQLite itself stores integers there as such).
 *   <li>DECIMAL, NUMERIC: integer, real (its shortest decimal), or text of digits.
 *   <li>CHAR, CLOB, TEXT, STRING: text. JSON, UUID: text in that form.
 *   <li>DATE, TIME, DATETIME, TIMESTAMP: ISO text. Numbers are refused: seconds, days and milliseconds are all in use.
 *   <li>BLOB, BINARY: blob.
 * </ul>
 *
 * A value of another class is unreadable, and so is a column of any other type or none.
 */
final class SqliteReadings {
    private final boolean optional;

    private SqliteReadings(boolean optional) {
        this.optional = optional;
    }

    /** Reads a value that is there and of the class that the driver's type shows. */
    @FunctionalInterface
    private interface Stored {
        Object read(Object value, ResultSet row, int column) throws SQLException;
    }

    /** @return empty when the declared type does not tell what values mean */
    static Optional<TypeReading> of(String declared, boolean optional) {
        String type = declared.replaceAll("\\(.*", "").strip().toUpperCase(Locale.ROOT);
        return new SqliteReadings(optional).of(type);
    }

    private Optional<TypeReading> of(String type) {
        return switch (type) {
            case "DATE" -> checked(Schemas.isoDate());
            case "TIME" -> checked(Schemas.isoTime());
            case "DATETIME", "TIMESTAMP" -> checked(Schemas.isoTimestamp());
            case "JSON" -> checked(Schemas.namedText("Json"));
            case "UUID" -> text(Schemas.namedText("Uuid"));
            case "BOOL", "BOOLEAN" -> integer();
            case "DECIMAL", "NUMERIC", "NUMBER" -> number();
            case "STRING" -> text(SchemaBuilder.string());
            default -> byAffinity(type);
        };
    }

    /** SQLite's own rules, in their order, as far as they tell a meaning. */
    private Optional<TypeReading> byAffinity(String type) {
        if (type.contains("INT")) {
            return integer();
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return text(SchemaBuilder.string());
        }
        if (type.contains("BLOB") || type.contains("BINARY")) {
            return reading(SchemaBuilder.bytes(), (value, row, column) -> {
                require(value instanceof byte[], value, "a blob");
                return ByteBuffer.wrap((byte[]) value);
            });
        }
        if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
            return reading(SchemaBuilder.float64(), (value, row, column) -> {
                require(value instanceof Double, value, "a real");
                return value;
            });
        }
        return Optional.empty();
    }

    private Optional<TypeReading> integer() {
        return reading(SchemaBuilder.int64(), (value, row, column) -> {
            require(value instanceof Integer || value instanceof Long, value, "an integer");
            return ((Number) value).longValue();
        });
    }

    private Optional<TypeReading> number() {
        Schema schema = Schemas.of(Schemas.variableScaleDecimal(), optional);
        return reading(schema, (value, row, column) -> {
            require(!(value instanceof byte[]), value, "a number");
            BigDecimal number = value instanceof String
                    ? new BigDecimal(text(row, column))
                    : value instanceof Double real ? decimal(real) : BigDecimal.valueOf(((Number) value).longValue());
            return Numbers.variableScale(number, schema);
        });
    }

    private static BigDecimal decimal(double real) {
        if (Double.isInfinite(real)) {
            throw new UnfitValueException("an infinite real in a column of decimals");
        }
        return BigDecimal.valueOf(real);
    }

    private Optional<TypeReading> text(SchemaBuilder schema) {
        return reading(schema, (value, row, column) -> {
            require(value instanceof String, value, "text");
            return text(row, column);
        });
    }

    /** Text that nothing keeps from being something else than its type says. */
    private Optional<TypeReading> checked(SchemaBuilder builder) {
        Schema schema = Schemas.of(builder, optional);
        // A copy from MariaDB holds its zero dates; what becomes of them is for a rule to say.
        ColumnEncoder encoder = ColumnEncoder.of("", schema).readingZeroDates(schema);
        return reading(schema, (value, row, column) -> {
            require(value instanceof String, value, "text");
            String text = text(row, column);
            try {
                encoder.writeValue(text, new CanonicalWriter());
                return text;
            } catch (UnencodableValueException e) {
                // Its message says where in the text.
                throw new UnfitValueException("its text is not of the form that the declared type names");
            }
        });
    }

    /** The driver would put a question mark in place of what is no Unicode; its bytes are what is stored, or that in UTF-8. */
    private String text(ResultSet row, int column) throws SQLException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row.getBytes(column)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnfitValueException("text that is not Unicode");
        }
    }

    private Optional<TypeReading> reading(SchemaBuilder schema, Stored stored) {
        return reading(Schemas.of(schema, optional), stored);
    }

    private static Optional<TypeReading> reading(Schema schema, Stored stored) {
        TextReader never = text -> {
            throw new UnfitValueException("SQLite has no values inside others");
        };
        return Optional.of(TypeReading.of(schema, never, (row, column) -> {
            Object value = row.getObject(column);
            return value == null ? null : stored.read(value, row, column);
        }));
    }

    private static void require(boolean fits, Object value, String expected) {
        if (!fits) {
            throw new UnfitValueException("stored as " + storedClass(value) + ", the column expects " + expected);
        }
    }

    private static String storedClass(Object value) {
        if (value instanceof byte[]) {
            return "a blob";
        }
        if (value instanceof String) {
            return "text";
        }
        return value instanceof Double ? "a real" : "an integer";
    }
}
