/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.key;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The key of a row: the number of key columns, then their canonical values in key order. Immutable and thread-safe.
 *
 * <p>The bytes are self-delimiting and carry no column names, so the two sides of a flow agree on them even where a
 * column is renamed; they can be read back, so that verdicts can show keys. Values are never folded: 'a' and 'A', or
 * 'a' and 'a ', are two keys.
 */
public final class CanonicalKey {
    /** Above this many zeros a number is shown with an exponent. */
    private static final int MAX_PLAIN_SCALE = 1_000;

    private final byte[] bytes;

    private CanonicalKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The caller gives up the array. */
    public static CanonicalKey ofBytes(byte[] bytes) {
        return new CanonicalKey(bytes);
    }

    /**
     * @param values one value per column, in the same order
     * @throws UnencodableValueException when a value has no canonical form or is not available
     */
    public static CanonicalKey of(List<ColumnEncoder> columns, List<Object> values) {
        CanonicalWriter out = new CanonicalWriter();
        out.writeLength(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).writeValue(values.get(i), out)) {
                throw new UnencodableValueException(
                        "Key column " + columns.get(i).name() + " holds the placeholder of an unavailable value");
            }
        }
        return new CanonicalKey(out.toByteArray());
    }

    /** A copy of the canonical bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The key's values as {@link CanonicalReader} gives them.
     *
     * @throws IllegalArgumentException when these bytes are not a canonical key
     */
    public List<Object> values() {
        CanonicalReader reader = new CanonicalReader(bytes);
        int count = reader.readLength();
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.readValue());
        }
        if (!reader.atEnd()) {
            throw new IllegalArgumentException("bytes are left over behind the last of " + count + " key columns");
        }
        return values;
    }

    /** The key for people, as a JSON array: numbers as numbers, bytes as {@code "\\x…"}, all else as text. */
    public String toJson() {
        StringBuilder json = new StringBuilder();
        appendJson(values(), json);
        return json.toString();
    }

    private static void appendJson(Object value, StringBuilder json) {
        if (value == null || value instanceof Double) {
            json.append(value);
        } else if (value instanceof BigDecimal number) {
            json.append(Math.abs((long) number.scale()) > MAX_PLAIN_SCALE ? number : number.toPlainString());
        } else if (value instanceof List<?> list) {
            json.append('[');
            for (int i = 0; i < list.size(); i++) {
                json.append(i == 0 ? "" : ",");
                appendJson(list.get(i), json);
            }
            json.append(']');
        } else if (value instanceof Map<?, ?> record) {
            String separator = "{";
            for (Map.Entry<?, ?> member : record.entrySet()) {
                json.append(separator);
                appendText(String.valueOf(member.getKey()), json);
                json.append(':');
                appendJson(member.getValue(), json);
                separator = ",";
            }
            json.append(record.isEmpty() ? "{}" : "}");
        } else if (value instanceof byte[] binary) {
            appendText("\\x" + HexFormat.of().formatHex(binary), json);
        } else {
            appendText(value.toString(), json);
        }
    }

    private static void appendText(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
