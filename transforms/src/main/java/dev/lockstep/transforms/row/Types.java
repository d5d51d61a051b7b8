/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.Locale;
import org.apache.kafka.connect.data.Schema;

/** What types are called in messages. */
public final class Types {
    private Types() {}

    /** The logical name where there is one, else the type, as in {@code int32}. */
    public static String of(Schema schema) {
        String type = schema.type().name().toLowerCase(Locale.ROOT);
        return schema.name() == null || schema.type() == Schema.Type.STRUCT ? type : schema.name() + " (" + type + ")";
    }

    /** What a value without schema is called: its class, never itself. */
    public static String of(Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
