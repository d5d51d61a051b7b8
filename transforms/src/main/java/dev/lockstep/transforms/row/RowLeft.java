/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.header.DigestHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Makes a record that changes a row one that deletes it. The input is not changed. */
public final class RowLeft {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String OPERATION = "op";

    private RowLeft() {}

    /**
     * An envelope becomes the envelope of a delete, with the image of before that it has, or one of the key and the fields
     * that are required; a flat row becomes a tombstone. A digest of the row goes off the record.
     *
     * @param record with a key, and a row or the envelope of an update as value
     */
    public static <R extends ConnectRecord<R>> R delete(R record) {
        R delete = deleted(record);
        delete.headers().remove(DigestHeader.NAME);
        return delete;
    }

    private static <R extends ConnectRecord<R>> R deleted(R record) {
        if (record.value() instanceof Struct struct && RowChange.isEnvelope(struct.schema())) {
            return RecordPart.VALUE.with(record, record.valueSchema(), delete(struct, record.key()));
        }
        if (record.value() instanceof Map<?, ?> map && RowChange.isEnvelope(map)) {
            return RecordPart.VALUE.with(record, null, delete(map));
        }
        return RecordPart.VALUE.with(record, null, null);
    }

    private static Struct delete(Struct update, Object key) {
        Struct delete = new Struct(update.schema());
        for (Field field : update.schema().fields()) {
            Object value = update.get(field);
            Object made = switch (field.name()) {
                case OPERATION -> "d";
                case AFTER -> null;
                case BEFORE -> value == null ? before(field.schema(), update.getStruct(AFTER), key) : value;
                default -> value;
            };
            if (made != null) {
                delete.put(field, made);
            }
        }
        return delete;
    }

    /** As change capture gives it where the log holds no more: the key, and what cannot be null. */
    private static Struct before(Schema schema, Struct after, Object key) {
        Set<String> names = key instanceof Struct struct
                ? struct.schema().fields().stream().map(Field::name).collect(Collectors.toSet())
                : Set.of();
        Struct before = new Struct(schema);
        for (Field field : schema.fields()) {
            Field source = after.schema().field(field.name());
            boolean isNeeded = names.contains(field.name()) || !field.schema().isOptional();
            if (isNeeded && source != null && source.schema().equals(field.schema())) {
                before.put(field, after.get(source));
            }
        }
        return before;
    }

    private static Map<String, Object> delete(Map<?, ?> update) {
        Map<String, Object> delete = new LinkedHashMap<>();
        update.forEach((name, value) -> delete.put(String.valueOf(name), value));
        delete.put(OPERATION, "d");
        delete.putIfAbsent(BEFORE, update.get(AFTER));
        delete.put(AFTER, null);
        return delete;
    }
}
