/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The definitions of the source's settings, group by group. */
public final class SourceSettingsConfig {
    private static final Pattern SECRET_IN_URL = Pattern.compile("(?i)[?&](ssl)?password=|//[^/?]*@");
    private static final Pattern TOPIC_PART = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern OVERRIDE_NAME = Pattern.compile("[a-zA-Z0-9_-]+");

    private SourceSettingsConfig() {}

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        connection(definition);
        mapping(definition);
        read(definition);
        poll(definition);
        performance(definition);
        return definition;
    }

    private static void connection(ConfigDef definition) {
        String group = "Connection";
        definition.define(
                ChunkedJdbcSourceConfig.URL,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.LambdaValidator.with(
                        (name, value) -> checkUrl((String) value), () -> "jdbc:postgresql://host:port/database"),
                Importance.HIGH,
                "Where the source database is: jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:. A password"
                        + " may not be in it.",
                group,
                1,
                Width.LONG,
                "JDBC URL");
        definition.define(
                ChunkedJdbcSourceConfig.USER,
                ConfigDef.Type.STRING,
                "",
                Importance.HIGH,
                "Who reads. The user needs SELECT on the tables. Empty for SQLite.",
                group,
                2,
                Width.MEDIUM,
                "User");
        definition.define(
                ChunkedJdbcSourceConfig.PASSWORD,
                ConfigDef.Type.PASSWORD,
                "",
                Importance.HIGH,
                "The user's password; empty if the server asks for none. Best given through a ConfigProvider.",
                group,
                3,
                Width.MEDIUM,
                "Password");
    }

    private static void mapping(ConfigDef definition) {
        String group = "Mapping";
        definition.define(
                ChunkedJdbcSourceConfig.TOPIC_PREFIX,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                matching(TOPIC_PART, "letters, digits, dots, dashes and underscores"),
                Importance.HIGH,
                "Rows go to the topic <prefix>.<schema>.<table>; offsets are stored under the prefix. Changing it starts"
                        + " over.",
                group,
                1,
                Width.MEDIUM,
                "Topic prefix");
        patterns(
                definition,
                ChunkedJdbcSourceConfig.INCLUDE,
                "Tables to read: regular expressions that match the whole of schema.table (MySQL: database.table;"
                        + " SQLite: main.table). Empty for all.",
                group,
                2,
                "Tables");
        patterns(
                definition,
                ChunkedJdbcSourceConfig.EXCLUDE,
                "Tables to leave out, likewise.",
                group,
                3,
                "Tables left out");
        patterns(
                definition,
                ChunkedJdbcSourceConfig.COLUMN_EXCLUDE,
                "Columns to leave out: regular expressions that match the whole of schema.table.column.",
                group,
                4,
                "Columns left out");
        definition.define(
                ChunkedJdbcSourceConfig.FORMAT,
                ConfigDef.Type.STRING,
                "envelope",
                ConfigDef.ValidString.in("envelope", "row"),
                Importance.MEDIUM,
                "envelope: what Debezium's snapshot would send, with before, after, source and op. row: the bare row.",
                group,
                5,
                Width.SHORT,
                "Record format");
        definition.define(
                ChunkedJdbcSourceConfig.PROGRESS_TOPIC,
                ConfigDef.Type.STRING,
                "",
                Importance.MEDIUM,
                "Where plans and progress go; empty for lockstep.<topic.prefix>.progress. No transform may drop what goes"
                        + " there: it carries offsets.",
                group,
                6,
                Width.MEDIUM,
                "Progress topic");
    }

    private static void read(ConfigDef definition) {
        String group = "Read";
        definition.define(
                ChunkedJdbcSourceConfig.MODE,
                ConfigDef.Type.STRING,
                Mode.SNAPSHOT.text(),
                ConfigDef.ValidString.in(Mode.texts()),
                Importance.HIGH,
                "snapshot: every row once. snapshot+poll: then also what is new or changed, by the columns named below."
                        + " poll: only that, from the least value on.",
                group,
                1,
                Width.SHORT,
                "Mode");
        definition.define(
                ChunkedJdbcSourceConfig.WHERE,
                ConfigDef.Type.STRING,
                "",
                Importance.LOW,
                "A condition in the database's SQL that rows must meet to be read.",
                group,
                2,
                Width.LONG,
                "Condition");
        definition.define(
                ChunkedJdbcSourceConfig.LANES,
                ConfigDef.Type.INT,
                16,
                Range.between(1, 1024),
                Importance.MEDIUM,
                "The most lanes that a table is parted into; small tables get fewer. It counts when a table is first"
                        + " seen: what was planned stays.",
                group,
                3,
                Width.SHORT,
                "Lanes per table");
        definition.define(
                ChunkedJdbcSourceConfig.LANES_BY,
                ConfigDef.Type.STRING,
                "key",
                ConfigDef.ValidString.in("key", ChunkedJdbcSourceConfig.BLOCKS),
                Importance.LOW,
                "key: ranges of the primary key. blocks: ranges of the table's file, in PostgreSQL and only for tables to"
                        + " which rows are added but never changed. Tables without a key are always read by blocks there.",
                group,
                4,
                Width.SHORT,
                "Lanes by");
        definition.define(
                ChunkedJdbcSourceConfig.PAGE_ROWS,
                ConfigDef.Type.INT,
                50_000,
                Range.between(1, 10_000_000),
                Importance.MEDIUM,
                "The most rows that one statement reads. Rows of a page are streamed, not held.",
                group,
                5,
                Width.SHORT,
                "Rows per page");
        definition.define(
                ChunkedJdbcSourceConfig.OVERRIDES,
                ConfigDef.Type.LIST,
                List.of(),
                ConfigDef.LambdaValidator.with(
                        (name, value) -> checkNames(name, (List<?>) value), () -> "names, such as big,old"),
                Importance.LOW,
                "Names of sets of settings for some tables. For each, overrides.<name>.tables has patterns as in"
                        + " table.include.list, and overrides.<name>.columns, .where, .page.rows, .lanes.per.table,"
                        + " .lanes.by, .poll.timestamp.column and .poll.incrementing.column what is different there.",
                group,
                6,
                Width.MEDIUM,
                "Overrides");
        definition.define(
                ChunkedJdbcSourceConfig.REFRESH_INTERVAL,
                ConfigDef.Type.LONG,
                60_000L,
                Range.atLeast(0L),
                Importance.LOW,
                "How often new tables are looked for; 0 = only when the connector starts. When one is found, the tasks"
                        + " restart once and go on where they were.",
                group,
                7,
                Width.SHORT,
                "Table refresh interval (ms)");
    }

    private static void poll(ConfigDef definition) {
        String group = "Poll";
        column(
                definition,
                ChunkedJdbcSourceConfig.TIMESTAMP,
                "The column that says when a row was last written. Needs an index.",
                group,
                1,
                "Timestamp column");
        column(
                definition,
                ChunkedJdbcSourceConfig.INCREMENTING,
                "The column that grows with each new row. Without a timestamp column, changed rows are not found.",
                group,
                2,
                "Incrementing column");
        definition.define(
                ChunkedJdbcSourceConfig.POLL_INTERVAL,
                ConfigDef.Type.LONG,
                1_000L,
                Range.atLeast(10L),
                Importance.MEDIUM,
                "How often new rows are looked for.",
                group,
                3,
                Width.SHORT,
                "Poll interval (ms)");
        definition.define(
                ChunkedJdbcSourceConfig.POLL_LAG,
                ConfigDef.Type.LONG,
                1_000L,
                Range.atLeast(0L),
                Importance.MEDIUM,
                "How long before its transaction's first write a value may have been made, at most: at least the unit of"
                        + " the timestamps, more where numbers are taken ahead (sequences with CACHE) or an application's"
                        + " clock is used.",
                group,
                4,
                Width.SHORT,
                "Poll lag (ms)");
    }

    private static void performance(ConfigDef definition) {
        definition.define(
                ChunkedJdbcSourceConfig.READERS,
                ConfigDef.Type.INT,
                2,
                Range.between(1, 64),
                Importance.MEDIUM,
                "How many threads, each with a connection, read the lanes of a task.",
                "Performance",
                1,
                Width.SHORT,
                "Readers per task");
        definition.define(
                ChunkedJdbcSourceConfig.QUEUE_BYTES,
                ConfigDef.Type.LONG,
                4_194_304L,
                Range.atLeast(1_000_000L),
                Importance.MEDIUM,
                "How much memory the rows may take, about, that a task has read and the worker has not yet taken.",
                "Performance",
                2,
                Width.SHORT,
                "Queue (bytes)");
        definition.define(
                ChunkedJdbcSourceConfig.RETRY_TIMEOUT,
                ConfigDef.Type.LONG,
                600_000L,
                Range.atLeast(0L),
                Importance.MEDIUM,
                "How long an outage of the database is tried again before the task fails; 0 = not at all.",
                "Errors",
                1,
                Width.SHORT,
                "Retry timeout (ms)");
    }

    private static void patterns(
            ConfigDef definition, String name, String documentation, String group, int order, String displayName) {
        definition.define(
                name,
                ConfigDef.Type.LIST,
                List.of(),
                ConfigDef.LambdaValidator.with(
                        (key, value) -> checkPatterns(key, (List<?>) value), () -> "regular expressions"),
                Importance.MEDIUM,
                documentation,
                group,
                order,
                Width.LONG,
                displayName);
    }

    private static void column(
            ConfigDef definition, String name, String documentation, String group, int order, String displayName) {
        definition.define(
                name,
                ConfigDef.Type.STRING,
                "",
                Importance.MEDIUM,
                documentation,
                group,
                order,
                Width.MEDIUM,
                displayName);
    }

    private static ConfigDef.Validator matching(Pattern pattern, String expected) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value != null && !pattern.matcher((String) value).matches()) {
                        throw new ConfigException(name, value, "Expected " + expected);
                    }
                },
                () -> expected);
    }

    // The messages leave the value out: a URL that is refused may hold a password.
    public static void checkUrl(String url) {
        if (url == null) {
            return; // reported as missing already
        }
        String name = ChunkedJdbcSourceConfig.URL;
        if (SourceDatabase.engine(url).isEmpty()) {
            throw new ConfigException(name
                    + ": expected a URL that begins with jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:");
        }
        if (SECRET_IN_URL.matcher(url).find()) {
            throw new ConfigException(name + ": holds a password, which everyone who may read the configuration would"
                    + " see. Move it to " + ChunkedJdbcSourceConfig.PASSWORD);
        }
        if (!SourceDatabase.canRead(url)) {
            throw new ConfigException(
                    name + ": the driver cannot read it. Expected a form like jdbc:postgresql://host:port/database");
        }
    }

    public static void checkPatterns(String name, List<?> patterns) {
        for (Object pattern : patterns) {
            try {
                var unused = Pattern.compile((String) pattern);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, pattern, "Not a regular expression: " + e.getMessage());
            }
        }
    }

    private static void checkNames(String name, List<?> overrides) {
        for (Object override : overrides) {
            String text = (String) override;
            if (!OVERRIDE_NAME.matcher(text).matches()
                    || text.toLowerCase(Locale.ROOT).equals("tables")) {
                throw new ConfigException(name, override, "Expected letters, digits, dashes and underscores");
            }
        }
    }
}
