/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.RowCursor;
import dev.lockstep.connect.jdbc.read.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The digests of a table's rows by two paths that share no code before the canonical form. */
final class Digests {
    private Digests() {}

    /** As change capture stamped them on the data topic: of each key the last, deleted rows left out. */
    static Map<CanonicalKey, Content> stamped(String bootstrapServers, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        Map<CanonicalKey, Content> rows = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    byte[] text = record.headers().lastHeader(DigestHeader.NAME).value();
                    DigestHeader header = DigestHeader.parse(new String(text, StandardCharsets.UTF_8));
                    rows.put(header.key().orElseThrow(), header.content());
                }
            }
        }
        rows.values().removeIf(content -> content instanceof Content.Absent);
        return rows;
    }

    /** As the table's rows say when they are read from the database. */
    static Map<CanonicalKey, Content> read(Sql database, String schema, String table) {
        RecordDigester digester = new RecordDigester();
        Map<CanonicalKey, Content> rows = new HashMap<>();
        try (ReadableDatabase readable = ReadableDatabase.open(
                database.url(),
                Optional.of(database.server().user()),
                Optional.of(database.server().password()))) {
            ReadTable described = readable.describe(new TableName(schema, table));
            List<String> columns =
                    described.columns().stream().map(ReadColumn::name).toList();
            Schema keySchema = struct(described, described.keyColumns());
            Schema rowSchema = struct(described, columns);
            for (Lane lane : readable.lanes(described, 1)) {
                try (RowCursor cursor = readable.rows(described, columns, lane)) {
                    while (cursor.next()) {
                        Struct row = new Struct(rowSchema);
                        for (int i = 0; i < columns.size(); i++) {
                            row.put(columns.get(i), cursor.value(i));
                        }
                        Struct key = new Struct(keySchema);
                        described.keyColumns().forEach(column -> key.put(column, row.get(column)));
                        RowVersion version = digester.digest(keySchema, key, rowSchema, row);
                        rows.put(version.key(), version.content());
                    }
                }
            }
        }
        return rows;
    }

    private static Schema struct(ReadTable table, List<String> columns) {
        SchemaBuilder schema = SchemaBuilder.struct();
        columns.forEach(column ->
                schema.field(column, table.column(column).orElseThrow().schema()));
        return schema.build();
    }
}
