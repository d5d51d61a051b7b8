/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.sink.TopicRouterConfig;
import dev.lockstep.connect.jdbc.source.SourceSettingsConfig;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The definitions of the observer's settings, group by group. */
final class ObserverSettingsConfig {
    static final int MOST_LANES = 64;

    private final ConfigDef definition = new ConfigDef();
    private String group;
    private int order;

    private ObserverSettingsConfig() {}

    static ConfigDef definition() {
        ObserverSettingsConfig settings = new ObserverSettingsConfig();
        settings.connection();
        settings.topics();
        TopicRouterConfig.define(settings.definition);
        ObservationSettingsConfig.define(settings.definition);
        settings.scan();
        settings.follow();
        settings.errors();
        return settings.definition;
    }

    private void begin(String name, int after) {
        group = name;
        order = after;
    }

    private void define(
            String name,
            ConfigDef.Type type,
            Object standard,
            ConfigDef.Validator validator,
            Importance importance,
            String documentation,
            Width width,
            String displayName) {
        definition.define(
                name, type, standard, validator, importance, documentation, group, ++order, width, displayName);
    }

    private void text(
            String name,
            String standard,
            Importance importance,
            String documentation,
            Width width,
            String displayName) {
        define(name, ConfigDef.Type.STRING, standard, null, importance, documentation, width, displayName);
    }

    private void connection() {
        begin("Connection", 0);
        define(
                JdbcObserverConfig.URL,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.LambdaValidator.with(
                        (name, value) -> SourceSettingsConfig.checkUrl((String) value),
                        () -> "jdbc:postgresql://host:port/database"),
                Importance.HIGH,
                "Where the observed database is: jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:. A password"
                        + " may not be in it.",
                Width.LONG,
                "JDBC URL");
        text(
                JdbcObserverConfig.USER,
                "",
                Importance.HIGH,
                "Who reads. The user needs SELECT on the tables and on mover.offsets.table, and should have no other"
                        + " privilege. Empty for SQLite.",
                Width.MEDIUM,
                "User");
        define(
                JdbcObserverConfig.PASSWORD,
                ConfigDef.Type.PASSWORD,
                "",
                null,
                Importance.HIGH,
                "The user's password; empty if the server asks for none. Best given through a ConfigProvider.",
                Width.MEDIUM,
                "Password");
        define(
                JdbcObserverConfig.BOOTSTRAP,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new ConfigDef.NonEmptyString(),
                Importance.HIGH,
                "Brokers of the cluster that has the data topics, as host:port,…. Other settings of the clients, such as"
                        + " security, have the prefix consumer. and hold for the admin client too.",
                Width.LONG,
                "Brokers");
    }

    private void topics() {
        begin("Topics", 0);
        define(
                JdbcObserverConfig.OBSERVATIONS,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new ConfigDef.NonEmptyString(),
                Importance.HIGH,
                "Where observations go, which the validator reads; lockstep.<id>.observed by custom. Made if it is not"
                        + " there. Needs value.converter=org.apache.kafka.connect.converters.ByteArrayConverter.",
                Width.MEDIUM,
                "Observations topic");
        define(
                JdbcObserverConfig.TOPICS,
                ConfigDef.Type.LIST,
                List.of(),
                null,
                Importance.HIGH,
                "The data topics whose tables are observed. Either this or topics.regex.",
                Width.LONG,
                "Data topics");
        define(
                JdbcObserverConfig.TOPICS_REGEX,
                ConfigDef.Type.STRING,
                "",
                ConfigDef.LambdaValidator.with(
                        (name, value) -> checkPattern(name, (String) value), () -> "a regular expression"),
                Importance.MEDIUM,
                "Regular expression that the whole name of a data topic must match. Topics that come later are"
                        + " observed within a minute.",
                Width.LONG,
                "Data topics by pattern");
        define(
                JdbcObserverConfig.MODE,
                ConfigDef.Type.STRING,
                Mode.SCAN_AND_FOLLOW.text(),
                ConfigDef.ValidString.in(Mode.texts()),
                Importance.HIGH,
                "scan: whole tables, over and over. follow: rows whose keys come on the data topics, as soon as the mover"
                        + " has passed them. scan+follow: both.",
                Width.SHORT,
                "Mode");
    }

    private void scan() {
        begin("Scan", 0);
        define(
                JdbcObserverConfig.INTERVAL,
                ConfigDef.Type.LONG,
                60_000L,
                Range.atLeast(0L),
                Importance.MEDIUM,
                "How long after the beginning of one scan of a table the next begins, at the earliest; 0 = when it has"
                        + " ended, at most once a second.",
                Width.SHORT,
                "Interval of scans (ms)");
        define(
                JdbcObserverConfig.MOST_BEHIND,
                ConfigDef.Type.LONG,
                0L,
                Range.atLeast(0L),
                Importance.MEDIUM,
                "The most records that the mover may be behind the end of a data topic when a scan of its table begins; one"
                        + " that is due waits. For bulk loads: what has not arrived has to be read by another scan anyway."
                        + " 0 = however many.",
                Width.SHORT,
                "Lag at which scans begin");
        define(
                JdbcObserverConfig.ROWS_PER_SECOND,
                ConfigDef.Type.LONG,
                0L,
                Range.atLeast(0L),
                Importance.MEDIUM,
                "The most rows that the scans of a task read in a second; 0 = no limit.",
                Width.SHORT,
                "Rows per second");
        define(
                JdbcObserverConfig.LANES,
                ConfigDef.Type.INT,
                4,
                Range.between(1, MOST_LANES),
                Importance.LOW,
                "The most lanes that a table is parted into; small tables get fewer. All lanes of a table belong to one task.",
                Width.SHORT,
                "Lanes per table");
        define(
                JdbcObserverConfig.PAGE_ROWS,
                ConfigDef.Type.INT,
                2_000,
                Range.between(1, 100_000),
                Importance.LOW,
                "The most rows that one statement reads, and so see one state of the database.",
                Width.SHORT,
                "Rows per page");
        define(
                JdbcObserverConfig.READERS,
                ConfigDef.Type.INT,
                2,
                Range.between(1, 64),
                Importance.MEDIUM,
                "How many threads, each with a connection, scan the tables of a task.",
                Width.SHORT,
                "Readers per task");
    }

    private void follow() {
        begin("Follow", 0);
        define(
                JdbcObserverConfig.FOLLOW_FROM,
                ConfigDef.Type.STRING,
                "latest",
                ConfigDef.ValidString.in("latest", "earliest"),
                Importance.LOW,
                "Where following begins when it has no offset: with the records that come from now on, or with the first"
                        + " there are.",
                Width.SHORT,
                "Follow from");
        define(
                JdbcObserverConfig.KEY_CONVERTER,
                ConfigDef.Type.STRING,
                "org.apache.kafka.connect.json.JsonConverter",
                new ConfigDef.NonEmptyString(),
                Importance.MEDIUM,
                "What decodes the keys of the data topics: the class of the key.converter that wrote them. Its settings"
                        + " have the prefix data.key.converter.",
                Width.LONG,
                "Key converter of the data topics");
    }

    private void errors() {
        begin("Errors", 0);
        define(
                JdbcObserverConfig.RETRY_TIMEOUT,
                ConfigDef.Type.LONG,
                600_000L,
                Range.atLeast(0L),
                Importance.MEDIUM,
                "How long an outage of the database is tried again before the task fails; 0 = not at all.",
                Width.SHORT,
                "Retry timeout (ms)");
    }

    private static void checkPattern(String name, String pattern) {
        try {
            var unused = Pattern.compile(pattern);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, pattern, "Not a regular expression: " + e.getMessage());
        }
    }
}
