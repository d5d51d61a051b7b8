/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.validator.chain.Chain;
import dev.lockstep.validator.chain.ChainPlan;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Turns every record of one side's topics that is not filtered into one internal record. Keeps no state but where the last gap of this run
 * was; owned by one stream thread.
 */
public final class IngestProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final TableNames tables;
    private final Function<Optional<Chain>, RowReader> readers;
    private final ChainPlan plan;
    private final Predicate<String> compacted;
    private final Map<String, String> tableByTopic = new HashMap<>();
    private RowReader reader;
    private Gaps gaps;
    private ProcessorContext<byte[], byte[]> context;

    /**
     * @param compacted whether a topic may have lost versions to compaction, by its name
     * @param wanted what is read of the values of rows
     * @param plan the chain that the sink has
     */
    public IngestProcessor(
            Side side,
            TableNames tables,
            Predicate<String> compacted,
            WantedDetails wanted,
            Converter keyConverter,
            Converter valueConverter,
            ChainPlan plan) {
        this.tables = tables;
        this.compacted = compacted;
        this.plan = plan;
        this.readers = chain -> new RowReader(
                tables,
                keyConverter,
                valueConverter,
                new RecordReader(side, keyConverter, valueConverter),
                new DetailReader(wanted, valueConverter),
                chain);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        this.context = started;
        this.gaps = new Gaps(compacted);
        this.reader = readers.apply(plan.newChain());
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a data topic has no position"));
        Position position = new Position(at.topic(), at.partition(), at.offset(), data.timestamp());
        String table = tableByTopic.computeIfAbsent(at.topic(), tables::tableOf);
        RecordReader.Origin origin = new RecordReader.Origin(table, position, gaps.endAt(at.topic(), at.offset()));
        reader.read(origin, data.headers(), data.key(), data.value())
                .ifPresent(keyed -> context.forward(
                        new Record<>(keyed.key().toBytes(), keyed.record().toBytes(), data.timestamp())));
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
