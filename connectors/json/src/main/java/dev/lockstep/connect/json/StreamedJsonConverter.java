/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * Writes and reads the JSON of Kafka's {@code JsonConverter}, with the same settings, without a tree in between: values
 * go between structs and bytes through compiled writers and readers, and the schema that stands in every record is text
 * that is kept, not made, and recognised, not parsed. Thread-safe.
 *
 * <p>It reads more strictly: a value that is not of its schema's type is an error, where {@code JsonConverter} takes 0,
 * null or the lowest bits. And it reads the texts NaN, Infinity and -Infinity, which both write, as the numbers they are.
 * No message holds a value.
 */
public final class StreamedJsonConverter implements Converter, HeaderConverter, Versioned {
    private RecordWriter writer;
    private RecordReader reader;

    @Override
    public String version() {
        try (InputStream in = StreamedJsonConverter.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin's own jar cannot be read", e);
        }
    }

    @Override
    public ConfigDef config() {
        return JsonSettings.definition();
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConverterConfig.TYPE_CONFIG, (isKey ? ConverterType.KEY : ConverterType.VALUE).getName());
        configure(all);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        JsonSettings read = JsonSettings.of(settings);
        writer = new RecordWriter(read);
        reader = new RecordReader(read);
    }

    /** @throws DataException when the value does not fit the schema; names the field */
    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return schema == null && value == null ? null : writer.write(schema, value);
    }

    /** @throws DataException when the bytes are no JSON, or no value of the schema; names the field and the place */
    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return reader.read(topic, value);
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public void close() {}
}
