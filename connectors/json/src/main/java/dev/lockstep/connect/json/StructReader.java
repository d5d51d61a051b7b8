/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads objects as structs. Fields nearly always come in the order of the schema, so each is first compared with the bytes
 * of the name that is due. Fields that the schema does not have are passed over, as Kafka's converter does.
 */
final class StructReader implements ValueReader {
    private final Schema schema;
    private final String path;
    private final ValueReaders readers;
    private final Field[] fields;
    private final SerializedString[] names;
    private final ValueReader[] values;
    private final Map<String, Integer> places = new HashMap<>();

    StructReader(Schema schema, String path, ValueReaders readers) {
        this.schema = schema;
        this.path = path;
        this.readers = readers;
        List<Field> list = schema.fields();
        this.fields = list.toArray(Field[]::new);
        this.names =
                list.stream().map(field -> new SerializedString(field.name())).toArray(SerializedString[]::new);
        this.values = list.stream()
                .map(field -> readers.of(field.schema(), path(field)))
                .toArray(ValueReader[]::new);
        list.forEach(field -> places.put(field.name(), field.index()));
    }

    @Override
    public Struct read(JsonParser in) throws IOException {
        ValueReaders.expect(in, JsonToken.START_OBJECT, path, "an object");
        Struct struct = new Struct(schema);
        int due = 0;
        boolean inOrder = true;
        while (true) {
            int place = due;
            if (due == fields.length || !in.nextFieldName(names[due])) {
                JsonToken token = due == fields.length ? in.nextToken() : in.currentToken();
                if (token == JsonToken.END_OBJECT) {
                    break;
                }
                place = places.getOrDefault(in.currentName(), -1);
            }
            in.nextToken();
            if (place < 0) {
                in.skipChildren();
                continue;
            }
            put(struct, place, values[place].read(in));
            inOrder &= place == due;
            due = place + 1;
        }
        if (!inOrder || due < fields.length) {
            fillAbsent(struct);
        }
        return struct;
    }

    /** A null that was read is answered once more, in the same way. */
    private void fillAbsent(Struct struct) {
        for (int place = 0; place < fields.length; place++) {
            if (struct.getWithoutDefault(fields[place].name()) == null) {
                put(struct, place, readers.absent(fields[place].schema(), path(fields[place])));
            }
        }
    }

    private void put(Struct struct, int place, Object value) {
        if (value != null) {
            try {
                struct.put(fields[place], value);
            } catch (DataException e) {
                // Its message may hold the value.
                throw new DataException("A value in field \"" + path(fields[place]) + "\" that its schema refuses");
            }
        }
    }

    private String path(Field field) {
        return path.isEmpty() ? field.name() : path + "." + field.name();
    }
}
