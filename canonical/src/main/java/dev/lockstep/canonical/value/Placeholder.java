/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;

/**
 * What change capture writes in place of a value that the log did not carry, such as an unchanged TOAST value
 * (Debezium: {@code unavailable.value.placeholder}). Each type has a form of its own. Immutable.
 */
public final class Placeholder {
    /** The text Debezium writes unless it is told another. */
    public static final String DEFAULT_TEXT = "__debezium_unavailable_value";

    public static final Placeholder DEFAULT = new Placeholder(DEFAULT_TEXT);

    /** A schema that carries this parameter names its placeholder itself. */
    static final String SCHEMA_PARAMETER = "__debezium.unavailable.value.placeholder";

    private final String text;
    private final byte[] utf8;
    private final ByteBuffer bytes;
    private final String uuid;
    private final String json;

    public Placeholder(String text) {
        this.text = Objects.requireNonNull(text);
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
        this.bytes = ByteBuffer.wrap(utf8);
        this.uuid = UUID.nameUUIDFromBytes(utf8).toString();
        this.json = "{\"" + text + "\":\"" + text + "\"}";
    }

    /** The placeholder that the schema names, or this; a schema may be missing. */
    public Placeholder of(Schema schema) {
        String named = schema == null || schema.parameters() == null
                ? null
                : schema.parameters().get(SCHEMA_PARAMETER);
        return named == null || named.equals(text) ? this : new Placeholder(named);
    }

    /** Whether the value is this placeholder in any type's form. */
    public boolean matches(Object value) {
        if (value instanceof String) {
            return isText(value) || isJson(value);
        }
        if (value instanceof List<?> list) {
            return isNumbers(list);
        }
        return value instanceof Map<?, ?> map ? isMap(map) : isBytes(value);
    }

    boolean isText(Object value) {
        return text.equals(value);
    }

    boolean isBytes(Object value) {
        return value instanceof byte[] array ? bytes.equals(ByteBuffer.wrap(array)) : bytes.equals(value);
    }

    /** The form inside an array of uuids. */
    boolean isUuid(Object value) {
        return uuid.equals(value);
    }

    /** The form of an hstore that comes as JSON. */
    boolean isJson(Object value) {
        return json.equals(value);
    }

    /** The form of an hstore that comes as a map. */
    boolean isMap(Map<?, ?> value) {
        return value.size() == 1 && text.equals(value.get(text));
    }

    /** The form of arrays of integers and dates: one number for each byte of the text. */
    boolean isNumbers(List<?> value) {
        if (value.size() != utf8.length) {
            return false;
        }
        for (int i = 0; i < utf8.length; i++) {
            if (!(value.get(i) instanceof Number number) || number.longValue() != utf8[i]) {
                return false;
            }
        }
        return true;
    }
}
