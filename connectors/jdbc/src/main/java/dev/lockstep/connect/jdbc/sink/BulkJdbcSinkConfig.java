/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.dialect.OffsetTableSql;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.sink.SinkSettings;
import dev.lockstep.connect.sink.WriteMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link BulkJdbcSinkConnector}. Immutable. Defined in {@link SinkSettingsConfig}. */
final class BulkJdbcSinkConfig extends AbstractConfig {
    static final String URL = "connection.url";
    static final String USER = "connection.user";
    static final String PASSWORD = "connection.password";
    static final String TOPIC_PATTERN = TopicRouterConfig.TOPIC_PATTERN;
    static final String NAME_FORMAT = TopicRouterConfig.NAME_FORMAT;
    static final String NAME_OVERRIDES = TopicRouterConfig.NAME_OVERRIDES;
    static final String TIME_UNIT = "schemaless.time.unit";
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

    static final String EXACTLY_ONCE = "exactly-once";

    private static final String TOPICS = "topics";

    static final ConfigDef DEFINITION = SinkSettingsConfig.definition();

    BulkJdbcSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(getString(URL), getString(USER), getPassword(PASSWORD));
    }

    TopicRouter router() {
        return TopicRouterConfig.router(this, dialect(), getString(URL));
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
                !getString(TABLE_EVOLVE).equals("none"),
                CountUnit.valueOf(getString(TIME_UNIT).toUpperCase(Locale.ROOT)));
    }

    private WriteMode mode() {
        return WriteMode.valueOf(getString(INSERT_MODE).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Dialect dialect() {
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
}
