/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import org.apache.kafka.connect.data.Struct;

/** Fields of the structs that stand for one value. */
final class Fields {
    private Fields() {}

    /** The field's value without its default; null when it is null or not there. */
    static Object optional(Struct struct, String field) {
        return struct.schema().field(field) == null ? null : struct.getWithoutDefault(field);
    }

    static Object required(Struct struct, String field) {
        Object value = optional(struct, field);
        if (value == null) {
            throw new MalformedValueException("its field " + field + " holds nothing");
        }
        return value;
    }

    static long number(Struct struct, String field) {
        return ((Number) required(struct, field)).longValue();
    }
}
