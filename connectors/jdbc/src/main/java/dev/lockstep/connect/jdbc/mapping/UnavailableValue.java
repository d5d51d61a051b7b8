/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What change capture writes in place of a value the log did not carry (an unchanged large value), in the form that
 * each type of column gets. Writing it would destroy the row's real value.
 */
final class UnavailableValue {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] ASCII = TEXT.getBytes(StandardCharsets.US_ASCII);
    private static final String UUID_TEXT = UUID.nameUUIDFromBytes(ASCII).toString();
    private static final String JSON = "{\"" + TEXT + "\":\"" + TEXT + "\"}";
    private static final List<Long> NUMBERS =
            IntStream.range(0, ASCII.length).mapToObj(i -> (long) ASCII[i]).toList();

    private UnavailableValue() {}

    /** Whether a column's whole value is the placeholder. */
    static boolean is(Object value) {
        if (value instanceof String text) {
            return isText(text);
        }
        if (value instanceof byte[] array) {
            return array.length == ASCII.length && ByteBuffer.wrap(ASCII).equals(ByteBuffer.wrap(array));
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining() == ASCII.length && ByteBuffer.wrap(ASCII).equals(bytes);
        }
        if (value instanceof List<?> elements) {
            return elements.size() == 1 ? elements.get(0) instanceof String text && isText(text) : isNumbers(elements);
        }
        return value instanceof Map<?, ?> map && map.size() == 1 && TEXT.equals(map.get(TEXT));
    }

    // The lengths differ, so that most texts are told apart without a look at a character.
    private static boolean isText(String text) {
        return switch (text.length()) {
            case 28 -> text.equals(TEXT);
            case 36 -> text.equals(UUID_TEXT);
            case 63 -> text.equals(JSON);
            default -> false;
        };
    }

    /** For texts inside of values, where a placeholder cannot be left out. */
    static void refuse(String text) {
        if (isText(text)) {
            throw refusal();
        }
    }

    static void refuse(ByteBuffer bytes) {
        if (is(bytes)) {
            throw refusal();
        }
    }

    /** For arrays of numbers, whose placeholder is the text's bytes as numbers. */
    static void refuse(List<?> elements) {
        if (isNumbers(elements)) {
            throw refusal();
        }
    }

    private static boolean isNumbers(List<?> elements) {
        if (elements.size() != NUMBERS.size()) {
            return false;
        }
        for (int i = 0; i < NUMBERS.size(); i++) {
            if (!(elements.get(i) instanceof Number number) || number.longValue() != NUMBERS.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static UnwritableValueException refusal() {
        return new UnwritableValueException("the record holds change capture's placeholder for a value that its log"
                + " did not carry. Set REPLICA IDENTITY FULL on the source table, so that it always does");
    }
}
