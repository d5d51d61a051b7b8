/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Every version of every key of a data topic, by their digest headers. Not thread-safe. */
final class Versions implements AutoCloseable {
    /** A key's versions by offset; a key stands in one partition. */
    private record History(int partition, TreeMap<Long, Content> contents) {}

    private final TopicFollower topic;
    private final Map<CanonicalKey, History> histories = new HashMap<>();

    Versions(String bootstrapServers, String name) {
        topic = new TopicFollower(bootstrapServers, name);
    }

    void poll() {
        topic.poll(this::add);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        byte[] text = record.headers().lastHeader(DigestHeader.NAME).value();
        DigestHeader header = DigestHeader.parse(new String(text, StandardCharsets.UTF_8));
        histories
                .computeIfAbsent(header.key().orElseThrow(), key -> new History(record.partition(), new TreeMap<>()))
                .contents()
                .put(record.offset(), header.content());
    }

    Set<CanonicalKey> keys() {
        return histories.keySet();
    }

    /** Keys of rows that are there in the end, for people. */
    List<String> present() {
        return histories.entrySet().stream()
                .filter(entry -> entry.getValue().contents().lastEntry().getValue() instanceof Content.Present)
                .map(entry -> entry.getKey().toJson())
                .collect(Collectors.toList());
    }

    /** The content of the last version below lo, and of every version from there to hi. */
    private Set<Content> admissible(CanonicalKey key, Bounds bounds) {
        History history = histories.get(key);
        if (history == null) {
            return Set.of(new Content.Absent());
        }
        long lo = bounds.lo().get(history.partition());
        long hi = bounds.hi().get(history.partition());
        Map.Entry<Long, Content> below = history.contents().lowerEntry(lo);
        Set<Content> contents = new HashSet<>(history.contents().subMap(lo, hi).values());
        contents.add(below == null ? new Content.Absent() : below.getValue());
        return contents;
    }

    /** Keys of rows whose content no version had that could have been current between the page's bounds. */
    List<String> wrong(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.rows().stream()
                        .filter(row -> !admissible(row.key(), page.bounds()).contains(row.content())))
                .map(row -> row.key().toJson())
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        topic.close();
    }
}
