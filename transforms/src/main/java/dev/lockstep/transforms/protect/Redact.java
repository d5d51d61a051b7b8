/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** The step {@code redact}: one constant for all values, which its type allows. Immutable and thread-safe. */
@SuppressWarnings("JavaUtilDate") // Connect's own type
final class Redact implements ValueStep {
    private static final String TEXT = "***";
    private static final String EPOCH = "1970-01-01T00:00:00Z";

    /** Constants of types whose bare type does not tell what is valid. */
    private static final Map<String, Object> LOGICAL = Map.ofEntries(
            Map.entry(Date.LOGICAL_NAME, new java.util.Date(0)),
            Map.entry(Time.LOGICAL_NAME, new java.util.Date(0)),
            Map.entry(Timestamp.LOGICAL_NAME, new java.util.Date(0)),
            Map.entry("io.debezium.time.Date", 0),
            Map.entry("io.debezium.time.Time", 0),
            Map.entry("io.debezium.time.MicroTime", 0L),
            Map.entry("io.debezium.time.NanoTime", 0L),
            Map.entry("io.debezium.time.Timestamp", 0L),
            Map.entry("io.debezium.time.MicroTimestamp", 0L),
            Map.entry("io.debezium.time.NanoTimestamp", 0L),
            Map.entry("io.debezium.time.MicroDuration", 0L),
            Map.entry("io.debezium.time.NanoDuration", 0L),
            Map.entry("io.debezium.time.Year", 1970),
            Map.entry("io.debezium.time.IsoDate", "1970-01-01"),
            Map.entry("io.debezium.time.IsoTime", "00:00:00"),
            Map.entry("io.debezium.time.IsoTimestamp", EPOCH),
            Map.entry("io.debezium.time.ZonedTimestamp", EPOCH),
            Map.entry("io.debezium.time.ZonedTime", "00:00:00Z"),
            Map.entry("io.debezium.time.Interval", "PT0S"),
            Map.entry("io.debezium.data.Uuid", "00000000-0000-0000-0000-000000000000"),
            Map.entry("io.debezium.data.Json", "\"" + TEXT + "\""),
            Map.entry("io.debezium.data.Xml", "<redacted/>"),
            Map.entry("io.debezium.data.Ltree", "redacted"),
            Map.entry("io.debezium.data.Tsvector", ""),
            Map.entry("io.debezium.data.EnumSet", ""));

    private final String text;

    /** @param text for plain texts and enums; null for the usual one */
    Redact(String text) {
        this.text = text;
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, this::live);
        }
        Object constant = constant(schema);
        return new Typed(schema, value -> value == null ? null : constant);
    }

    private Object constant(Schema schema) {
        boolean plainText = schema.type() == Schema.Type.STRING && schema.name() == null;
        if (text != null && !plainText && !"io.debezium.data.Enum".equals(schema.name())) {
            throw new DataException("redact('…') with a text is for text columns, found " + Types.of(schema)
                    + ". Write redact, which knows a constant for every type");
        }
        if (schema.name() == null) {
            return plain(schema);
        }
        Object constant = LOGICAL.get(schema.name());
        if (constant != null) {
            return constant;
        }
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME ->
                BigDecimal.ZERO.setScale(Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
            case "io.debezium.data.VariableScaleDecimal" ->
                new Struct(schema).put("scale", 0).put("value", new byte[1]);
            case "io.debezium.data.Bits" -> bits(schema);
            case "io.debezium.data.Enum" -> ofEnum(schema);
            default -> throw refused(Types.of(schema));
        };
    }

    private Object plain(Schema schema) {
        return switch (schema.type()) {
            case INT8 -> (byte) 0;
            case INT16 -> (short) 0;
            case INT32 -> 0;
            case INT64 -> 0L;
            case FLOAT32 -> 0f;
            case FLOAT64 -> 0d;
            case BOOLEAN -> false;
            case STRING -> fitted(schema);
            case BYTES -> new byte[0];
            case ARRAY -> List.of();
            case MAP -> Map.of();
            case STRUCT -> throw refused(Types.of(schema));
        };
    }

    private String fitted(Schema schema) {
        int room = TextStep.room(schema);
        if (text == null) {
            return TEXT.substring(0, Math.min(room, TEXT.length()));
        }
        if (text.codePointCount(0, text.length()) > room) {
            throw TextStep.tooLong("redact('" + text + "')", text.codePointCount(0, text.length()), room);
        }
        return text;
    }

    /** As many zeros as the column has, where its schema tells. */
    private static byte[] bits(Schema schema) {
        String length = schema.parameters() == null ? null : schema.parameters().get("length");
        return new byte[length == null || !length.matches("[0-9]{1,6}") ? 1 : (Integer.parseInt(length) + 7) / 8];
    }

    private String ofEnum(Schema schema) {
        String allowed =
                schema.parameters() == null ? null : schema.parameters().get("allowed");
        if (text == null || (allowed != null && !List.of(allowed.split(",", -1)).contains(text))) {
            throw new DataException("an enum takes only its own values" + (allowed == null ? "" : " (" + allowed + ")")
                    + ". Write one of them, redact('…'), or use null");
        }
        return text;
    }

    private Object live(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String) {
            return text == null ? TEXT : text;
        }
        if (text != null) {
            throw new DataException("redact('…') with a text is for text, found " + Types.of(value)
                    + ". Write redact, which knows a constant for every type");
        }
        if (value instanceof Long) {
            return 0L;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return 0;
        }
        if (value instanceof Double || value instanceof Float) {
            return 0d;
        }
        return liveOther(value);
    }

    private static Object liveOther(Object value) {
        if (value instanceof Boolean) {
            return false;
        }
        if (value instanceof BigDecimal decimal) {
            return BigDecimal.ZERO.setScale(decimal.scale());
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return new byte[0];
        }
        if (value instanceof java.util.Date) {
            return new java.util.Date(0);
        }
        if (value instanceof List) {
            return List.of();
        }
        throw refused(Types.of(value));
    }

    private static DataException refused(String found) {
        return new DataException(
                "redact knows no constant for " + found + ". Protect the fields inside it (address.city), or use null");
    }
}
