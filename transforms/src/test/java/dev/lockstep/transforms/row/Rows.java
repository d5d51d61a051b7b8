/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Rows for tests, in every form a transform meets. */
public final class Rows {
    private Rows() {}

    /** The envelope of change capture around rows of a schema. */
    public static Schema envelope(Schema row) {
        return SchemaBuilder.struct()
                .name("shop.users.Envelope")
                .field("before", row)
                .field("after", row)
                .field("source", SchemaBuilder.struct().optional().build())
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    /** A struct with its fields and lists as maps and lists, to compare with; fields that are null are there. */
    public static Map<String, Object> plain(Struct struct) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            map.put(field.name(), plain(struct.getWithoutDefault(field.name())));
        }
        return map;
    }

    private static Object plain(Object value) {
        if (value instanceof Struct struct) {
            return plain(struct);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return value;
    }
}
