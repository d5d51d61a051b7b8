/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.reconcile.Side;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.json.JsonConverter;

/** The keys of {@link ValidatorConfig}, their types, defaults and descriptions. */
final class ValidatorSettings {
    static final String ID = "validator.id";
    static final String BOOTSTRAP = "bootstrap.servers";
    static final String MODE = "mode";
    static final String HOP = "hop";
    static final String OBSERVATIONS = "observations.topic";
    static final String PROGRESS_INTERVAL = "progress.interval.ms";
    static final String SETTLE = "settle.ms";
    static final String ROUND_INTERVAL = "round.interval.ms";
    static final String DEAD_LETTERS = "dead.letter.topics";
    static final String LEVELS = "levels";
    static final String RELATIONSHIPS = "relationships";
    static final String AGGREGATES = "aggregates";
    static final String SUMMARY_INTERVAL = "summary.interval.ms";
    static final String MOVER_GROUP = "mover.group";
    static final String MARKER_URL = "target.marker.url";
    static final String MARKER_USER = "target.marker.user";
    static final String MARKER_PASSWORD = "target.marker.password";
    static final String MARKER_TABLE = "target.marker.table";
    static final String MARKER_TOPIC = "target.marker.topic";
    static final String CONNECTOR_URL = "target.connector.url";
    static final String PARTITIONS = "internal.partitions";
    static final String REPLICATION = "replication.factor";
    static final String STANDBYS = "standby.replicas";
    static final String STATE_DIR = "state.dir";
    static final String TOPICS = ".topics";
    static final String FORMAT = ".table.format";
    static final String HEARTBEAT = ".heartbeat.topic";
    static final String KEY_CONVERTER = ".key.converter";
    static final String VALUE_CONVERTER = ".value.converter";

    private static final int MAX_PARTITIONS = 1_000;

    static ConfigDef define() {
        ConfigDef definition = new ConfigDef()
                .define(
                        ID,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        SettingsRules.identifier(),
                        Importance.HIGH,
                        "Name of this validator. Its topics and its consumer group are named `lockstep.<id>`.")
                .define(
                        BOOTSTRAP,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                        Importance.HIGH,
                        "Brokers to start from, `host:port`, separated by commas.");
        for (Side side : Side.values()) {
            defineSide(definition, sideName(side), side == Side.SOURCE ? ConfigDef.NO_DEFAULT_VALUE : null);
        }
        defineModes(definition);
        defineRounds(definition);
        defineMarker(definition);
        defineRunning(definition);
        ShapingSettings.define(definition);
        return definition;
    }

    private static void defineModes(ConfigDef definition) {
        definition
                .define(
                        MODE,
                        ConfigDef.Type.STRING,
                        Mode.EXACT.text(),
                        ConfigDef.ValidString.in(Mode.texts().toArray(String[]::new)),
                        Importance.HIGH,
                        "Where observations come from. `exact`: from an observer of the target, each with its position."
                                + " `rounds`: from topics that capture the target; positions come from rounds, which write"
                                + " a marker into the target. `settle`: the same with a fixed wait in place of the"
                                + " marker.")
                .define(
                        OBSERVATIONS,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "With `mode=exact`: the topic the observer writes to. Default: `lockstep.<id>.observed`.")
                .define(
                        HOP,
                        ConfigDef.Type.STRING,
                        Hop.DELIVERY.text(),
                        ConfigDef.ValidString.in(Hop.texts().toArray(String[]::new)),
                        Importance.MEDIUM,
                        "What is watched. `delivery`: from the data topics to the target. `capture`: from the source's"
                                + " database to the data topics, with an observer of the source.")
                .define(
                        LEVELS,
                        ConfigDef.Type.LIST,
                        null,
                        SettingsRules.levels(),
                        Importance.MEDIUM,
                        "With `mode=exact`: how much of which tables is compared, as `<pattern>=<level>`, the pattern a"
                                + " regular expression over whole table names; the first that matches holds. `checksum`,"
                                + " the default: every row. `count`, `count:<rows>`, `count:<percentage>%`: the number"
                                + " of rows only, with a tolerance. `sample:<fraction>`: the rows of a part of all"
                                + " keys.")
                .define(
                        RELATIONSHIPS,
                        ConfigDef.Type.LIST,
                        null,
                        SettingsRules.relationships(),
                        Importance.MEDIUM,
                        "With `mode=exact`: rows that refer to rows of another table, as"
                                + " `<child table>(<column>,…)=<parent table>`, the columns in the order of the parent's key"
                                + " columns. Children whose parent the target lacks are counted. Chosen before the first"
                                + " start of a `validator.id`.")
                .define(
                        AGGREGATES,
                        ConfigDef.Type.LIST,
                        null,
                        SettingsRules.aggregates(),
                        Importance.LOW,
                        "With `mode=exact`: numeric columns that are added up, as `<table>(<column>,…)`, and held against what"
                                + " an observer with `aggregate.columns.<table>` has added up. Chosen before the first start of a"
                                + " `validator.id`.")
                .define(
                        DEAD_LETTERS,
                        ConfigDef.Type.LIST,
                        null,
                        Importance.LOW,
                        "The sinks' dead letter queues. A verdict on a version that is in one says so. Their sinks need"
                                + " `errors.deadletterqueue.context.headers.enable=true`.")
                .define(
                        PROGRESS_INTERVAL,
                        ConfigDef.Type.LONG,
                        200L,
                        ConfigDef.Range.between(10, 60_000),
                        Importance.LOW,
                        "How often the validator looks how far it has read the data topics. Observations wait for it.");
    }

    private static void defineRounds(ConfigDef definition) {
        definition
                .define(
                        SETTLE,
                        ConfigDef.Type.LONG,
                        10_000L,
                        ConfigDef.Range.atLeast(1),
                        Importance.HIGH,
                        "With `mode=settle`: how long a round waits for what is under way to arrive. Longer than the"
                                + " longest delay from the data topics through the target to its topics, or verdicts"
                                + " may be wrong.")
                .define(
                        ROUND_INTERVAL,
                        ConfigDef.Type.LONG,
                        10_000L,
                        ConfigDef.Range.atLeast(1),
                        Importance.MEDIUM,
                        "From the start of one round to the start of the next, at least.")
                .define(
                        MOVER_GROUP,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Consumer group of the sink, `connect-<name>` for a sink connector. A round waits until it has"
                                + " passed the ends of the data topics. Needed with `mode=rounds`.");
    }

    private static void defineMarker(ConfigDef definition) {
        definition
                .define(
                        MARKER_URL,
                        ConfigDef.Type.STRING,
                        null,
                        SettingsRules.jdbcUrl(),
                        Importance.HIGH,
                        "With `mode=rounds`: the target as `jdbc:…`, without password. PostgreSQL's driver is shipped; put"
                                + " that of MariaDB or MySQL into `lib`.")
                .define(
                        MARKER_USER,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "Who writes the marker: a user with SELECT, INSERT and UPDATE on that one table.")
                .define(MARKER_PASSWORD, ConfigDef.Type.PASSWORD, null, Importance.HIGH, "The password of that user.")
                .define(
                        MARKER_TABLE,
                        ConfigDef.Type.STRING,
                        "lockstep_marker",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The table of markers, as `table` or `schema.table`. It is yours to make, and part of what the target's"
                                + " capture captures.")
                .define(
                        MARKER_TOPIC,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "With `mode=rounds`: the topic in which the target's capture tells of that table.")
                .define(
                        CONNECTOR_URL,
                        ConfigDef.Type.STRING,
                        null,
                        SettingsRules.webAddress(),
                        Importance.HIGH,
                        "With `mode=rounds`: the connector that captures the target, in the REST API of its worker,"
                                + " `http://host:8083/connectors/<name>`. It is asked for the offset it has committed.");
    }

    private static void defineRunning(ConfigDef definition) {
        definition
                .define(
                        SUMMARY_INTERVAL,
                        ConfigDef.Type.LONG,
                        1_000L,
                        ConfigDef.Range.atLeast(100),
                        Importance.LOW,
                        "How often a table that changed gets a summary line.")
                .define(
                        PARTITIONS,
                        ConfigDef.Type.INT,
                        4,
                        ConfigDef.Range.between(1, MAX_PARTITIONS),
                        Importance.MEDIUM,
                        "Partitions of the internal topics: the greatest number of threads that share the work. Fixed for"
                                + " the life of a `validator.id`.")
                .define(
                        REPLICATION,
                        ConfigDef.Type.SHORT,
                        null,
                        Importance.MEDIUM,
                        "Replication factor of the validator's topics. Default: the brokers' own.")
                .define(
                        STANDBYS,
                        ConfigDef.Type.INT,
                        0,
                        ConfigDef.Range.atLeast(0),
                        Importance.LOW,
                        "Copies of the state on other instances. Set 1 where two or more run: else one that takes over"
                                + " first reads the state back from its topics.")
                .define(
                        STATE_DIR,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Directory of the local state. Default: `lockstep-validator` in the directory for temporary"
                                + " files.");
    }

    private static void defineSide(ConfigDef definition, String side, Object noTopics) {
        definition
                .define(
                        side + TOPICS,
                        ConfigDef.Type.STRING,
                        noTopics,
                        SettingsRules.regex(),
                        Importance.HIGH,
                        "Regular expression over whole topic names: "
                                + (noTopics == null ? "with `mode=rounds` and `mode=settle`, the " : "the ") + side
                                + "'s topics. Its groups can be used in `" + side + FORMAT + "`.")
                .define(
                        side + FORMAT,
                        ConfigDef.Type.STRING,
                        "$1",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Replacement that turns a matched topic name into the name of its table, such as `$1.$2`. Both sides"
                                + " must come to the same name.")
                .define(
                        side + HEARTBEAT,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "With `mode=settle`: heartbeat topic of the " + side
                                + "'s capture. A round is void when the newest heartbeat is older"
                                + " than `settle.ms`.")
                .define(
                        side + KEY_CONVERTER,
                        ConfigDef.Type.CLASS,
                        JsonConverter.class,
                        Importance.MEDIUM,
                        "Connect converter for keys of records without digest header. Its own settings follow as `"
                                + side + KEY_CONVERTER + ".*`.")
                .define(
                        side + VALUE_CONVERTER,
                        ConfigDef.Type.CLASS,
                        JsonConverter.class,
                        Importance.MEDIUM,
                        "Connect converter for values of records without digest header. Its own settings follow as `"
                                + side + VALUE_CONVERTER + ".*`.");
    }

    private ValidatorSettings() {}

    /** The key of one side. */
    static String of(Side side, String suffix) {
        return sideName(side) + suffix;
    }

    private static String sideName(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
