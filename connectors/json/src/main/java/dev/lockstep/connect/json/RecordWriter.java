/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Values as the bytes of records. Thread-safe. */
final class RecordWriter {
    private static final byte[] WITHOUT_SCHEMA = "{\"schema\":null,\"payload\":".getBytes(StandardCharsets.UTF_8);

    private static final int USUAL_RECORD = 4096;
    private static final int LARGEST_KEPT = 1 << 20;

    private final JsonSettings settings;
    private final ValueWriters writers;
    private final Map<Same, Form> forms = new ConcurrentHashMap<>();

    /** Not static: the worker's threads outlive the plugin. */
    private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);

    /** Where one thread writes its records, one after the other: to make a generator takes longer than to write a key. */
    private static final class Desk {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_RECORD);
        private final JsonGenerator json;

        Desk() {
            try {
                json = Json.FACTORY.createGenerator(bytes);
            } catch (IOException e) {
                throw inMemory(e);
            }
            json.setRootValueSeparator(null);
        }

        byte[] write(Form form, Object value, boolean enclosed) throws IOException {
            bytes.reset();
            bytes.writeBytes(form.head());
            form.value().write(json, value);
            json.flush();
            if (enclosed) {
                bytes.write('}');
            }
            return bytes.toByteArray();
        }
    }

    /** How records with one schema are written; before the value come the bytes of {@code head}. */
    @SuppressWarnings("ArrayRecordComponent") // two are never compared
    private record Form(byte[] head, ValueWriter value) {}

    /** A schema as itself: comparing two by content takes longer than writing a row. */
    private record Same(Schema schema) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same same && same.schema == schema;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(schema);
        }
    }

    RecordWriter(JsonSettings settings) {
        this.settings = settings;
        this.writers = new ValueWriters(settings.numericDecimals(), settings.replaceNull());
    }

    /** @param schema null for a value without one */
    byte[] write(Schema schema, Object value) {
        Form form = forms.get(new Same(schema));
        if (form == null) {
            // Schemas that are made anew for every record must not fill the memory.
            if (forms.size() >= settings.schemaCount()) {
                forms.clear();
            }
            form = form(schema);
            forms.put(new Same(schema), form);
        }
        byte[] record = null;
        try {
            record = desks.get().write(form, value, settings.schemas());
            return record;
        } catch (IOException e) {
            throw inMemory(e);
        } finally {
            // A generator that stopped inside of a value is of no more use, and a large record's buffer is not kept.
            if (record == null || record.length > LARGEST_KEPT) {
                desks.remove();
            }
        }
    }

    private static DataException inMemory(IOException cause) {
        return new DataException("Bytes in memory cannot be written", cause);
    }

    private Form form(Schema schema) {
        ValueWriter value = schema == null ? writers.ofAny() : writers.of(schema, "");
        if (!settings.schemas()) {
            return new Form(new byte[0], value);
        }
        return new Form(schema == null ? WITHOUT_SCHEMA : new SchemaWriter(writers).head(schema), value);
    }
}
