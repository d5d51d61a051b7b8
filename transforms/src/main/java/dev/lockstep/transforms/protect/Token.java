/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** The step {@code token}: what stands for the value, in the value's own type. Immutable and thread-safe. */
final class Token implements ValueStep {
    private static final String UUID = "io.debezium.data.Uuid";
    private static final String JSON = "io.debezium.data.Json";

    private final Tokens tokens;
    private final Integer length;

    /** @param length of texts and bytes; null for the usual ones */
    Token(Tokens tokens, Integer length) {
        this.tokens = tokens;
        this.length = length;
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, this::live);
        }
        Work work = schema.name() == null ? plain(schema) : logical(schema);
        return new Typed(schema, value -> value == null ? null : work.apply(value));
    }

    private Work plain(Schema schema) {
        return switch (schema.type()) {
            case INT8 -> value -> (byte) tokens.number((Byte) value, Byte.SIZE);
            case INT16 -> value -> (short) tokens.number((Short) value, Short.SIZE);
            case INT32 -> value -> (int) tokens.number((Integer) value, Integer.SIZE);
            case INT64 -> value -> tokens.number((Long) value, Long.SIZE);
            case STRING -> {
                int characters = textLength(schema);
                yield value -> tokens.text((String) value, characters);
            }
            case BYTES -> {
                bytesLength();
                yield this::bytes;
            }
            case FLOAT32, FLOAT64, BOOLEAN, ARRAY, MAP, STRUCT -> throw refused(Types.of(schema));
        };
    }

    private Work logical(Schema schema) {
        if (schema.name().equals(UUID)) {
            return value -> tokens.uuid((String) value);
        }
        if (schema.name().equals(JSON)) {
            return value -> '"' + tokens.text((String) value, textLength(schema)) + '"';
        }
        throw refused(Types.of(schema));
    }

    private Object live(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return tokens.text(text, length == null ? Tokens.DEFAULT_LENGTH : length);
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return bytes(value);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return tokens.number(((Number) value).longValue(), Long.SIZE);
        }
        throw refused(Types.of(value));
    }

    private Object bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(buffer.position(), copy);
            return ByteBuffer.wrap(tokens.bytes(copy, bytesLength()));
        }
        return tokens.bytes((byte[]) value, bytesLength());
    }

    private int textLength(Schema schema) {
        int room = TextStep.room(schema);
        if (length == null && room >= Tokens.MIN_LENGTH) {
            return Math.min(Tokens.DEFAULT_LENGTH, room);
        }
        int wanted = length == null ? Tokens.DEFAULT_LENGTH : length;
        if (wanted > room) {
            throw TextStep.tooLong("token(" + wanted + ")", wanted, room);
        }
        return wanted;
    }

    private int bytesLength() {
        int wanted = length == null ? Tokens.DEFAULT_BYTES : length;
        if (wanted > KeyedHash.BYTES) {
            throw new DataException("token(" + wanted + ") of bytes: there are no more than " + KeyedHash.BYTES
                    + " bytes of a token. Write token(" + KeyedHash.BYTES + ")");
        }
        return wanted;
    }

    private static DataException refused(String found) {
        return new DataException("token is for text, whole numbers, uuid and bytes, found " + found
                + ". For decimals that are keys write token-as(int64); for amounts use redact; for dates"
                + " shift-days(30, by id); for objects and lists protect their fields (address.city, items[*].name)");
    }
}
