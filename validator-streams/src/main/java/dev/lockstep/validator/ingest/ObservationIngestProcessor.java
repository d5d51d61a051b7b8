/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalPartitions;
import dev.lockstep.validator.record.InternalRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Leads what observers say to the tasks that hold the keys: a page is cut into one page for each internal partition, and
 * the end of a lane goes to all of them, behind the lane's pages. Stateless; owned by one stream thread.
 *
 * <p>Invariant U: no record disappears. One that cannot be read taints a table, and is said to be lost in every partition:
 * its rows must not look as if the store did not have them.
 */
public final class ObservationIngestProcessor implements Processor<byte[], byte[], byte[], Routed> {
    static final String UNREADABLE = "unreadable-observation";
    static final String UNKNOWN_TOPIC = "unknown-observed-topic";

    private final TableNames tables;
    private final InternalPartitions partitions;
    private ProcessorContext<byte[], Routed> context;

    /** @param tables of the data topics, of which observations speak */
    public ObservationIngestProcessor(TableNames tables, InternalPartitions partitions) {
        this.tables = tables;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], Routed> started) {
        this.context = started;
    }

    @Override
    public void process(Record<byte[], byte[]> data) {
        Optional<ObservationRecord> read = read(data.value());
        if (read.isEmpty()) {
            taint(tableByKey(data.key()), UNREADABLE, data);
            InternalRecord lost = new InternalRecord.Lost(position(data));
            forward(null, Routed.toAll(lost.toBytes()), data);
            return;
        }
        ObservationRecord observation = read.get();
        Optional<String> table = table(observation.topic());
        if (table.isEmpty()) {
            // No version of this topic is read, so nothing is compared, and the topic's own name is all there is to
            // say.
            taint(observation.topic(), UNKNOWN_TOPIC, data);
        } else if (observation instanceof Page page) {
            split(table.get(), page, data);
        } else {
            byte[] key = InternalKey.ofTable(table.get()).toBytes();
            forward(key, Routed.toAll(new InternalRecord.Observed(observation).toBytes()), data);
        }
    }

    private static Optional<ObservationRecord> read(byte[] value) {
        try {
            return value == null ? Optional.empty() : Optional.of(ObservationCodec.read(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void split(String table, Page page, Record<byte[], byte[]> data) {
        Map<Integer, List<Row>> rows = new TreeMap<>();
        for (Row row : Duplicates.asUnknown(page.rows())) {
            byte[] key = new InternalKey(table, row.key().bytes()).toBytes();
            rows.computeIfAbsent(partitions.of(key), any -> new ArrayList<>()).add(row);
        }
        byte[] tableKey = InternalKey.ofTable(table).toBytes();
        rows.forEach((partition, some) -> {
            Page part = new Page(
                    page.topic(),
                    page.columns(),
                    page.algorithm(),
                    page.policy(),
                    page.bounds(),
                    page.snapshot(),
                    page.scan(),
                    some);
            forward(tableKey, Routed.to(partition, new InternalRecord.Observed(part).toBytes()), data);
        });
    }

    private void taint(String table, String reason, Record<byte[], byte[]> data) {
        byte[] key = InternalKey.ofTable(table).toBytes();
        InternalRecord taint = new InternalRecord.Taint(Side.TARGET, reason, position(data));
        forward(key, Routed.to(partitions.of(key), taint.toBytes()), data);
    }

    /** What an unreadable record was probably about: observers write the topic's name and a lane into the key. */
    private String tableByKey(byte[] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        int slash = text.lastIndexOf('/');
        return table(text.substring(0, Math.max(0, slash)))
                .orElseGet(() -> metadata().topic());
    }

    private Optional<String> table(String topic) {
        return tables.topics().matcher(topic).matches() ? Optional.of(tables.tableOf(topic)) : Optional.empty();
    }

    private Position position(Record<byte[], byte[]> data) {
        RecordMetadata at = metadata();
        return new Position(at.topic(), at.partition(), at.offset(), data.timestamp());
    }

    private RecordMetadata metadata() {
        return context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of the observations topic has no position"));
    }

    private void forward(byte[] key, Routed routed, Record<byte[], byte[]> data) {
        context.forward(new Record<>(key, routed, data.timestamp()));
    }
}
