/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.quality.Thresholds;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.report.CertificateLine;
import dev.lockstep.validator.report.Labels;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.RoundStatus;
import dev.lockstep.validator.report.TableSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges the partial sums of all partitions into one line per table, and adds how the rounds are getting on. Owned by one
 * stream thread; there is one task of it.
 */
public final class SummaryProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** The record key under which the coordinator publishes the state of the rounds; no table has an empty name. */
    public static final String ROUNDS = "";

    /** A table that does not change is said to be unchanged this often. */
    private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(10);

    private final Settings settings;
    private final Map<String, CertificateLine.State> certified = new HashMap<>();
    private final Map<String, Map<Integer, PartialSums>> partials = new TreeMap<>();
    private final Map<String, Long> publishedAt = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private RoundStatus rounds = RoundStatus.NONE;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> store;

    /**
     * What the processor is told.
     *
     * @param summary name of the child that takes summary lines
     * @param certificates name of the child that takes certificates
     * @param levels how much of each table is compared
     * @param scannedPartitions in how many internal partitions a table must have been scanned to be verified
     * @param thresholds what is asked of the quality of tables
     */
    public record Settings(
            String summary,
            String certificates,
            Duration interval,
            Labels labels,
            Levels levels,
            int scannedPartitions,
            Thresholds thresholds) {}

    public SummaryProcessor(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        context = started;
        store = context.getStateStore(StoreNames.PARTIALS);
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                merge(PartialSums.parse(row.value));
            }
        }
        context.schedule(settings.interval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        if (new String(data.key(), StandardCharsets.UTF_8).equals(ROUNDS)) {
            RoundStatus next = RoundStatus.parse(data.value());
            if (!next.equals(rounds)) {
                rounds = next;
                changed.addAll(partials.keySet());
            }
            return;
        }
        PartialSums partial = PartialSums.parse(data.value());
        store.put(key(partial), data.value());
        merge(partial);
    }

    private void merge(PartialSums partial) {
        partials.computeIfAbsent(partial.table(), table -> new TreeMap<>()).put(partial.partition(), partial);
        changed.add(partial.table());
    }

    private static Bytes key(PartialSums partial) {
        return Bytes.wrap(new BinaryWriter()
                .writeText(partial.table())
                .writeLong(partial.partition())
                .toByteArray());
    }

    private void publish(long now) {
        for (Map.Entry<String, Map<Integer, PartialSums>> table : partials.entrySet()) {
            String name = table.getKey();
            boolean due = now - publishedAt.getOrDefault(name, 0L) >= REPEAT_INTERVAL.toMillis();
            if (due || changed.contains(name)) {
                TableSummary summary = new TableSummary(
                        name,
                        settings.levels().of(name),
                        table.getValue().values(),
                        settings.scannedPartitions(),
                        settings.thresholds().of(name));
                context.forward(
                        new Record<>(TableSummary.key(name), summary.line(rounds, settings.labels(), now), now),
                        settings.summary());
                publishedAt.put(name, now);
                certify(name, summary, now);
            }
        }
        changed.clear();
    }

    /** Once for each state in which a table is verified as a whole. */
    private void certify(String table, TableSummary summary, long now) {
        summary.certificate(now).ifPresent(certificate -> {
            if (!certificate.state().equals(certified.put(table, certificate.state()))) {
                context.forward(
                        new Record<>(TableSummary.key(table), certificate.line(), now), settings.certificates());
            }
        });
    }
}
