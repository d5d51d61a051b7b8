/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes the map of a partition or an offset apart; each thing that is wrong has words of its own. */
final class Fields {
    private final Map<String, ?> map;
    private final String what;

    Fields(Map<String, ?> map, String what, String... known) {
        this.map = map;
        this.what = what;
        Set<String> unknown = new TreeSet<>(map.keySet());
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new OffsetFormatException(
                    what + " has no field \"" + unknown.iterator().next() + "\"");
        }
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> missing(field));
    }

    Optional<String> optionalText(String field) {
        Object value = map.get(field);
        if (value != null && !(value instanceof String)) {
            throw wrong(field, "a text", value);
        }
        return Optional.ofNullable((String) value);
    }

    long number(String field) {
        Object value = map.get(field);
        if (value == null) {
            throw missing(field);
        }
        // What went through JSON may come back as another kind of integer.
        if (value instanceof Long || value instanceof Integer) {
            long number = ((Number) value).longValue();
            if (number >= 0) {
                return number;
            }
            throw new OffsetFormatException("field \"" + field + "\" of " + what + " is negative");
        }
        throw wrong(field, "an integer", value);
    }

    boolean bool(String field) {
        Object value = map.get(field);
        if (value == null) {
            throw missing(field);
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw wrong(field, "true or false", value);
    }

    private OffsetFormatException missing(String field) {
        return new OffsetFormatException(what + " lacks the field \"" + field + "\"");
    }

    private OffsetFormatException wrong(String field, String expected, Object value) {
        return new OffsetFormatException("field \"" + field + "\" of " + what + " must be " + expected + ", found "
                + value.getClass().getSimpleName());
    }
}
