/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.history.History;
import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.row.NotRows;
import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.Types;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Takes the rows of records from the version they are of to the one that is wanted. Tombstones, records without key,
 * records that are no rows, and those of topics that have no versions go by as they are. Thread-safe.
 */
public final class Evolution<R extends ConnectRecord<R>> {
    private final Settings settings;
    private final Map<String, Optional<TopicEvolution<R>>> topics = new ConcurrentHashMap<>();

    /**
     * What is the same for all topics.
     *
     * @param transform what errors and the history call it
     * @param definition a digest of the versions' text, for the history
     */
    public record Settings(
            String transform,
            RecordPart part,
            TopicVersions versions,
            VersionSource source,
            OnUnknownField onUnknownField,
            String definition,
            History history,
            Clock clock) {}

    public Evolution(Settings settings) {
        this.settings = settings;
    }

    /** @throws DataException when the record is of no version, or cannot be migrated; the message says where it stands */
    public R apply(R record) {
        Object value = settings.part().value(record);
        if (value == null || NotRows.is(record)) {
            return record;
        }
        Optional<TopicEvolution<R>> topic = topics.computeIfAbsent(record.topic(), this::topic);
        return topic.isEmpty() ? record : rewritten(topic.get(), record, value);
    }

    private Optional<TopicEvolution<R>> topic(String name) {
        return settings.versions().of(name).map(versions -> new TopicEvolution<>(settings, name, versions));
    }

    private R rewritten(TopicEvolution<R> topic, R record, Object value) {
        Route<R> route;
        try {
            route = route(topic, record, value);
        } catch (DataException e) {
            throw new DataException(
                    settings.transform() + " at " + new Message(record, null).coordinates() + ": " + e.getMessage(), e);
        }
        return route.apply(record);
    }

    private Route<R> route(TopicEvolution<R> topic, R record, Object value) {
        if (value instanceof Struct struct) {
            return topic.typed(record, struct);
        }
        if (value instanceof Map<?, ?> map) {
            return topic.live(record, map);
        }
        throw new DataException("expected a row (struct or map), found " + Types.of(value)
                + ". Check the converter, and whether $Key or $Value is meant");
    }

    /** Where records of one version and form go. */
    interface Route<R> {
        R apply(R record);
    }
}
