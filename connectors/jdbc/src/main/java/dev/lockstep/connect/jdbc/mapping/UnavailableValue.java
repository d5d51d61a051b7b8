/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private static final List<Long> NUMBERS =
            IntStream.range(0, ASCII.length).mapToObj(i -> (long) ASCII[i]).toList();

    private UnavailableValue() {}

    static void refuse(String text) {
        if (text.equals(TEXT) || text.equals(UUID_TEXT)) {
            throw refusal();
        }
    }

    static void refuse(ByteBuffer bytes) {
        if (bytes.equals(ByteBuffer.wrap(ASCII))) {
            throw refusal();
        }
    }

    /** For arrays of numbers, whose placeholder is the text's bytes as numbers. */
    static void refuse(List<?> elements) {
        if (elements.size() != NUMBERS.size()) {
            return;
        }
        for (int i = 0; i < NUMBERS.size(); i++) {
            if (!(elements.get(i) instanceof Number number) || number.longValue() != NUMBERS.get(i)) {
                return;
            }
        }
        throw refusal();
    }

    private static UnwritableValueException refusal() {
        return new UnwritableValueException("the record holds change capture's placeholder for a value that its log"
                + " did not carry. Set REPLICA IDENTITY FULL on the source table, so that it always does");
    }
}
