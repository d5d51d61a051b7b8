/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** What is wrong although each setting is fine by itself. Pure; for validation and for the start of a task. */
final class CheckedSourceConfig {
    private final ChunkedJdbcSourceConfig config;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private CheckedSourceConfig(ChunkedJdbcSourceConfig config) {
        this.config = config;
    }

    static List<ConfigProblem> problems(ChunkedJdbcSourceConfig config) {
        CheckedSourceConfig checked = new CheckedSourceConfig(config);
        checked.checkUser();
        checked.checkOverrides();
        checked.checkPolling();
        checked.checkBlocks(ChunkedJdbcSourceConfig.LANES_BY, config.getString(ChunkedJdbcSourceConfig.LANES_BY));
        checked.problems.addAll(SourceKeys.problems(config.originals().keySet(), config.overrideNames()));
        return checked.problems;
    }

    private void add(String key, String message) {
        problems.add(new ConfigProblem(key, message));
    }

    private Optional<DatabaseEngine> engine() {
        return SourceDatabase.engine(config.getString(ChunkedJdbcSourceConfig.URL));
    }

    private void checkUser() {
        String url = config.getString(ChunkedJdbcSourceConfig.URL);
        boolean needed =
                engine().filter(engine -> engine != DatabaseEngine.SQLITE).isPresent();
        if (needed && config.address().user().isEmpty() && !url.contains("user=")) {
            add(ChunkedJdbcSourceConfig.USER, "This database needs a user. Name one that may SELECT from the tables");
        }
    }

    private void checkOverrides() {
        Set<String> seen = new HashSet<>();
        for (TableOverride override : config.overrides()) {
            if (!seen.add(override.name())) {
                add(ChunkedJdbcSourceConfig.OVERRIDES, "\"" + override.name() + "\" is there twice. Remove one");
            }
            checkTables(override);
            checkNumber(override, ChunkedJdbcSourceConfig.PAGE_ROWS);
            checkNumber(override, ChunkedJdbcSourceConfig.LANES);
            override.value(ChunkedJdbcSourceConfig.LANES_BY)
                    .ifPresent(by ->
                            checkBlocks(TableOverride.key(override.name(), ChunkedJdbcSourceConfig.LANES_BY), by));
        }
    }

    private void checkTables(TableOverride override) {
        String key = TableOverride.key(override.name(), ChunkedJdbcSourceConfig.TABLES);
        String texts = override.value(ChunkedJdbcSourceConfig.TABLES).orElse("");
        try {
            SourceSettingsConfig.checkPatterns(key, ChunkedJdbcSourceConfig.list(texts));
            if (override.tables().isEmpty()) {
                add(key, "Missing: say which tables the override \"" + override.name() + "\" is for");
            }
        } catch (ConfigException e) {
            add(key, e.getMessage());
        }
    }

    /** The definition of the setting itself says what is right. */
    private void checkNumber(TableOverride override, String setting) {
        override.value(setting).ifPresent(text -> {
            String key = TableOverride.key(override.name(), setting);
            try {
                Integer number = Integer.valueOf(text.trim());
                ChunkedJdbcSourceConfig.DEFINITION
                        .configKeys()
                        .get(setting)
                        .validator
                        .ensureValid(key, number);
            } catch (NumberFormatException e) {
                add(key, "Expected a number");
            } catch (ConfigException e) {
                add(key, e.getMessage());
            }
        });
    }

    private void checkBlocks(String key, String by) {
        String chosen = by.toLowerCase(Locale.ROOT);
        if (!chosen.equals("key") && !chosen.equals(ChunkedJdbcSourceConfig.BLOCKS)) {
            add(key, "Expected key or " + ChunkedJdbcSourceConfig.BLOCKS);
        } else if (chosen.equals(ChunkedJdbcSourceConfig.BLOCKS)
                && engine().filter(engine -> engine != DatabaseEngine.POSTGRES).isPresent()) {
            add(key, "Only PostgreSQL tables can be read by blocks. Set it to key");
        }
    }

    private void checkPolling() {
        List<String> columns = List.of(ChunkedJdbcSourceConfig.TIMESTAMP, ChunkedJdbcSourceConfig.INCREMENTING);
        if (!config.mode().polls()) {
            columns.stream()
                    .filter(key -> !config.getString(key).isEmpty())
                    .forEach(key -> add(
                            key,
                            "Has no effect in mode " + config.mode().text() + ". Remove it, or set "
                                    + ChunkedJdbcSourceConfig.MODE + " to " + Mode.SNAPSHOT_AND_POLL.text()));
            return;
        }
        boolean named = columns.stream()
                .anyMatch(key -> !config.getString(key).isEmpty()
                        || config.overrides().stream()
                                .anyMatch(override -> override.value(key).isPresent()));
        if (!named) {
            add(
                    ChunkedJdbcSourceConfig.TIMESTAMP,
                    "Mode " + config.mode().text() + " needs a column by which new rows are found: set it, or "
                            + ChunkedJdbcSourceConfig.INCREMENTING + ", or one of them in an override");
        }
    }
}
