/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.TableFilter;
import dev.lockstep.connect.jdbc.source.lane.TableSettings;
import dev.lockstep.connect.jdbc.source.lane.TableSettings.PollColumns;
import dev.lockstep.connect.jdbc.source.read.PollLane;
import dev.lockstep.connect.jdbc.source.record.RecordFormat;
import dev.lockstep.connect.jdbc.source.record.RecordSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of {@link ChunkedJdbcSourceConnector}. Immutable. Defined in {@link SourceSettingsConfig}. */
final class ChunkedJdbcSourceConfig extends AbstractConfig {
    static final String URL = "connection.url";
    static final String USER = "connection.user";
    static final String PASSWORD = "connection.password";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String INCLUDE = "table.include.list";
    static final String EXCLUDE = "table.exclude.list";
    static final String COLUMN_EXCLUDE = "column.exclude.list";
    static final String MODE = "mode";
    static final String FORMAT = "record.format";
    static final String WHERE = "where";
    static final String OVERRIDES = "overrides";
    static final String LANES = "lanes.per.table";
    static final String LANES_BY = "lanes.by";
    static final String PAGE_ROWS = "page.rows";
    static final String QUEUE_BYTES = "queue.bytes";
    static final String READERS = "readers.per.task";
    static final String TIMESTAMP = "poll.timestamp.column";
    static final String INCREMENTING = "poll.incrementing.column";
    static final String POLL_INTERVAL = "poll.interval.ms";
    static final String POLL_LAG = "poll.lag.ms";
    static final String PROGRESS_TOPIC = "progress.topic";
    static final String REFRESH_INTERVAL = "table.refresh.interval.ms";
    static final String RETRY_TIMEOUT = "retry.timeout.ms";

    static final String BLOCKS = "blocks";
    static final String TABLES = "tables";
    static final String COLUMNS = "columns";

    /** What an override may say, besides the tables that it is for and their columns. */
    static final List<String> OVERRIDABLE =
            List.of(TABLES, COLUMNS, WHERE, PAGE_ROWS, LANES, LANES_BY, TIMESTAMP, INCREMENTING);

    static final ConfigDef DEFINITION = SourceSettingsConfig.definition();

    ChunkedJdbcSourceConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    DatabaseAddress address() {
        return new DatabaseAddress(getString(URL), getString(USER), getPassword(PASSWORD));
    }

    String topicPrefix() {
        return getString(TOPIC_PREFIX);
    }

    String progressTopic() {
        String topic = getString(PROGRESS_TOPIC);
        return topic.isEmpty() ? "lockstep." + topicPrefix() + ".progress" : topic;
    }

    Mode mode() {
        return Mode.of(getString(MODE));
    }

    TableFilter tables() {
        return new TableFilter(patterns(getList(INCLUDE)), patterns(getList(EXCLUDE)));
    }

    int readers() {
        return getInt(READERS);
    }

    long queueBytes() {
        return getLong(QUEUE_BYTES);
    }

    Duration retryTimeout() {
        return Duration.ofMillis(getLong(RETRY_TIMEOUT));
    }

    /** Empty when new tables are not looked for. */
    Optional<Duration> refreshInterval() {
        return Optional.of(getLong(REFRESH_INTERVAL)).filter(ms -> ms > 0).map(Duration::ofMillis);
    }

    PollLane.Pace pollPace() {
        return new PollLane.Pace(Duration.ofMillis(getLong(POLL_INTERVAL)), Duration.ofMillis(getLong(POLL_LAG)));
    }

    List<String> overrideNames() {
        return getList(OVERRIDES);
    }

    List<TableOverride> overrides() {
        return overrideNames().stream().map(this::override).toList();
    }

    private TableOverride override(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : OVERRIDABLE) {
            Object value = originals().get(TableOverride.key(name, setting));
            if (value != null) {
                values.put(setting, String.valueOf(value));
            }
        }
        return new TableOverride(name, validPatterns(values.getOrDefault(TABLES, "")), values);
    }

    /** None when one is wrong, which {@link CheckedSourceConfig} tells. */
    private static List<Pattern> validPatterns(String texts) {
        try {
            return patterns(list(texts));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Of several overrides that fit a table, the first that has the setting counts. */
    private Optional<String> setting(TableName table, String setting) {
        return overrides().stream()
                .filter(override -> TableFilter.matches(override.tables(), table.toString()))
                .flatMap(override -> override.value(setting).stream())
                .findFirst();
    }

    TableSettings settings(TableName table) {
        Optional<String> timestamp = setting(table, TIMESTAMP).or(() -> Optional.of(getString(TIMESTAMP)));
        Optional<String> incrementing = setting(table, INCREMENTING).or(() -> Optional.of(getString(INCREMENTING)));
        timestamp = timestamp.filter(name -> !name.isEmpty());
        incrementing = incrementing.filter(name -> !name.isEmpty());
        boolean polled = mode().polls() && (timestamp.isPresent() || incrementing.isPresent());
        Optional<PollColumns> poll = polled ? Optional.of(new PollColumns(timestamp, incrementing)) : Optional.empty();
        return new TableSettings(
                setting(table, WHERE).or(() -> Optional.of(getString(WHERE))).filter(text -> !text.isBlank()),
                setting(table, PAGE_ROWS).map(Integer::parseInt).orElse(getInt(PAGE_ROWS)),
                setting(table, LANES).map(Integer::parseInt).orElse(getInt(LANES)),
                setting(table, LANES_BY).orElse(getString(LANES_BY)).equalsIgnoreCase(BLOCKS),
                Set.copyOf(list(setting(table, COLUMNS).orElse(""))),
                poll);
    }

    /** The form of a table's records. */
    RecordSettings recordSettings(TableName table) {
        RecordFormat format = RecordFormat.valueOf(getString(FORMAT).toUpperCase(Locale.ROOT));
        Set<String> only = settings(table).columns();
        List<Pattern> left = patterns(getList(COLUMN_EXCLUDE));
        return new RecordSettings(
                topicPrefix(),
                format,
                column ->
                        (!only.isEmpty() && !only.contains(column)) || TableFilter.matches(left, table + "." + column));
    }

    static List<Pattern> patterns(List<String> texts) {
        return texts.stream()
                .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toList());
    }
}
