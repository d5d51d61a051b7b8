/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.ConverterConfig;

/**
 * The settings, named as those of Kafka's own converter. Immutable.
 *
 * @param schemas whether records hold their schema
 * @param schemaCount how many schemas are kept
 * @param numericDecimals whether decimals are JSON numbers, not the base64 of their unscaled value
 * @param replaceNull whether null is taken as the schema's default
 * @param content the schema of all records that are read, which then hold none
 */
record JsonSettings(
        boolean schemas, int schemaCount, boolean numericDecimals, boolean replaceNull, Optional<Schema> content) {
    private static final String SCHEMAS_ENABLE = "schemas.enable";
    private static final String SCHEMAS_CACHE_SIZE = "schemas.cache.size";
    private static final String DECIMAL_FORMAT = "decimal.format";
    private static final String REPLACE_NULL = "replace.null.with.default";
    private static final String SCHEMA_CONTENT = "schema.content";

    static ConfigDef definition() {
        return ConverterConfig.newConfigDef()
                .define(
                        SCHEMAS_ENABLE,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Whether every record holds its schema beside its value.")
                .define(
                        SCHEMAS_CACHE_SIZE,
                        ConfigDef.Type.INT,
                        1000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many schemas, and how many topics' schemas, are kept.")
                .define(
                        DECIMAL_FORMAT,
                        ConfigDef.Type.STRING,
                        "BASE64",
                        ConfigDef.CaseInsensitiveValidString.in("BASE64", "NUMERIC"),
                        Importance.LOW,
                        "How decimals are written: BASE64, the bytes of the unscaled value, or NUMERIC, a JSON number."
                                + " Both are read.")
                .define(
                        REPLACE_NULL,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether a null field that has a default is taken as that default. Set it to false in a"
                                + " migration: a null is a null.")
                .define(
                        SCHEMA_CONTENT,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "The schema of all records that are read, as JSON; they then hold none. Needs schemas.enable.");
    }

    static JsonSettings of(Map<String, ?> settings) {
        AbstractConfig config = new AbstractConfig(definition(), settings, false);
        boolean schemas = config.getBoolean(SCHEMAS_ENABLE);
        boolean replaceNull = config.getBoolean(REPLACE_NULL);
        Optional<Schema> content = content(config.getString(SCHEMA_CONTENT), replaceNull);
        return new JsonSettings(
                schemas,
                config.getInt(SCHEMAS_CACHE_SIZE),
                config.getString(DECIMAL_FORMAT).toUpperCase(Locale.ROOT).equals("NUMERIC"),
                replaceNull,
                schemas ? content : Optional.empty());
    }

    private static Optional<Schema> content(String text, boolean replaceNull) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Optional.of(new SchemaReader(replaceNull).read(new ByteRange(bytes, 0, bytes.length)));
        } catch (DataException e) {
            throw new ConfigException(SCHEMA_CONTENT + " is no schema as JSON: " + e.getMessage());
        }
    }
}
