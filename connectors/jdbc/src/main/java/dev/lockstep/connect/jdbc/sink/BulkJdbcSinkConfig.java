/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.dialect.OffsetTableSql;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.UnknownKeys;
import dev.lockstep.connect.sink.SinkSettings;
import dev.lockstep.connect.sink.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/** The settings of {@link BulkJdbcSinkConnector}. Immutable. */
final class BulkJdbcSinkConfig extends AbstractConfig {
    static final String URL = "connection.url";
    static final String USER = "connection.user";
    static final String PASSWORD = "connection.password";
    static final String TOPIC_PATTERN = "table.topic.pattern";
    static final String NAME_FORMAT = "table.name.format";
    static final String BATCH_ROWS = "batch.rows";
    static final String BATCH_BYTES = "batch.bytes";
    static final String BATCH_LINGER = "batch.linger.ms";
    static final String INSERT_MODE = "insert.mode";
    static final String DELETE_ENABLED = "delete.enabled";
    static final String TABLE_CREATE = "table.create";
    static final String TABLE_EVOLVE = "table.evolve";
    static final String DELIVERY = "delivery";
    static final String OFFSETS_TABLE = "offsets.table";
    static final String VERIFY_DIGEST = "verify.digest";
    static final String RETRY_TIMEOUT = "retry.timeout.ms";
    static final String RETRY_BACKOFF = "retry.backoff.ms";
    static final String VALIDATE_CONNECTION = "validate.connection";

    static final String NAME = "name";

    private static final String TOPICS = "topics";
    private static final String EXACTLY_ONCE = "exactly-once";
    private static final Pattern SECRET_IN_URL = Pattern.compile("(?i)[?&](ssl)?password=|//[^/?]*@");
    private static final Pattern GROUP_REFERENCE = Pattern.compile("\\\\.|\\$(\\d?)");

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    URL,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> checkUrl((String) value), () -> "jdbc:postgresql://host:port/database"),
                    Importance.HIGH,
                    "Where the target database is. Parameters of the PostgreSQL driver may follow, a password may not.",
                    "Connection",
                    1,
                    Width.LONG,
                    "JDBC URL")
            .define(
                    USER,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Who writes. The user needs SELECT, INSERT, UPDATE and DELETE on the target tables.",
                    "Connection",
                    2,
                    Width.MEDIUM,
                    "User")
            .define(
                    PASSWORD,
                    ConfigDef.Type.PASSWORD,
                    "",
                    Importance.HIGH,
                    "The user's password; empty if the server asks for none. Best given through a ConfigProvider.",
                    "Connection",
                    3,
                    Width.MEDIUM,
                    "Password")
            .define(
                    VALIDATE_CONNECTION,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether validation connects to the database and checks that the tables of all topics are there,"
                            + " have a primary key and may be written. Takes ten seconds at most and no locks.",
                    "Connection",
                    4,
                    Width.SHORT,
                    "Validate by connecting")
            .define(
                    TOPIC_PATTERN,
                    ConfigDef.Type.STRING,
                    "[^.]+\\.([^.]+)\\.([^.]+)",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> checkPattern((String) value), () -> "a regular expression"),
                    Importance.MEDIUM,
                    "Regular expression that the whole name of a topic must match, after transforms. Its groups are"
                            + " for table.name.format.",
                    "Mapping",
                    1,
                    Width.LONG,
                    "Topic pattern")
            .define(
                    NAME_FORMAT,
                    ConfigDef.Type.STRING,
                    "$1.$2",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> checkFormat((String) value),
                            () -> "schema.table, with $1 … $9 for groups"),
                    Importance.MEDIUM,
                    "The table that a topic's rows go to, as schema.table, spelled as in the catalogue. $1 is the first"
                            + " group of table.topic.pattern.",
                    "Mapping",
                    2,
                    Width.MEDIUM,
                    "Table name format")
            .define(
                    TABLE_CREATE,
                    ConfigDef.Type.STRING,
                    "none",
                    ConfigDef.ValidString.in("none", "from-records"),
                    Importance.MEDIUM,
                    "`from-records` makes a table that is not there from the schema of the first record for it, with its"
                            + " key as primary key; `none` stops the task.",
                    "Mapping",
                    3,
                    Width.SHORT,
                    "Create tables")
            .define(
                    TABLE_EVOLVE,
                    ConfigDef.Type.STRING,
                    "none",
                    ConfigDef.ValidString.in("none", "add-columns"),
                    Importance.MEDIUM,
                    "`add-columns` adds a nullable column for a field that has none; `none` refuses the record.",
                    "Mapping",
                    4,
                    Width.SHORT,
                    "Evolve tables")
            .define(
                    BATCH_ROWS,
                    ConfigDef.Type.INT,
                    10_000,
                    ConfigDef.Range.between(1, 100_000),
                    Importance.MEDIUM,
                    "How many records are gathered, over deliveries of the worker, before they are written in one"
                            + " transaction; also the most rows that one statement writes.",
                    "Write",
                    1,
                    Width.SHORT,
                    "Rows per batch")
            .define(
                    BATCH_BYTES,
                    ConfigDef.Type.LONG,
                    16L * 1024 * 1024,
                    ConfigDef.Range.between(1_024L, 1_073_741_824L),
                    Importance.LOW,
                    "About how many bytes of memory the gathered records of a task may take before they are written.",
                    "Write",
                    2,
                    Width.SHORT,
                    "Bytes per batch")
            .define(
                    BATCH_LINGER,
                    ConfigDef.Type.LONG,
                    200L,
                    ConfigDef.Range.between(0L, 60_000L),
                    Importance.MEDIUM,
                    "How long a record may wait for others before it is written; 0 = written with the delivery it came"
                            + " in.",
                    "Write",
                    3,
                    Width.SHORT,
                    "Linger (ms)")
            .define(
                    INSERT_MODE,
                    ConfigDef.Type.STRING,
                    "upsert",
                    ConfigDef.ValidString.in("upsert", "insert", "skip-existing", "update-only"),
                    Importance.MEDIUM,
                    "What a record that holds a row does: `upsert` adds the row or overwrites it; `skip-existing` adds it"
                            + " if it is not there; `update-only` overwrites it if it is there; `insert` makes every"
                            + " record a new row, so the table needs no primary key.",
                    "Write",
                    4,
                    Width.SHORT,
                    "Insert mode")
            .define(
                    DELETE_ENABLED,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Whether deletes (operation d, `__deleted`, tombstones) are carried out. If not they are left out and"
                            + " counted, and the target keeps rows that the source has not.",
                    "Write",
                    5,
                    Width.SHORT,
                    "Carry out deletes")
            .define(
                    DELIVERY,
                    ConfigDef.Type.STRING,
                    EXACTLY_ONCE,
                    ConfigDef.ValidString.in(EXACTLY_ONCE, "at-least-once"),
                    Importance.MEDIUM,
                    "`exactly-once` keeps the topics' offsets in the target, in the same transactions as the rows, and"
                            + " needs a table of its own there; `at-least-once` needs none and may write records again"
                            + " after a failure.",
                    "Delivery",
                    1,
                    Width.SHORT,
                    "Delivery")
            .define(
                    OFFSETS_TABLE,
                    ConfigDef.Type.STRING,
                    "lockstep_offsets",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> checkOffsetsTable((String) value), () -> "table or schema.table"),
                    Importance.LOW,
                    "The table for the offsets, as table or schema.table. Created if it is not there.",
                    "Delivery",
                    2,
                    Width.MEDIUM,
                    "Offset table")
            .define(
                    VERIFY_DIGEST,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether a record that carries a digest in its header is held against it before it is written. A"
                            + " record that is not what was stamped is refused. Records without the header, or without"
                            + " schemas, pass.",
                    "Errors",
                    3,
                    Width.SHORT,
                    "Verify digests")
            .define(
                    RETRY_TIMEOUT,
                    ConfigDef.Type.LONG,
                    600_000L,
                    ConfigDef.Range.atLeast(0L),
                    Importance.MEDIUM,
                    "How long an outage of the database is tried again before the task fails; 0 = not at all.",
                    "Errors",
                    1,
                    Width.SHORT,
                    "Retry timeout (ms)")
            .define(
                    RETRY_BACKOFF,
                    ConfigDef.Type.LONG,
                    500L,
                    ConfigDef.Range.between(1L, 60_000L),
                    Importance.LOW,
                    "The first delay before an outage is tried again. It doubles with every try, up to a minute.",
                    "Errors",
                    2,
                    Width.SHORT,
                    "Retry back-off (ms)");

    BulkJdbcSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(getString(URL), getString(USER), getPassword(PASSWORD));
    }

    TopicRouter router() {
        return new TopicRouter(Pattern.compile(getString(TOPIC_PATTERN)), getString(NAME_FORMAT));
    }

    SinkSettings sinkSettings() {
        return new SinkSettings(
                new SinkSettings.Batch(
                        getInt(BATCH_ROWS), getLong(BATCH_BYTES), Duration.ofMillis(getLong(BATCH_LINGER))),
                Duration.ofMillis(getLong(RETRY_TIMEOUT)),
                Duration.ofMillis(getLong(RETRY_BACKOFF)),
                mode(),
                getBoolean(DELETE_ENABLED),
                getBoolean(VERIFY_DIGEST));
    }

    TableUse tableUse() {
        return new TableUse(
                mode(),
                !getString(TABLE_CREATE).equals("none"),
                !getString(TABLE_EVOLVE).equals("none"));
    }

    private WriteMode mode() {
        return WriteMode.valueOf(getString(INSERT_MODE).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Dialect dialect() {
        return Dialects.of(getString(URL))
                .orElseThrow(() -> new ConfigException(URL + ": no engine is known that the URL is of"));
    }

    /** Empty for delivery at least once. */
    Optional<OffsetTableSql> offsetTable() {
        return getString(DELIVERY).equals(EXACTLY_ONCE)
                ? Optional.of(dialect().offsetTable(getString(OFFSETS_TABLE)))
                : Optional.empty();
    }

    /** The connector's name, under which its offsets are kept. */
    String connectorName() {
        return String.valueOf(originals().getOrDefault(NAME, ""));
    }

    boolean validateConnection() {
        return getBoolean(VALIDATE_CONNECTION);
    }

    /** The topics named one by one; empty when they are given by a pattern. */
    List<String> topics() {
        Object topics = originals().get(TOPICS);
        return topics == null
                ? List.of()
                : Arrays.stream(String.valueOf(topics).split(","))
                        .map(String::trim)
                        .filter(topic -> !topic.isEmpty())
                        .toList();
    }

    /** What is wrong although each setting is fine by itself. Pure; for validation and for the start of a task. */
    static List<ConfigProblem> problems(BulkJdbcSinkConfig config) {
        List<ConfigProblem> problems = new ArrayList<>();
        int groups = config.router().topicPattern().matcher("").groupCount();
        Matcher references = GROUP_REFERENCE.matcher(config.getString(NAME_FORMAT));
        while (references.find()) {
            if (references.group(1) != null && Integer.parseInt(references.group(1)) > groups) {
                problems.add(new ConfigProblem(
                        NAME_FORMAT,
                        "$" + references.group(1) + " is used, " + TOPIC_PATTERN + " has " + groups
                                + " group(s). Use a lower number or add a group"));
            }
        }
        if (problems.isEmpty()) {
            for (String topic : config.topics()) {
                try {
                    config.router().route(topic);
                } catch (ConnectException e) {
                    problems.add(new ConfigProblem(TOPIC_PATTERN, e.getMessage()));
                }
            }
        }
        boolean exactlyOnce = config.offsetTable().isPresent();
        if (exactlyOnce && config.connectorName().isBlank()) {
            problems.add(new ConfigProblem(
                    NAME,
                    "The connector's name is missing, under which " + DELIVERY + "=exactly-once keeps its offsets"));
        }
        if (config.mode() == WriteMode.INSERT && !exactlyOnce) {
            problems.add(new ConfigProblem(
                    INSERT_MODE,
                    "insert needs " + DELIVERY
                            + "=exactly-once: a record that is delivered again would be a second row or"
                            + " a dead letter. Where the offset table is not allowed, use skip-existing"));
        }
        if (config.mode() == WriteMode.INSERT && config.getBoolean(DELETE_ENABLED)) {
            problems.add(new ConfigProblem(
                    DELETE_ENABLED,
                    "With " + INSERT_MODE
                            + "=insert there is no key to delete by. Set it to false if the topics' deletes"
                            + " are to be left out, or choose another mode"));
        }
        if (!config.dialect().makesTables()) {
            unmakeable(config, TABLE_CREATE, problems);
            unmakeable(config, TABLE_EVOLVE, problems);
        }
        problems.addAll(unknown(config.originals().keySet()));
        return problems;
    }

    static List<ConfigProblem> unknown(Collection<String> keys) {
        return UnknownKeys.SINK.problems(keys, DEFINITION.names());
    }

    private static void unmakeable(BulkJdbcSinkConfig config, String key, List<ConfigProblem> problems) {
        if (!config.getString(key).equals("none")) {
            problems.add(new ConfigProblem(
                    key,
                    "Only tables of PostgreSQL can be made from records. Set it to none and make the tables and"
                            + " columns of this target yourself"));
        }
    }

    // The messages leave the value out: a URL that is refused may hold a password.
    private static void checkUrl(String url) {
        if (url == null) {
            return; // reported as missing already
        }
        if (!url.matches("jdbc:(postgresql|mariadb|mysql|sqlite):.*")) {
            throw new ConfigException(URL + ": expected a URL like jdbc:postgresql://host:port/database,"
                    + " jdbc:mariadb://host:port/database or jdbc:sqlite:/path/of/file");
        }
        if (SECRET_IN_URL.matcher(url).find()) {
            throw new ConfigException(URL + ": holds a password, which everyone who may read the configuration would"
                    + " see. Move it to " + PASSWORD);
        }
        if (!Connections.canRead(url)) {
            throw new ConfigException(
                    URL + ": the PostgreSQL driver cannot read it. Expected jdbc:postgresql://host:port/database");
        }
    }

    private static void checkOffsetsTable(String name) {
        if (name == null || !name.matches("[^.]+(\\.[^.]+)?")) {
            throw new ConfigException(OFFSETS_TABLE, name, "Expected table or schema.table");
        }
    }

    private static void checkPattern(String pattern) {
        try {
            var unused = Pattern.compile(pattern);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(TOPIC_PATTERN, pattern, "Not a regular expression: " + e.getMessage());
        }
    }

    private static void checkFormat(String format) {
        Matcher references = GROUP_REFERENCE.matcher(format);
        while (references.find()) {
            if ("".equals(references.group(1))) {
                throw new ConfigException(
                        NAME_FORMAT, format, "$ must be followed by the number of a group; write \\$ for a plain $");
            }
        }
        if (!format.contains(".") || format.endsWith("\\")) {
            throw new ConfigException(NAME_FORMAT, format, "Expected schema.table, such as $1.$2 or public.$2");
        }
    }
}
