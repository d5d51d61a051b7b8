/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.sink.TopicRouter;
import dev.lockstep.connect.jdbc.sink.TopicRouterConfig;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.storage.Converter;

/** The settings of {@link JdbcObserverConnector}. Immutable. Defined in {@link ObserverSettingsConfig}. */
final class JdbcObserverConfig extends AbstractConfig {
    static final String URL = "connection.url";
    static final String USER = "connection.user";
    static final String PASSWORD = "connection.password";
    static final String BOOTSTRAP = "bootstrap.servers";
    static final String OBSERVATIONS = "observations.topic";
    static final String TOPICS = "topics";
    static final String TOPICS_REGEX = "topics.regex";
    static final String MODE = "mode";
    static final String COLUMN_EXCLUDE = "column.exclude.list";
    static final String POLICY = "policy";
    static final String LOCATOR = "locator";
    static final String DIGEST_KEY = "digest.key";
    static final String DIGEST_KEY_ID = "digest.key.id";
    static final String OFFSETS_TABLE = "mover.offsets.table";
    static final String MOVER_CONNECTOR = "mover.connector";
    static final String MOVER_GROUP = "mover.group";
    static final String AUDIT_CONNECTOR = "audit.connector";
    static final String AUDIT_OFFSETS_TOPIC = "audit.offsets.topic";
    static final String INTERVAL = "scan.interval.ms";
    static final String MOST_BEHIND = "scan.lag.max.records";
    static final String ROWS_PER_SECOND = "scan.rows.per.second";
    static final String LANES = "lanes.per.table";
    static final String PAGE_ROWS = "page.rows";
    static final String READERS = "readers.per.task";
    static final String FOLLOW_FROM = "follow.from";
    static final String KEY_CONVERTER = "data.key.converter";
    static final String RETRY_TIMEOUT = "retry.timeout.ms";

    /** One setting a table, whose name follows. */
    static final String AGGREGATE_COLUMNS = "aggregate.columns.";

    static final String VALUE_CONVERTER = "value.converter";
    static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private static final String CLIENT = "consumer.";

    /** Of Kafka's clients by themselves. */
    private static final Duration KAFKA_PATIENCE = Duration.ofMinutes(1);

    private static final String KEY_CONVERTER_SETTINGS = KEY_CONVERTER + ".";

    static final ConfigDef DEFINITION = ObserverSettingsConfig.definition();

    JdbcObserverConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(getString(URL), getString(USER), getPassword(PASSWORD));
    }

    Dialect dialect() {
        return Dialects.of(getString(URL))
                .orElseThrow(() -> new ConfigException(URL + ": no engine is known that the URL is of"));
    }

    TopicRouter router() {
        return TopicRouterConfig.router(this, dialect(), getString(URL));
    }

    /** Of Kafka's clients, without which of them it is. They are as patient with the brokers as readers with the database. */
    Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>();
        long patience = Math.max(KAFKA_PATIENCE.toMillis(), retryTimeout().toMillis());
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) Math.min(Integer.MAX_VALUE, patience));
        settings.putAll(originalsWithPrefix(CLIENT));
        settings.put(BOOTSTRAP, getString(BOOTSTRAP));
        return settings;
    }

    String observationsTopic() {
        return getString(OBSERVATIONS);
    }

    List<String> topics() {
        return getList(TOPICS);
    }

    Optional<Pattern> topicsPattern() {
        return text(TOPICS_REGEX).map(Pattern::compile);
    }

    Mode mode() {
        return Mode.of(getString(MODE));
    }

    ObservedTables.Digesting digesting() {
        return new ObservedTables.Digesting(
                Policy.parse(getString(POLICY)),
                digestAlgorithm(),
                getBoolean(LOCATOR),
                getList(COLUMN_EXCLUDE).stream()
                        .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                        .toList());
    }

    /** @throws ConfigException when there is a key without a name, or none that can be read */
    DigestAlgorithm digestAlgorithm() {
        String key = getPassword(DIGEST_KEY).value();
        String id = getString(DIGEST_KEY_ID);
        if (key.isEmpty() && id.isEmpty()) {
            return DigestAlgorithm.XXH3_128;
        }
        try {
            return new HmacSha256(Base64.getDecoder().decode(key), id);
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes what it cannot read.
            throw new ConfigException(DIGEST_KEY + ": expected at least 16 bytes as base64, and a name for them in "
                    + DIGEST_KEY_ID + ". Take both from what stamps the data topics, or leave both out");
        }
    }

    /** @throws ConfigException when one of these settings names no columns */
    AddedColumns addedColumns() {
        return AddedColumns.parse(AGGREGATE_COLUMNS, originalsWithPrefix(AGGREGATE_COLUMNS));
    }

    Optional<String> offsetsTable() {
        return text(OFFSETS_TABLE);
    }

    String moverConnector() {
        return getString(MOVER_CONNECTOR);
    }

    Optional<String> moverGroup() {
        return text(MOVER_GROUP);
    }

    Optional<String> auditConnector() {
        return text(AUDIT_CONNECTOR);
    }

    String auditOffsetsTopic() {
        return getString(AUDIT_OFFSETS_TOPIC);
    }

    Duration interval() {
        return Duration.ofMillis(getLong(INTERVAL));
    }

    long mostBehind() {
        return getLong(MOST_BEHIND);
    }

    long rowsPerSecond() {
        return getLong(ROWS_PER_SECOND);
    }

    int lanes() {
        return getInt(LANES);
    }

    int pageRows() {
        return getInt(PAGE_ROWS);
    }

    int readers() {
        return getInt(READERS);
    }

    boolean fromBeginning() {
        return getString(FOLLOW_FROM).equals("earliest");
    }

    Duration retryTimeout() {
        return Duration.ofMillis(getLong(RETRY_TIMEOUT));
    }

    /**
     * A new converter for keys of the data topics. It is looked for in this plugin's folder and, by the worker, everywhere.
     *
     * @throws ConfigException when there is none of that class
     */
    Converter keyConverter() {
        String name = getString(KEY_CONVERTER);
        try {
            Class<?> type = Class.forName(name, true, JdbcObserverConfig.class.getClassLoader());
            Converter converter = (Converter) type.getDeclaredConstructor().newInstance();
            converter.configure(originalsWithPrefix(KEY_CONVERTER_SETTINGS), true);
            return converter;
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new ConfigException(KEY_CONVERTER + ": " + name + " is no converter that this worker has");
        }
    }

    private Optional<String> text(String key) {
        return Optional.of(getString(key)).filter(text -> !text.isBlank());
    }
}
