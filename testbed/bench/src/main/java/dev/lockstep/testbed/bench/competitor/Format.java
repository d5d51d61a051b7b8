/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.competitor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/** How rows are written in Kafka: which converter a connector gets. */
public enum Format {
    /** JSON without schema. */
    @JsonProperty("json")
    JSON("json"),
    /** JSON that carries its schema in every record. */
    @JsonProperty("json-schema")
    JSON_SCHEMA("json-schema"),
    /** JSON without schema in the records; the sink's converter is configured with the schema ({@code schema.content}). */
    @JsonProperty("json-content")
    JSON_CONTENT("json-content");

    private static final String CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    private final String word;

    Format(String word) {
        this.word = word;
    }

    /** The converter settings of a source connector. */
    public Map<String, String> ofSource() {
        Map<String, String> settings = settings(this == JSON_SCHEMA);
        if (this == JSON) {
            // Nobody could tell that the default, base64, is a number.
            settings.put("value.converter.decimal.format", "NUMERIC");
        }
        return settings;
    }

    /**
     * The converter settings of a sink connector.
     *
     * @param schemas of keys and values, as {@code schema.content} takes them; used by {@link #JSON_CONTENT} only
     */
    public Map<String, String> ofSink(Schemas schemas) {
        Map<String, String> settings = settings(this != JSON);
        if (this == JSON_CONTENT) {
            settings.put("key.converter.schema.content", schemas.key());
            settings.put("value.converter.schema.content", schemas.value());
        }
        return settings;
    }

    private static Map<String, String> settings(boolean schemas) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String side : new String[] {"key", "value"}) {
            settings.put(side + ".converter", CONVERTER);
            settings.put(side + ".converter.schemas.enable", Boolean.toString(schemas));
            // A NULL stays NULL where the column has a default.
            settings.put(side + ".converter.replace.null.with.default", "false");
        }
        return settings;
    }

    /**
     * The schemas of a topic in the JSON form that the inline schema of a record has.
     *
     * @param key of the record keys
     * @param value of the record values
     */
    public record Schemas(String key, String value) {
        /** For formats that need none. */
        public static final Schemas NONE = new Schemas("", "");
    }

    /** The word of the command line. */
    @Override
    public String toString() {
        return word;
    }
}
