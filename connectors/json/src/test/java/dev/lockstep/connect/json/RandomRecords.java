/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Schemas and values of all kinds; the same for the same seed. */
@SuppressWarnings("JavaUtilDate") // the class of Connect's logical values
final class RandomRecords {
    private static final String[] TEXTS = {
        "", "a", "Zoë \"q\" \\ \n\t\u0001", "\u2028 \ud83d\ude00", "x".repeat(9000), "</script>"
    };
    private static final long DAY = 86_400_000L;

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    Schema schema(int depth) {
        SchemaBuilder builder = builder(random.nextInt(depth > 0 ? 15 : 12), depth);
        if (random.nextBoolean()) {
            builder.optional();
        }
        if (builder.name() == null && random.nextInt(3) == 0) {
            builder.name("n" + random.nextInt(5)).doc(text());
        }
        if (random.nextInt(4) == 0 && builder.version() == null) {
            builder.version(random.nextInt(9));
        }
        if (random.nextInt(4) == 0) {
            builder.parameter("p", text());
        }
        // A default struct would have to be of the very schema that is being built.
        if (builder.type() != Schema.Type.STRUCT && random.nextInt(4) == 0) {
            builder.defaultValue(value(builder));
        }
        return builder.build();
    }

    private SchemaBuilder builder(int kind, int depth) {
        return switch (kind) {
            case 0 -> SchemaBuilder.int8();
            case 1 -> SchemaBuilder.int16();
            case 2 -> SchemaBuilder.int32();
            case 3 -> SchemaBuilder.int64();
            case 4 -> SchemaBuilder.float32();
            case 5 -> SchemaBuilder.float64();
            case 6 -> SchemaBuilder.bool();
            case 7 -> SchemaBuilder.string();
            case 8 -> SchemaBuilder.bytes();
            case 9 -> Decimal.builder(random.nextInt(9));
            case 10 -> random.nextBoolean() ? Date.builder() : Time.builder();
            case 11 -> Timestamp.builder();
            case 12 -> SchemaBuilder.array(schema(depth - 1));
            case 13 -> SchemaBuilder.map(mapKey(), schema(depth - 1));
            default -> struct(depth);
        };
    }

    private Schema mapKey() {
        return random.nextBoolean() ? Schema.STRING_SCHEMA : Schema.INT32_SCHEMA;
    }

    private SchemaBuilder struct(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct();
        int fields = random.nextInt(6);
        for (int i = 0; i < fields; i++) {
            builder.field((i == 2 ? "Größe " : "f") + i, schema(depth - 1));
        }
        return builder;
    }

    /** A value of the schema; null sometimes, where it may be. */
    Object value(Schema schema) {
        if (schema.isOptional() && random.nextInt(4) == 0) {
            return null;
        }
        if (schema.name() != null) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME -> {
                    int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
                    return new BigDecimal(new BigInteger(random.nextInt(150), random), scale);
                }
                case Date.LOGICAL_NAME -> {
                    return new java.util.Date((random.nextInt(90_000) - 45_000) * DAY);
                }
                case Time.LOGICAL_NAME -> {
                    return new java.util.Date(random.nextInt((int) DAY));
                }
                case Timestamp.LOGICAL_NAME -> {
                    return new java.util.Date(random.nextLong() >> 12);
                }
                default -> {}
            }
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt();
            case INT64 -> random.nextLong();
            case FLOAT32 -> random.nextFloat() * 1e9f;
            case FLOAT64 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(1800) - 900);
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTES -> {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(schema.valueSchema()));
                }
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(value(schema.keySchema()), value(schema.valueSchema()));
                }
                yield map;
            }
            case STRUCT -> {
                Struct struct = new Struct(schema);
                for (Field field : schema.fields()) {
                    struct.put(field, value(field.schema()));
                }
                yield struct;
            }
        };
    }

    /** A value without schema. */
    Object any(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> null;
            case 1 -> text();
            case 2 -> random.nextLong();
            case 3 -> random.nextInt();
            case 4 -> random.nextGaussian();
            case 5 -> random.nextBoolean();
            case 6 -> new byte[] {1, 2, (byte) random.nextInt()};
            case 7 -> (short) random.nextInt();
            case 8 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(any(depth - 1));
                }
                yield list;
            }
            default -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                boolean numbers = random.nextInt(4) == 0;
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(numbers ? (Object) (long) i : text() + i, any(depth - 1));
                }
                yield map;
            }
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
