/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.validator.chain.Chain;
import dev.lockstep.validator.chain.ChainPlan;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the keys of versions that the mover has put into a dead letter queue. They explain verdicts and decide nothing, so
 * one that does not say where it came from is only logged. Stateless; owned by one stream thread.
 */
public final class DeadLetterProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessor.class);

    private static final String TOPIC = "__connect.errors.topic";
    private static final String PARTITION = "__connect.errors.partition";
    private static final String OFFSET = "__connect.errors.offset";

    private final TableNames tables;
    private final Function<Optional<Chain>, RowReader> readers;
    private final ChainPlan plan;
    private RowReader reader;
    private ProcessorContext<byte[], byte[]> context;

    /**
     * @param tables of the data topics, from which dead letters come
     * @param plan the chain that the sink has: a dead letter holds the record as it was before that, and the target's key
     *     is that of the row behind it
     */
    public DeadLetterProcessor(TableNames tables, Converter keyConverter, Converter valueConverter, ChainPlan plan) {
        this.tables = tables;
        this.plan = plan;
        this.readers = chain -> new RowReader(
                tables,
                keyConverter,
                valueConverter,
                new RecordReader(Side.SOURCE, keyConverter, valueConverter),
                new DetailReader(WantedDetails.NONE, valueConverter),
                chain);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        this.context = started;
        this.reader = readers.apply(plan.newChain());
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        Optional<RecordReader.Keyed> version = origin(data)
                .filter(position -> tables.topics().matcher(position.topic()).matches())
                .map(position -> new RecordReader.Origin(tables.tableOf(position.topic()), position, 0))
                .flatMap(origin -> reader.read(origin, data.headers(), data.key(), data.value()))
                .filter(keyed -> !(keyed.record() instanceof InternalRecord.Taint));
        if (version.isPresent()) {
            byte[] letter = new InternalRecord.DeadLetter(origin(data).orElseThrow()).toBytes();
            context.forward(new Record<>(version.get().key().toBytes(), letter, data.timestamp()));
        } else {
            LOG.warn(
                    "Dead letter {} does not say which version of which row it is, so no verdict will name it. Set"
                            + " errors.deadletterqueue.context.headers.enable=true at the sink, and let source.topics and"
                            + " source.key.converter fit its topics",
                    context.recordMetadata()
                            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                            .orElse("?"));
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    /** As Connect writes it beside the record; empty when it has not, or something else has. */
    private static Optional<Position> origin(Record<byte[], byte[]> data) {
        Optional<String> topic = text(data.headers(), TOPIC);
        Optional<Long> partition = number(data.headers(), PARTITION).filter(at -> at <= Integer.MAX_VALUE);
        Optional<Long> offset = number(data.headers(), OFFSET);
        return topic.isPresent() && partition.isPresent() && offset.isPresent()
                ? Optional.of(
                        new Position(topic.get(), Math.toIntExact(partition.get()), offset.get(), data.timestamp()))
                : Optional.empty();
    }

    private static Optional<Long> number(Headers headers, String name) {
        return text(headers, name).filter(digits -> digits.matches("\\d{1,18}")).map(Long::valueOf);
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
