/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.connect.jdbc.source.SourceSettingsConfig;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The definitions of what observations are made of: digests, and the positions that they lie between. */
final class ObservationSettingsConfig {
    private ObservationSettingsConfig() {}

    static void define(ConfigDef definition) {
        digests(definition);
        keys(definition);
        mover(definition);
        audit(definition);
    }

    private static void digests(ConfigDef definition) {
        String group = "Digests";
        definition
                .define(
                        JdbcObserverConfig.COLUMN_EXCLUDE,
                        ConfigDef.Type.LIST,
                        List.of(),
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> SourceSettingsConfig.checkPatterns(name, (List<?>) value),
                                () -> "regular expressions"),
                        Importance.MEDIUM,
                        "Columns that the data topics do not have: regular expressions that match the whole of"
                                + " schema.table.column.",
                        group,
                        1,
                        Width.LONG,
                        "Columns left out")
                .define(
                        JdbcObserverConfig.POLICY,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkPolicy(name, (String) value), () -> "a policy"),
                        Importance.MEDIUM,
                        "Declared equivalences, the text of a policy with its line breaks: the same as that of the data"
                                + " topics' digests. Without: only equal is equal.",
                        group,
                        2,
                        Width.LONG,
                        "Policy")
                .define(
                        JdbcObserverConfig.LOCATOR,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether digests are accompanied by what names the columns that differ.",
                        group,
                        3,
                        Width.SHORT,
                        "Locators");
    }

    private static void keys(ConfigDef definition) {
        String group = "Digests";
        definition
                .define(
                        JdbcObserverConfig.DIGEST_KEY,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.LOW,
                        "Where the data topics' digests are made with hmac-sha-256: its key, at least 16 random bytes as"
                                + " base64. Empty: xxh3-128.",
                        group,
                        4,
                        Width.LONG,
                        "Digest key")
                .define(
                        JdbcObserverConfig.DIGEST_KEY_ID,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "The name of that key, the same as at the data topics; not secret.",
                        group,
                        5,
                        Width.MEDIUM,
                        "Id of the digest key");
    }

    private static void mover(ConfigDef definition) {
        String group = "Positions";
        definition
                .define(
                        JdbcObserverConfig.OFFSETS_TABLE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The table in which our sink keeps its offsets, as table or schema.table: lockstep_offsets unless"
                                + " the sink says otherwise. Observations are exact with it. One of this, mover.group and"
                                + " audit.connector.",
                        group,
                        1,
                        Width.MEDIUM,
                        "Offset table of the sink")
                .define(
                        JdbcObserverConfig.MOVER_CONNECTOR,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The name of the sink connector, under which its offsets stand in mover.offsets.table.",
                        group,
                        2,
                        Width.MEDIUM,
                        "Name of the sink")
                .define(
                        JdbcObserverConfig.MOVER_GROUP,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The consumer group of any other mover; connect-<name> for a sink connector. Observations lie"
                                + " between what it has committed and the end of the data topic.",
                        group,
                        3,
                        Width.MEDIUM,
                        "Group of the mover");
    }

    private static void audit(ConfigDef definition) {
        String group = "Positions";
        definition
                .define(
                        JdbcObserverConfig.AUDIT_CONNECTOR,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The name of the connector that captures the observed database into the data topics: Debezium's, of"
                                + " PostgreSQL or MariaDB. It is the source, then, that is observed, and the capture that is judged.",
                        group,
                        4,
                        Width.MEDIUM,
                        "Audited capture")
                .define(
                        JdbcObserverConfig.AUDIT_OFFSETS_TOPIC,
                        ConfigDef.Type.STRING,
                        "connect-offsets",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "With audit.connector: the topic in which its worker keeps the offsets of source connectors, which"
                                + " is offset.storage.topic in the worker's file.",
                        group,
                        5,
                        Width.MEDIUM,
                        "Offsets topic of the audited capture");
    }

    private static void checkPolicy(String name, String policy) {
        try {
            var unused = Policy.parse(policy);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, "(" + policy.length() + " characters)", e.getMessage());
        }
    }
}
