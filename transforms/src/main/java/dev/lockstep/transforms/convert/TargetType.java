/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.transforms.rule.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** A type by the name that rules give it, such as {@code int32} or {@code decimal(10,2)}. Immutable. */
public final class TargetType {
    /** More digits no database has: PostgreSQL's numeric takes a thousand by declaration. */
    private static final int MAX_PRECISION = 1_000;

    private static final String PRECISION = "connect.decimal.precision";
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\)");

    /** The types that their name alone tells; decimal has digits besides. */
    enum Name {
        BOOLEAN(Schema.Type.BOOLEAN, null),
        INT8(Schema.Type.INT8, null),
        INT16(Schema.Type.INT16, null),
        INT32(Schema.Type.INT32, null),
        INT64(Schema.Type.INT64, null),
        FLOAT32(Schema.Type.FLOAT32, null),
        FLOAT64(Schema.Type.FLOAT64, null),
        STRING(Schema.Type.STRING, null),
        BYTES(Schema.Type.BYTES, null),
        DECIMAL(Schema.Type.BYTES, Decimal.LOGICAL_NAME),
        DATE(Schema.Type.INT32, "io.debezium.time.Date"),
        TIME(Schema.Type.INT64, "io.debezium.time.MicroTime"),
        TIMESTAMP(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"),
        TIMESTAMPTZ(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"),
        UUID(Schema.Type.STRING, "io.debezium.data.Uuid"),
        JSON(Schema.Type.STRING, "io.debezium.data.Json");

        private final Schema.Type type;
        private final String logical;

        Name(Schema.Type type, String logical) {
            this.type = type;
            this.logical = logical;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Name name;
    private final int precision;
    private final int scale;

    private TargetType(Name name, int precision, int scale) {
        this.name = name;
        this.precision = precision;
        this.scale = scale;
    }

    /**
     * Reads the name of a type.
     *
     * @throws IllegalArgumentException when there is no such type; the message says which there are
     */
    public static TargetType parse(String text) {
        String type = text.strip();
        if (type.startsWith("decimal")) {
            return decimal(type);
        }
        List<String> known = new ArrayList<>();
        for (Name name : Name.values()) {
            if (name.toString().equals(type)) {
                return new TargetType(name, 0, 0);
            }
            known.add(name == Name.DECIMAL ? "decimal(10,2)" : name.toString());
        }
        throw new IllegalArgumentException("There is no type " + text + ". " + Suggestion.among(type, known));
    }

    private static TargetType decimal(String type) {
        Matcher parts = DECIMAL.matcher(type);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The type " + type + " does not say how many digits there are, and how"
                    + " many of them after the point. Write for example decimal(10,2)");
        }
        int precision = Integer.parseInt(parts.group(1));
        int scale = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
            throw new IllegalArgumentException("The type " + type + " has digits that no database has: expected 1 to "
                    + MAX_PRECISION + " of them, and no more after the point than in all");
        }
        return new TargetType(Name.DECIMAL, precision, scale);
    }

    /** The schema of its values, the one that Debezium gives for such a column. */
    public Schema schema(boolean optional) {
        SchemaBuilder builder = builder();
        return (optional ? builder.optional() : builder).build();
    }

    /** What {@link #schema} is built of, to add to it. */
    public SchemaBuilder builder() {
        if (name == Name.DECIMAL) {
            return Decimal.builder(scale).parameter(PRECISION, String.valueOf(precision));
        }
        SchemaBuilder builder = new SchemaBuilder(name.type);
        return name.logical == null ? builder : builder.name(name.logical).version(1);
    }

    Name name() {
        return name;
    }

    /** The digits in all that a schema of decimals allows; a thousand where it does not say. */
    static int precision(Schema decimal) {
        String declared =
                decimal.parameters() == null ? null : decimal.parameters().get(PRECISION);
        return declared == null ? MAX_PRECISION : Integer.parseInt(declared);
    }

    /** As it is parsed. */
    @Override
    public String toString() {
        return name == Name.DECIMAL ? "decimal(" + precision + "," + scale + ")" : name.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TargetType type
                && name == type.name
                && precision == type.precision
                && scale == type.scale;
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
