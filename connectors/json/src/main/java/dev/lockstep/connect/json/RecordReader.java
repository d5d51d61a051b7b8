/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/**
 * The bytes of records as values. Thread-safe.
 *
 * <p>All records of a topic that have the same schema begin with the same bytes, up to the value. So these bytes are kept,
 * and a record that begins with them is not read before its value. Equal bytes are an equal schema, so nothing is guessed;
 * what begins otherwise is read in full.
 */
final class RecordReader {
    /** So many schemas of one topic, the latest ones, are told by their bytes. */
    private static final int SCHEMAS_OF_TOPIC = 4;

    private final JsonSettings settings;
    private final SchemaReader schemas;
    private final Optional<Known> content;
    private final Map<String, Known[]> knownByTopic = new ConcurrentHashMap<>();

    /** Not static: the worker's threads outlive the plugin. */
    private final ThreadLocal<ValueParser> parsers = ThreadLocal.withInitial(ValueParser::new);

    /**
     * A schema and how its values are read.
     *
     * @param head the bytes before the value; empty where records hold no schema
     * @param schema null when the record says that it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // two are never compared
    private record Known(byte[] head, Schema schema, ValueReader value) {
        boolean begins(byte[] record) {
            return record.length > head.length && Arrays.equals(record, 0, head.length, head, 0, head.length);
        }
    }

    /** Where a record has its two parts. */
    private record Parts(ByteRange schema, ByteRange payload, boolean schemaFirst) {}

    RecordReader(JsonSettings settings) {
        this.settings = settings;
        this.schemas = new SchemaReader(settings.replaceNull());
        this.content = settings.content().map(schema -> known(new byte[0], schema));
    }

    /** @param record null for a tombstone */
    SchemaAndValue read(String topic, byte[] record) {
        if (record == null) {
            return SchemaAndValue.NULL;
        }
        ByteRange all = new ByteRange(record, 0, record.length);
        if (!settings.schemas()) {
            return new SchemaAndValue(null, parsers.get().read(all, AnyReader::read));
        }
        if (content.isPresent()) {
            return read(content.get(), all);
        }
        String place = topic == null ? "" : topic;
        Known[] ofTopic = knownByTopic.get(place);
        if (ofTopic != null) {
            for (Known known : ofTopic) {
                if (known.begins(record)) {
                    return read(known, new ByteRange(record, known.head().length, beforeLastBrace(record)));
                }
            }
        }
        Parts parts = all.read(in -> parts(record, in));
        byte[] head = Arrays.copyOf(record, parts.payload().start());
        Known known = known(head, parts.schema().read(in -> schemas.readAny(parts.schema(), in)));
        if (parts.schemaFirst()) {
            remember(place, known);
        }
        return read(known, parts.payload());
    }

    private SchemaAndValue read(Known known, ByteRange range) {
        return new SchemaAndValue(known.schema(), parsers.get().read(range, known.value()::read));
    }

    private Known known(byte[] head, Schema schema) {
        ValueReader reader = schema == null ? AnyReader::read : new ValueReaders(settings.replaceNull()).of(schema, "");
        return new Known(head, schema, reader);
    }

    private void remember(String topic, Known known) {
        if (knownByTopic.size() >= settings.schemaCount()) {
            knownByTopic.clear();
        }
        knownByTopic.compute(topic, (any, before) -> {
            if (before == null) {
                return new Known[] {known};
            }
            Known[] after = new Known[Math.min(before.length + 1, SCHEMAS_OF_TOPIC)];
            after[0] = known;
            System.arraycopy(before, 0, after, 1, after.length - 1);
            return after;
        });
    }

    private static Parts parts(byte[] record, JsonParser in) throws IOException {
        ByteRange schema = null;
        ByteRange payload = null;
        boolean schemaFirst = false;
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw noEnvelope();
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            int start = (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            in.finishToken();
            ByteRange range =
                    new ByteRange(record, start, (int) in.currentLocation().getByteOffset());
            if (name.equals(Words.SCHEMA) && schema == null) {
                schema = range;
                schemaFirst = payload == null;
            } else if (name.equals(Words.PAYLOAD) && payload == null) {
                payload = range;
            } else {
                throw noEnvelope();
            }
        }
        if (schema == null || payload == null) {
            throw noEnvelope();
        }
        return new Parts(schema, payload, schemaFirst);
    }

    /** After the value there is nothing but the brace that closes the record, as the head left one open. */
    private static int beforeLastBrace(byte[] record) {
        int end = record.length - 1;
        while (end > 0 && (record[end] == ' ' || record[end] == '\n' || record[end] == '\r' || record[end] == '\t')) {
            end--;
        }
        if (record[end] != '}') {
            throw new DataException("No JSON that can be read, near byte " + end + ": a brace is missing");
        }
        return end;
    }

    private static DataException noEnvelope() {
        return new DataException("Expected an object with the two fields \"schema\" and \"payload\". Set"
                + " schemas.enable=false for records that hold no schema, or schema.content to give them one");
    }
}
