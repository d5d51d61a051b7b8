/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.lockstep.canonical.change.SchemaCache;
import dev.lockstep.transforms.row.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.header.Header;

/** What an expression reads of the record around the row, as in {@code record.topic}. */
enum RecordVariable {
    TOPIC(SimpleType.STRING) {
        @Override
        Object read(Message message) {
            return message.topic();
        }
    },
    PARTITION(SimpleType.INT) {
        @Override
        Object read(Message message) {
            Integer partition = message.record().kafkaPartition();
            return partition == null ? null : partition.longValue();
        }
    },
    TIMESTAMP(SimpleType.TIMESTAMP) {
        @Override
        Object read(Message message) {
            Long millis = message.timestamp();
            return millis == null ? null : Instant.ofEpochMilli(millis);
        }
    },
    KEY(SimpleType.DYN) {
        @Override
        Object read(Message message) {
            return message.keySchema() == null
                    ? ColumnType.untyped(message.key())
                    : Keys.TYPES.get(message.keySchema()).read(message.key());
        }
    },
    HEADERS(MapType.create(SimpleType.STRING, SimpleType.STRING)) {
        @Override
        Object read(Message message) {
            Map<String, Object> headers = new HashMap<>();
            for (Header header : message.headers()) {
                headers.put(header.key(), text(header.value()));
            }
            return headers;
        }
    },
    OP(SimpleType.STRING) {
        @Override
        Object read(Message message) {
            return message.operation();
        }
    };

    private final CelType type;

    RecordVariable(CelType type) {
        this.type = type;
    }

    CelType type() {
        return type;
    }

    /** Schemas of keys, which no expression knows beforehand. */
    private static final class Keys {
        static final SchemaCache<ColumnType> TYPES = new SchemaCache<>(schema -> ColumnType.of("record.key", schema));
    }

    /** What stands after the point. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null where the record has none. */
    abstract Object read(Message message);

    static List<String> fields() {
        return Arrays.stream(values()).map(RecordVariable::field).toList();
    }

    private static Object text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
        return value == null ? ColumnType.untyped(null) : value.toString();
    }
}
