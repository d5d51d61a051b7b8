/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.policy.Policy;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link StampDigest}. */
final class StampDigestConfig extends AbstractConfig {
    private static final String ON_UNENCODABLE = "on.unencodable";
    private static final String LOCATOR = "locator";
    private static final String POLICY = "policy";
    private static final String TOPIC_PATTERN = "table.topic.pattern";
    private static final String NAME_FORMAT = "table.name.format";
    private static final String ALGORITHM = "algorithm";
    private static final String KEY = "digest.key";
    private static final String KEY_ID = "digest.key.id";

    /** What becomes of a record that has no digest. */
    enum OnUnencodable {
        /** The record is an error: the task stops, or the error tolerance of the connector decides. */
        FAIL,
        /** The record goes on, marked as unknown: the validator counts it, and its table is not VERIFIED. */
        MARK
    }

    static final ConfigDef DEFINITION = definition();

    StampDigestConfig(Map<?, ?> settings) {
        super(DEFINITION, settings, false);
        for (String key : new String[] {KEY, KEY_ID}) {
            if (!keyed() && !text(key).isEmpty()) {
                throw new ConfigException(
                        key,
                        "(a value)",
                        "It is for " + ALGORITHM + "=" + HmacSha256.NAME + " only. Set that, or leave this out");
            }
        }
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        digests(definition);
        tables(definition);
        return definition.define(
                ON_UNENCODABLE,
                ConfigDef.Type.STRING,
                "fail",
                CaseInsensitiveValidString.in(
                        Arrays.stream(OnUnencodable.values()).map(Enum::name).toArray(String[]::new)),
                Importance.MEDIUM,
                "What to do with a record that has no key, or a column whose type has no canonical form: `fail` makes"
                        + " it an error; `mark` lets it pass marked as unknown, so that the row is moved but its table"
                        + " cannot be VERIFIED.",
                "Errors",
                1,
                Width.SHORT,
                "On unencodable record");
    }

    private static void digests(ConfigDef definition) {
        definition
                .define(
                        LOCATOR,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether 32 bytes go with each digest by which a verdict names the columns that differ. The header"
                                + " is then of version 2. The other side of the flow must do the same.",
                        "Digest",
                        1,
                        Width.SHORT,
                        "Locator")
                .define(
                        ALGORITHM,
                        ConfigDef.Type.STRING,
                        Hash128.ALGORITHM,
                        ConfigDef.ValidString.in(Hash128.ALGORITHM, HmacSha256.NAME),
                        Importance.LOW,
                        "`xxh3-128` is fast and guards against accidents. `hmac-sha-256` is for digests that are read where"
                                + " rows may not be: without the key nobody can find a value by trying.",
                        "Digest",
                        2,
                        Width.SHORT,
                        "Algorithm")
                .define(
                        KEY,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.LOW,
                        "The key of `hmac-sha-256`: at least 16 random bytes as base64. The same wherever rows of the flow"
                                + " are digested.",
                        "Digest",
                        3,
                        Width.LONG,
                        "Key")
                .define(
                        KEY_ID,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "A name for the key, such as its day; not secret. It is part of the policy's id, so digests of two"
                                + " keys are never compared.",
                        "Digest",
                        4,
                        Width.MEDIUM,
                        "Id of the key");
    }

    private static void tables(ConfigDef definition) {
        definition
                .define(
                        POLICY,
                        ConfigDef.Type.STRING,
                        "",
                        validator(Policy::parse, "a policy"),
                        Importance.MEDIUM,
                        "Declared equivalences, the text of a policy with its line breaks. Every stamp of the flow, and"
                                + " whatever else digests its rows, needs the same. Without: only equal is equal.",
                        "Tables",
                        1,
                        Width.LONG,
                        "Policy")
                .define(
                        TOPIC_PATTERN,
                        ConfigDef.Type.STRING,
                        "[^.]+\\.(?:([^.]+)\\.)?([^.]+)",
                        validator(Pattern::compile, "a regular expression"),
                        Importance.LOW,
                        "Regular expression that the whole name of a topic must match where the policy has rules. Its groups"
                                + " are for table.name.format.",
                        "Tables",
                        2,
                        Width.LONG,
                        "Topic pattern")
                .define(
                        NAME_FORMAT,
                        ConfigDef.Type.STRING,
                        "$1.$2",
                        Importance.LOW,
                        "The table whose rules a topic's rows come under, as schema.table. $1 is the first group of"
                                + " table.topic.pattern. Rules under the table's name alone count where there are none"
                                + " under the full name.",
                        "Tables",
                        3,
                        Width.MEDIUM,
                        "Table name format");
    }

    private static ConfigDef.Validator validator(Consumer<String> parser, String what) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    try {
                        parser.accept((String) value);
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(
                                name, "(" + String.valueOf(value).length() + " characters)", e.getMessage());
                    }
                },
                () -> what);
    }

    OnUnencodable onUnencodable() {
        return OnUnencodable.valueOf(getString(ON_UNENCODABLE).toUpperCase(Locale.ROOT));
    }

    boolean locator() {
        return getBoolean(LOCATOR);
    }

    TopicPolicies policies() {
        return new TopicPolicies(
                Policy.parse(getString(POLICY)),
                algorithm(),
                Pattern.compile(getString(TOPIC_PATTERN)),
                getString(NAME_FORMAT));
    }

    DigestAlgorithm algorithm() {
        if (!keyed()) {
            return DigestAlgorithm.XXH3_128;
        }
        try {
            return new HmacSha256(Base64.getDecoder().decode(text(KEY)), text(KEY_ID));
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes what it cannot read.
            String why = text(KEY_ID).isEmpty() ? KEY_ID + " is missing" : "at least 16 bytes as base64 are expected";
            throw new ConfigException(KEY, "[hidden]", why + ". Make a key with `openssl rand -base64 32`");
        }
    }

    private boolean keyed() {
        return getString(ALGORITHM).equals(HmacSha256.NAME);
    }

    private String text(String key) {
        return key.equals(KEY) ? getPassword(KEY).value() : getString(key);
    }
}
