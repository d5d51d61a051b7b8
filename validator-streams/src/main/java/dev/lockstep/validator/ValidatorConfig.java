/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.chain.ChainPlan;
import dev.lockstep.validator.ingest.TableNames;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.marker.MarkerSettings;
import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.quality.Thresholds;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.relation.Relationships;
import dev.lockstep.validator.report.Labels;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of one validator, checked as a whole when the object is made. Immutable.
 *
 * <p>Unknown keys are refused. Keys that start with one of {@link #PASSED_ON} go to the clients as they are.
 */
public final class ValidatorConfig extends AbstractConfig {
    /** Prefixes of settings for the clients; the first two are cut off, the others are kept. */
    static final List<String> PASSED_ON = List.of("kafka.", "streams.", "security.", "sasl.", "ssl.");

    static final ConfigDef DEFINITION = ValidatorSettings.define();

    private final ChainPlan chain;

    /** @throws ConfigException when a setting is missing, unknown or wrong; the message names it */
    public ValidatorConfig(Map<String, String> settings) {
        super(DEFINITION, settings, false);
        refuseUnknown();
        ModeRules.check(mode(), hop(), originals().keySet());
        chain = ShapingSettings.plan(this, hop());
        for (Side side : sides()) {
            checkSide(side);
        }
        checkObservations();
        checkDeadLetters();
        checkMarker();
        SettingsRules.parentsAreCompared(relationships(), levels());
    }

    /**
     * Reads a properties file.
     *
     * @param overrides replace what the file says
     * @throws ConfigException when it cannot be used; the message names the file and the key
     */
    public static ValidatorConfig load(Path file, Map<String, String> overrides) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(file + ": cannot be read as a properties file (" + e + ")");
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        settings.putAll(overrides);
        try {
            return new ValidatorConfig(settings);
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    private void refuseUnknown() {
        for (String key : originals().keySet()) {
            if (!DEFINITION.names().contains(key) && !passedOn(key)) {
                String hint = SettingsRules.nearest(key, DEFINITION.names())
                        .map(near -> ". Did you mean " + near + "?")
                        .orElse(". See docs/verdicts.md for the list");
                throw new ConfigException("Unknown configuration " + key + hint);
            }
        }
        for (String fixed : StreamsSettings.FIXED) {
            if (originals().containsKey("streams." + fixed)) {
                throw new ConfigException(
                        "streams." + fixed + " cannot be set: the validator's correctness depends on it");
            }
        }
    }

    private static boolean passedOn(String key) {
        return PASSED_ON.stream().anyMatch(key::startsWith)
                || key.startsWith("config.providers")
                || ShapingSettings.ofChain(key)
                || List.of(Side.values()).stream()
                        .anyMatch(side -> key.startsWith(
                                        ValidatorSettings.of(side, ValidatorSettings.KEY_CONVERTER) + ".")
                                || key.startsWith(ValidatorSettings.of(side, ValidatorSettings.VALUE_CONVERTER) + "."));
    }

    private void checkSide(Side side) {
        TableNames tables = tables(side);
        int groups = tables.topics().matcher("").groupCount();
        try {
            // A pattern that matches anything and has as many groups stands for a topic.
            new TableNames(Pattern.compile("()".repeat(groups)), namedGroupsAside(tables.format())).tableOf("");
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    ValidatorSettings.of(side, ValidatorSettings.FORMAT),
                    tables.format(),
                    "it may use the " + groups + " groups of " + ValidatorSettings.of(side, ValidatorSettings.TOPICS)
                            + " as $1, $2, …");
        }
        for (String own : topicNames().all()) {
            if (tables.topics().matcher(own).matches()) {
                throw new ConfigException(
                        ValidatorSettings.of(side, ValidatorSettings.TOPICS),
                        tables.topics().pattern(),
                        "it matches the validator's own topics, such as " + own);
            }
        }
        ConverterSettings converters = converters(side);
        converters.newKeyConverter();
        converters.newValueConverter();
    }

    private void checkObservations() {
        observationsTopic().ifPresent(topic -> {
            if (topicNames().all().contains(topic)
                    || tables(Side.SOURCE).topics().matcher(topic).matches()) {
                throw new ConfigException(
                        ValidatorSettings.OBSERVATIONS,
                        topic,
                        "it is one of the data topics or of the validator's own topics. Give the observer a topic of"
                                + " its own");
            }
        });
    }

    private void checkDeadLetters() {
        for (String topic : deadLetterTopics()) {
            boolean data = sides().stream()
                    .anyMatch(side -> tables(side).topics().matcher(topic).matches());
            if (data
                    || topicNames().all().contains(topic)
                    || observationsTopic().filter(topic::equals).isPresent()) {
                throw new ConfigException(
                        ValidatorSettings.DEAD_LETTERS,
                        topic,
                        "it is a data topic, the observations topic or one of the validator's own topics, and no dead"
                                + " letter queue");
            }
        }
    }

    private void checkMarker() {
        if (mode() != Mode.ROUNDS) {
            return;
        }
        MarkerSettings marker = marker();
        if (tables(Side.TARGET).topics().matcher(marker.topic()).matches()
                || tables(Side.SOURCE).topics().matcher(marker.topic()).matches()) {
            throw new ConfigException(
                    ValidatorSettings.MARKER_TOPIC,
                    marker.topic(),
                    "it is one of the data topics, so markers would be taken for rows. Let source.topics and target.topics"
                            + " leave it out");
        }
    }

    private static String namedGroupsAside(String format) {
        return format.replaceAll("\\$\\{\\w+}", "");
    }

    public TopicNames topicNames() {
        return TopicNames.of(getString(ValidatorSettings.ID));
    }

    public Mode mode() {
        return Mode.of(getString(ValidatorSettings.MODE));
    }

    public Hop hop() {
        return Hop.of(getString(ValidatorSettings.HOP));
    }

    /** The sides whose topics are read: in exact mode the target has none. */
    List<Side> sides() {
        return mode().inRounds() ? List.of(Side.values()) : List.of(Side.SOURCE);
    }

    /** What the observer writes to; empty when there is none. */
    Optional<String> observationsTopic() {
        if (mode().inRounds()) {
            return Optional.empty();
        }
        String named = getString(ValidatorSettings.OBSERVATIONS);
        return Optional.of(named == null ? topicNames().applicationId() + ".observed" : named);
    }

    /** The topics of one of the {@link #sides()}, and how they name tables. */
    public TableNames tables(Side side) {
        return new TableNames(
                Pattern.compile(getString(ValidatorSettings.of(side, ValidatorSettings.TOPICS))),
                getString(ValidatorSettings.of(side, ValidatorSettings.FORMAT)),
                side == Side.SOURCE ? chain::routeOf : UnaryOperator.identity());
    }

    /** What the sink does to the records of the source's topics. */
    ChainPlan chain() {
        return chain;
    }

    Thresholds thresholds() {
        return ShapingSettings.thresholds(this);
    }

    ConverterSettings converters(Side side) {
        return new ConverterSettings(this, side);
    }

    List<String> bootstrapServers() {
        return getList(ValidatorSettings.BOOTSTRAP);
    }

    Optional<String> heartbeatTopic(Side side) {
        return Optional.ofNullable(getString(ValidatorSettings.of(side, ValidatorSettings.HEARTBEAT)));
    }

    Optional<String> moverGroup() {
        return Optional.ofNullable(getString(ValidatorSettings.MOVER_GROUP));
    }

    /** Where rounds write their marker; there with {@code mode=rounds}. */
    MarkerSettings marker() {
        return new MarkerSettings(
                getString(ValidatorSettings.ID),
                getString(ValidatorSettings.MARKER_URL),
                Optional.ofNullable(getString(ValidatorSettings.MARKER_USER)),
                Optional.ofNullable(getPassword(ValidatorSettings.MARKER_PASSWORD)),
                getString(ValidatorSettings.MARKER_TABLE),
                getString(ValidatorSettings.MARKER_TOPIC),
                URI.create(getString(ValidatorSettings.CONNECTOR_URL).replaceFirst("/+$", "")));
    }

    Duration settle() {
        return Duration.ofMillis(getLong(ValidatorSettings.SETTLE));
    }

    Duration progressInterval() {
        return Duration.ofMillis(getLong(ValidatorSettings.PROGRESS_INTERVAL));
    }

    Duration roundInterval() {
        return Duration.ofMillis(getLong(ValidatorSettings.ROUND_INTERVAL));
    }

    Duration summaryInterval() {
        return Duration.ofMillis(getLong(ValidatorSettings.SUMMARY_INTERVAL));
    }

    private List<String> deadLetterTopics() {
        List<String> topics = getList(ValidatorSettings.DEAD_LETTERS);
        return topics == null ? List.of() : topics;
    }

    /** What matches the dead letter queues, which need not be there yet; empty when there are none. */
    Optional<Pattern> deadLetters() {
        return deadLetterTopics().stream()
                .map(Pattern::quote)
                .reduce((some, more) -> some + "|" + more)
                .map(Pattern::compile);
    }

    Levels levels() {
        List<String> levels = getList(ValidatorSettings.LEVELS);
        return levels == null ? Levels.CHECKSUM : Levels.parse(levels);
    }

    Relationships relationships() {
        List<String> relationships = getList(ValidatorSettings.RELATIONSHIPS);
        return relationships == null ? Relationships.NONE : Relationships.parse(relationships);
    }

    MeasuredTables measured() {
        List<String> aggregates = getList(ValidatorSettings.AGGREGATES);
        return aggregates == null ? MeasuredTables.NONE : MeasuredTables.parse(aggregates);
    }

    int internalPartitions() {
        return getInt(ValidatorSettings.PARTITIONS);
    }

    Labels labels() {
        return new Labels(mode().text(), mode().proves() ? "exact" : "conditional", hop().text());
    }

    /** In how many internal partitions a table must have been scanned to be verified; none where rounds judge. */
    int scannedPartitions() {
        return mode().inRounds() ? 0 : internalPartitions();
    }

    Optional<Short> replicationFactor() {
        return Optional.ofNullable(getShort(ValidatorSettings.REPLICATION));
    }

    int standbyReplicas() {
        return getInt(ValidatorSettings.STANDBYS);
    }

    Path stateDirectory() {
        String directory = getString(ValidatorSettings.STATE_DIR);
        return directory == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "lockstep-validator")
                : Path.of(directory);
    }
}
