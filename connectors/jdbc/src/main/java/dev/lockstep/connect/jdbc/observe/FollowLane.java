/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.jdbc.observe.KeyLookup.Wanted;
import dev.lockstep.connect.jdbc.source.read.LaneReader;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.observe.DataKeys;
import dev.lockstep.connect.observe.DataKeys.Batch;
import dev.lockstep.connect.observe.DataKeys.RawKey;
import dev.lockstep.connect.observe.FollowedOffset;
import dev.lockstep.connect.observe.ObserverPartition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the keys of data topics in the database, once the mover has passed their records. Owned by one thread.
 *
 * <p><b>F (follow)</b> every key of a record behind which the stored offset stands was looked up after the mover had passed
 * the record, and what was found, or that nothing was, has been said.
 */
final class FollowLane implements LaneReader, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FollowLane.class);
    private static final Duration LISTEN = Duration.ofMillis(100);
    private static final Duration MOVER = Duration.ofMillis(200);

    /**
     * What is followed, and how.
     *
     * @param stored offsets of earlier runs
     */
    record Following(
            Map<TopicPartition, Long> stored,
            List<TopicPartition> partitions,
            boolean fromBeginning,
            Converter keyConverter,
            ColumnMapping.Maker mappings,
            DatabaseEngine engine) {}

    /** A batch with its keys in the words of the table, each once. */
    private record Pending(Batch batch, Map<CanonicalKey, Wanted> wanted, long before) {}

    private final DataKeys keys;
    private final Following following;
    private final ObservedTables tables;
    private final BoundedReads reads;
    private final ObserverOutput output;
    private final Map<String, KeyLookup> lookups = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> next = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Pending>> pending = new LinkedHashMap<>();

    FollowLane(DataKeys keys, Following following, ObservedTables tables, BoundedReads reads, ObserverOutput output) {
        this.keys = keys;
        this.following = following;
        this.tables = tables;
        this.reads = reads;
        this.output = output;
    }

    @Override
    public String description() {
        return "keys of the data topics";
    }

    @Override
    public Optional<Duration> step(Session session) throws SQLException, InterruptedException {
        if (!keys.isPositioned()) {
            // Tables that cannot be followed are refused before anything comes.
            for (TopicPartition partition : following.partitions()) {
                lookup(session, partition.topic());
            }
            next.putAll(keys.position(following.stored(), following.partitions(), following.fromBeginning()));
        }
        for (Batch batch : keys.poll(LISTEN)) {
            take(session, batch);
        }
        boolean waiting = false;
        for (Map.Entry<String, Map<Integer, Pending>> topic : pending.entrySet()) {
            if (!topic.getValue().isEmpty()) {
                read(session, topic.getKey(), topic.getValue());
                waiting |= !topic.getValue().isEmpty();
            }
        }
        return Optional.of(waiting ? MOVER : Duration.ZERO);
    }

    private KeyLookup lookup(Session session, String topic) throws SQLException, InterruptedException {
        KeyLookup known = lookups.get(topic);
        if (known == null) {
            known = new KeyLookup(tables.open(session, topic), following.engine(), following.mappings());
            lookups.put(topic, known);
        }
        return known;
    }

    private void take(Session session, Batch batch) throws SQLException, InterruptedException {
        TopicPartition partition = batch.partition();
        if (batch.withoutKey() > 0) {
            log.warn(
                    "{} records of {} before offset {} have no key, so no row of theirs can be looked up; a scan sees"
                            + " what they did",
                    batch.withoutKey(),
                    partition,
                    batch.next());
            output.counters().keyless(batch.withoutKey());
        }
        long before = next.put(partition, batch.next());
        if (batch.keys().isEmpty()) {
            keys.settled(partition);
            return;
        }
        KeyLookup lookup = lookup(session, partition.topic());
        Map<CanonicalKey, Wanted> wanted = new LinkedHashMap<>();
        for (RawKey raw : batch.keys()) {
            String record = "the record of " + partition + " at offset " + raw.offset();
            Wanted key = lookup.wanted(decoded(partition.topic(), raw, record), record);
            wanted.put(key.key(), key);
        }
        pending.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), new Pending(batch, wanted, before));
    }

    private SchemaAndValue decoded(String topic, RawKey raw, String record) {
        try {
            return following.keyConverter().toConnectData(topic, raw.key());
        } catch (DataException e) {
            // The converter's message may quote what it cannot read.
            throw new ConnectException("The key of " + record + " cannot be decoded by data.key.converter. Set it as"
                    + " the key.converter of what writes the topic, or leave the topic out");
        }
    }

    private void read(Session session, String topic, Map<Integer, Pending> waiting)
            throws SQLException, InterruptedException {
        KeyLookup lookup = lookup(session, topic);
        ObservedTable table = lookup.table();
        Optional<Reading<Optional<Map<Integer, List<Row>>>>> reading = reads.read(session, topic, lo -> {
            Map<Integer, List<Row>> found = new LinkedHashMap<>();
            if (!table.isCurrent(session)) {
                return Optional.empty();
            }
            for (Pending one : waiting.values()) {
                int partition = one.batch().partition().partition();
                if (lo.get(partition) >= one.batch().next()) {
                    found.put(partition, rows(lookup.find(session, one.wanted().values()), one));
                }
            }
            return Optional.of(found);
        });
        if (reading.isEmpty()) {
            return;
        }
        if (reading.get().value().isEmpty()) {
            tables.forget(table);
            lookups.remove(topic);
            return;
        }
        for (Map.Entry<Integer, List<Row>> found : reading.get().value().get().entrySet()) {
            Pending done = waiting.remove(found.getKey());
            output.rows(
                    table,
                    ObserverPartition.followed(topic, found.getKey()),
                    reading.get(),
                    Optional.empty(),
                    found.getValue(),
                    new FollowedOffset(done.before()).toMap(),
                    new FollowedOffset(done.batch().next()).toMap());
            output.counters().followed(done.wanted().size());
            keys.settled(done.batch().partition());
        }
    }

    /** A row for each key that was wanted. What else the database takes for equal was not asked for. */
    private static List<Row> rows(Map<CanonicalKey, Row> found, Pending wanted) {
        List<Row> rows = new ArrayList<>();
        for (CanonicalKey key : wanted.wanted().keySet()) {
            Row row = found.get(key);
            rows.add(row == null ? new Row(key, new Content.Absent(), Evidence.NONE) : row);
        }
        return rows;
    }

    @Override
    public void close() {
        keys.close();
    }
}
