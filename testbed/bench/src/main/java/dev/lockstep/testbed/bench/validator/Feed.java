/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.validator;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.canonical.value.CanonicalWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills the topics that a validator reads: one stamped record for each key, as StampDigest makes them, and one observed
 * row, in pages as an observer makes them that scans in the order of the keys once everything has arrived. Confined to
 * one thread.
 */
final class Feed implements AutoCloseable {
    private static final String POLICY = "exact";
    private static final int ROWS_PER_PAGE = 500;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final List<String> COLUMNS = List.of("id", "name", "email", "amount", "made_at");

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final String topic;
    private final int partitions;
    private final long keys;

    Feed(String bootstrapServers, String topic, int partitions, long keys) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        20,
                        "batch.size",
                        BATCH_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.partitions = partitions;
        this.keys = keys;
    }

    /** One version of each key. */
    void versions(int valueBytes) {
        for (long id = 1; id <= keys; id++) {
            DigestHeader header = new DigestHeader(
                    DigestAlgorithm.XXH3_128.name(), POLICY, Optional.of(key(id)), content(id), evidence(id));
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic,
                    (int) (id % partitions),
                    bytes("{\"id\":" + id + "}"),
                    bytes(("{\"id\":" + id + ",\"name\":\"").concat("x".repeat(valueBytes))));
            record.headers().add(DigestHeader.NAME, bytes(header.format()));
            send(record);
        }
        flush();
    }

    /** One scan in one lane, in which every key holds what its version says. */
    void observations(String observations) {
        Bounds bounds = Bounds.exactly(ends());
        for (long first = 1; first <= keys; first += ROWS_PER_PAGE) {
            List<Row> rows = new ArrayList<>();
            for (long id = first; id <= Math.min(keys, first + ROWS_PER_PAGE - 1); id++) {
                rows.add(new Row(key(id), content(id), evidence(id)));
            }
            say(
                    observations,
                    new Page(
                            topic,
                            COLUMNS,
                            DigestAlgorithm.XXH3_128.name(),
                            POLICY,
                            bounds,
                            Snapshot.unordered(System.currentTimeMillis()),
                            Optional.of(new Scan(1, 0, 1)),
                            rows));
        }
        say(observations, new LaneEnd(topic, new Scan(1, 0, 1), bounds, keys));
        flush();
    }

    private List<Long> ends() {
        List<Long> ends = new ArrayList<>(Collections.nCopies(partitions, keys / partitions));
        for (int partition = 1; partition <= keys % partitions; partition++) {
            ends.set(partition, keys / partitions + 1);
        }
        return ends;
    }

    /** How long the canonical form of a key is, on average. */
    double keyBytes() {
        long all = 0;
        int asked = 1000;
        for (int i = 1; i <= asked; i++) {
            all += key(keys * i / asked).bytes().length;
        }
        return (double) all / asked;
    }

    private static CanonicalKey key(long id) {
        CanonicalWriter out = new CanonicalWriter();
        out.writeNumber(id);
        return CanonicalKey.ofBytes(out.toByteArray());
    }

    private static Content content(long id) {
        return new Content.Present(digest(id));
    }

    private static Digest128 digest(long id) {
        byte[] row = bytes("row " + id);
        return Hash128.of(row, 0, row.length);
    }

    private static Evidence evidence(long id) {
        Locator.Sum sum = new Locator.Sum();
        sum.add(2, digest(id));
        return new Evidence(Optional.empty(), Optional.of(sum.toLocator()), List.of());
    }

    private void say(String observations, ObservationRecord said) {
        send(new ProducerRecord<>(observations, 0, bytes(topic + "/0"), ObservationCodec.write(said)));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (done, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    private void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("A record could not be written", failure.get());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
