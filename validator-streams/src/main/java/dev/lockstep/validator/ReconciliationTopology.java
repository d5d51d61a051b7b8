/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.chain.ChainPlan;
import dev.lockstep.validator.ingest.DeadLetterProcessor;
import dev.lockstep.validator.ingest.IngestProcessor;
import dev.lockstep.validator.ingest.ObservationIngestProcessor;
import dev.lockstep.validator.ingest.Routed;
import dev.lockstep.validator.ingest.WantedDetails;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalPartitions;
import dev.lockstep.validator.stream.ReconcileProcessor;
import dev.lockstep.validator.stream.Stores;
import dev.lockstep.validator.stream.SummaryProcessor;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology, from the settings alone: what {@link ValidatorMain} runs is what the tests run.
 *
 * <p>Four sub-topologies, joined by topics of our own: reading the source's topics, reading what an observer says or the
 * target's topics (both stateless), reconciling by key, and merging sums.
 */
public final class ReconciliationTopology {
    private static final Deserializer<byte[]> FROM_BYTES = new ByteArrayDeserializer();
    private static final Serializer<byte[]> TO_BYTES = new ByteArraySerializer();

    private static final StreamPartitioner<byte[], byte[]> BY_KEY =
            (topic, key, value, partitions) -> Optional.of(Set.of(new InternalPartitions(partitions).of(key)));

    private static final String RECONCILE = "reconcile";
    private static final String SUMMARISE = "summarise";
    private static final String WRITE_VERDICTS = "write-verdicts";
    private static final String WRITE_SUMS = "write-sums";
    private static final String WRITE_REFERENCES = "write-references";
    private static final String WRITE_SUMMARY = "write-summary";
    private static final String WRITE_CERTIFICATES = "write-certificates";

    private ReconciliationTopology() {}

    public static Topology build(ValidatorConfig config) {
        return build(config, true);
    }

    /** @param persistent whether state is kept on disk; in memory only for tests */
    static Topology build(ValidatorConfig config, boolean persistent) {
        return build(config, persistent, topic -> true);
    }

    /**
     * @param compacted whether a data topic may have lost versions to compaction, by its name
     */
    static Topology build(ValidatorConfig config, boolean persistent, Predicate<String> compacted) {
        Topology topology = new Topology();
        TopicNames topics = config.topicNames();
        addIngest(topology, config, Side.SOURCE, compacted, "write-versions", topics.versions());
        if (config.mode().inRounds()) {
            addIngest(topology, config, Side.TARGET, topic -> false, "write-observations", topics.observations());
        } else {
            addObservationIngest(topology, config, topics.observations());
        }

        addInternalSource(topology, "read-versions", topics.versions());
        addInternalSource(topology, "read-observations", topics.observations());
        Duration interval = config.summaryInterval();
        ReconcileProcessor.Settings reconciling = new ReconcileProcessor.Settings(
                WRITE_VERDICTS,
                WRITE_SUMS,
                WRITE_REFERENCES,
                interval,
                config.mode().inRounds(),
                config.labels(),
                config.tables(Side.SOURCE)::tableOf,
                config.levels(),
                config.relationships(),
                config.measured());
        topology.addProcessor(
                RECONCILE,
                withStores(() -> new ReconcileProcessor(reconciling), persistent, true),
                "read-versions",
                "read-observations");
        topology.addSink(WRITE_VERDICTS, topics.verdicts(), TO_BYTES, TO_BYTES, RECONCILE);
        topology.addSink(WRITE_SUMS, topics.sums(), TO_BYTES, TO_BYTES, RECONCILE);

        addInternalSource(topology, "read-sums", topics.sums());
        SummaryProcessor.Settings summarising = new SummaryProcessor.Settings(
                WRITE_SUMMARY,
                WRITE_CERTIFICATES,
                interval,
                config.labels(),
                config.levels(),
                config.scannedPartitions(),
                config.thresholds());
        topology.addProcessor(
                SUMMARISE, withStores(() -> new SummaryProcessor(summarising), persistent, false), "read-sums");
        topology.addSink(WRITE_SUMMARY, topics.summary(), TO_BYTES, TO_BYTES, SUMMARISE);
        topology.addSink(WRITE_CERTIFICATES, topics.certificates(), TO_BYTES, TO_BYTES, SUMMARISE);
        // Last, so that the numbers of the other sub-topologies do not depend on it: local state is found by them.
        config.deadLetters().ifPresent(letters -> addDeadLetters(topology, config, letters));
        if (!config.relationships().isEmpty()) {
            topology.addSink(WRITE_REFERENCES, topics.versions(), TO_BYTES, TO_BYTES, BY_KEY, RECONCILE);
        }
        return topology;
    }

    private static void addIngest(
            Topology topology,
            ValidatorConfig config,
            Side side,
            Predicate<String> compacted,
            String sink,
            String internalTopic) {
        String name = side.name().toLowerCase(Locale.ROOT);
        String read = "read-" + name;
        String ingest = "ingest-" + name;
        topology.addSource(
                AutoOffsetReset.earliest(),
                read,
                FROM_BYTES,
                FROM_BYTES,
                config.tables(side).topics());
        topology.addProcessor(
                ingest,
                () -> new IngestProcessor(
                        side,
                        config.tables(side),
                        compacted,
                        new WantedDetails(config.relationships(), config.measured()),
                        config.converters(side).newKeyConverter(),
                        config.converters(side).newValueConverter(),
                        side == Side.SOURCE ? config.chain() : ChainPlan.NONE),
                read);
        topology.addSink(sink, internalTopic, TO_BYTES, TO_BYTES, BY_KEY, ingest);
    }

    private static void addObservationIngest(Topology topology, ValidatorConfig config, String internalTopic) {
        InternalPartitions partitions = new InternalPartitions(config.internalPartitions());
        topology.addSource(
                AutoOffsetReset.earliest(),
                "read-observed",
                FROM_BYTES,
                FROM_BYTES,
                config.observationsTopic().orElseThrow());
        topology.addProcessor(
                "ingest-observed",
                () -> new ObservationIngestProcessor(config.tables(Side.SOURCE), partitions),
                "read-observed");
        topology.addSink(
                "write-observations",
                internalTopic,
                TO_BYTES,
                Routed.serializer(),
                Routed.partitioner(),
                "ingest-observed");
    }

    private static void addDeadLetters(Topology topology, ValidatorConfig config, Pattern letters) {
        topology.addSource(AutoOffsetReset.earliest(), "read-dead-letters", FROM_BYTES, FROM_BYTES, letters);
        topology.addProcessor(
                "ingest-dead-letters",
                () -> new DeadLetterProcessor(
                        config.tables(Side.SOURCE),
                        config.converters(Side.SOURCE).newKeyConverter(),
                        config.converters(Side.SOURCE).newValueConverter(),
                        config.chain()),
                "read-dead-letters");
        topology.addSink(
                "write-dead-letters",
                config.topicNames().versions(),
                TO_BYTES,
                TO_BYTES,
                BY_KEY,
                "ingest-dead-letters");
    }

    private static void addInternalSource(Topology topology, String name, String topic) {
        topology.addSource(AutoOffsetReset.earliest(), name, FROM_BYTES, FROM_BYTES, topic);
    }

    private interface Made {
        Processor<byte[], byte[], byte[], byte[]> make();
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> withStores(
            Made made, boolean persistent, boolean reconciler) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return made.make();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return new LinkedHashSet<>(reconciler ? Stores.ofReconciler(persistent) : Stores.ofSummary(persistent));
            }
        };
    }
}
