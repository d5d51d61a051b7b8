/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/** Takes the map of a source partition or offset apart; each thing that is wrong has words of its own. */
final class StoredFields {
    private final Map<String, ?> map;
    private final String what;

    StoredFields(Map<String, ?> map, String what, String... known) {
        this.map = map;
        this.what = what;
        Set<String> unknown = new TreeSet<>(map.keySet());
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new ConnectException(
                    what + " has no field \"" + unknown.iterator().next() + "\"");
        }
    }

    static String text(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> missing(field));
    }

    Optional<String> optionalText(String field) {
        Object value = map.get(field);
        if (value != null && !(value instanceof String)) {
            throw wrong(field, "a text");
        }
        return Optional.ofNullable((String) value);
    }

    /** What went through JSON may come back as another kind of integer. */
    long number(String field) {
        Object value = map.get(field);
        if (value == null) {
            throw missing(field);
        }
        if ((value instanceof Long || value instanceof Integer) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw wrong(field, "an integer that is not negative");
    }

    List<Long> numbers(String field, String text) {
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw wrong(field, "a list of integers");
        }
    }

    boolean bool(String field) {
        Object value = map.get(field);
        if (value == null) {
            throw missing(field);
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw wrong(field, "true or false");
    }

    private ConnectException missing(String field) {
        return new ConnectException(what + " lacks the field \"" + field + "\"");
    }

    private ConnectException wrong(String field, String expected) {
        return new ConnectException("Field \"" + field + "\" of " + what + " must be " + expected);
    }
}
