/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The definitions of the sink's settings, group by group. */
final class SinkSettingsConfig {
    private static final Pattern SECRET_IN_URL = Pattern.compile("(?i)[?&](ssl)?password=|//[^/?]*@");

    private SinkSettingsConfig() {}

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        connection(definition);
        mapping(definition);
        write(definition);
        delivery(definition);
        errors(definition);
        return definition;
    }

    private static void connection(ConfigDef definition) {
        definition
                .define(
                        BulkJdbcSinkConfig.URL,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkUrl((String) value),
                                () -> "jdbc:postgresql://host:port/database"),
                        Importance.HIGH,
                        "Where the target database is. Parameters of the PostgreSQL driver may follow, a password may not.",
                        "Connection",
                        1,
                        Width.LONG,
                        "JDBC URL")
                .define(
                        BulkJdbcSinkConfig.USER,
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
                        BulkJdbcSinkConfig.PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "The user's password; empty if the server asks for none. Best given through a ConfigProvider.",
                        "Connection",
                        3,
                        Width.MEDIUM,
                        "Password")
                .define(
                        BulkJdbcSinkConfig.VALIDATE_CONNECTION,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether validation connects to the database and checks that the tables of all topics are there,"
                                + " have a primary key and may be written. Takes ten seconds at most and no locks.",
                        "Connection",
                        4,
                        Width.SHORT,
                        "Validate by connecting");
    }

    private static void mapping(ConfigDef definition) {
        TopicRouterConfig.define(definition);
        definition
                .define(
                        BulkJdbcSinkConfig.TABLE_CREATE,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("none", "from-records"),
                        Importance.MEDIUM,
                        "`from-records` makes a table that is not there from the schema of the first record for it, with its"
                                + " key as primary key; `none` stops the task.",
                        "Mapping",
                        4,
                        Width.SHORT,
                        "Create tables")
                .define(
                        BulkJdbcSinkConfig.TABLE_EVOLVE,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("none", "add-columns"),
                        Importance.MEDIUM,
                        "`add-columns` adds a nullable column for a field that has none; `none` refuses the record.",
                        "Mapping",
                        5,
                        Width.SHORT,
                        "Evolve tables")
                .define(
                        BulkJdbcSinkConfig.TIME_UNIT,
                        ConfigDef.Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("none", "milliseconds", "microseconds", "nanoseconds", "adaptive"),
                        Importance.LOW,
                        "What a whole number in a record without schema counts that is for a time or timestamp column;"
                                + " `adaptive`: microseconds where the column keeps more than three digits of a second,"
                                + " milliseconds in other timestamps; `none`: such a number is refused. In date columns"
                                + " numbers are days.",
                        "Mapping",
                        6,
                        Width.SHORT,
                        "Unit of times without schema");
    }

    private static void write(ConfigDef definition) {
        definition
                .define(
                        BulkJdbcSinkConfig.BATCH_ROWS,
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
                        BulkJdbcSinkConfig.BATCH_BYTES,
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
                        BulkJdbcSinkConfig.BATCH_LINGER,
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
                        BulkJdbcSinkConfig.INSERT_MODE,
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
                        BulkJdbcSinkConfig.DELETE_ENABLED,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether deletes (operation d, `__deleted`, tombstones) are carried out. If not they are left out and"
                                + " counted, and the target keeps rows that the source has not.",
                        "Write",
                        5,
                        Width.SHORT,
                        "Carry out deletes");
    }

    private static void delivery(ConfigDef definition) {
        definition
                .define(
                        BulkJdbcSinkConfig.DELIVERY,
                        ConfigDef.Type.STRING,
                        BulkJdbcSinkConfig.EXACTLY_ONCE,
                        ConfigDef.ValidString.in(BulkJdbcSinkConfig.EXACTLY_ONCE, "at-least-once"),
                        Importance.MEDIUM,
                        "`exactly-once` keeps the topics' offsets in the target, in the same transactions as the rows, and"
                                + " needs a table of its own there; `at-least-once` needs none and may write records again"
                                + " after a failure.",
                        "Delivery",
                        1,
                        Width.SHORT,
                        "Delivery")
                .define(
                        BulkJdbcSinkConfig.OFFSETS_TABLE,
                        ConfigDef.Type.STRING,
                        "lockstep_offsets",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkOffsetsTable((String) value), () -> "table or schema.table"),
                        Importance.LOW,
                        "The table for the offsets, as table or schema.table. Created if it is not there.",
                        "Delivery",
                        2,
                        Width.MEDIUM,
                        "Offset table");
    }

    private static void errors(ConfigDef definition) {
        definition
                .define(
                        BulkJdbcSinkConfig.VERIFY_DIGEST,
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
                        BulkJdbcSinkConfig.RETRY_TIMEOUT,
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
                        BulkJdbcSinkConfig.RETRY_BACKOFF,
                        ConfigDef.Type.LONG,
                        500L,
                        ConfigDef.Range.between(1L, 60_000L),
                        Importance.LOW,
                        "The first delay before an outage is tried again. It doubles with every try, up to a minute.",
                        "Errors",
                        2,
                        Width.SHORT,
                        "Retry back-off (ms)");
    }

    // The messages leave the value out: a URL that is refused may hold a password.
    private static void checkUrl(String url) {
        if (url == null) {
            return; // reported as missing already
        }
        if (!url.matches("jdbc:(postgresql|mariadb|mysql|sqlite):.*")) {
            throw new ConfigException(BulkJdbcSinkConfig.URL
                    + ": expected a URL like jdbc:postgresql://host:port/database,"
                    + " jdbc:mariadb://host:port/database or jdbc:sqlite:/path/of/file");
        }
        if (SECRET_IN_URL.matcher(url).find()) {
            throw new ConfigException(BulkJdbcSinkConfig.URL
                    + ": holds a password, which everyone who may read the configuration would see."
                    + " Move it to " + BulkJdbcSinkConfig.PASSWORD);
        }
        if (!Connections.canRead(url)) {
            throw new ConfigException(BulkJdbcSinkConfig.URL
                    + ": the PostgreSQL driver cannot read it. Expected jdbc:postgresql://host:port/database");
        }
    }

    private static void checkOffsetsTable(String name) {
        if (name == null || !name.matches("[^.]+(\\.[^.]+)?")) {
            throw new ConfigException(BulkJdbcSinkConfig.OFFSETS_TABLE, name, "Expected table or schema.table");
        }
    }
}
