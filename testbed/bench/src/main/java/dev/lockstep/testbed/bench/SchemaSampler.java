/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.bench.competitor.Competitor;
import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.bench.table.MovedTable;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Learns the schemas that {@link Format#JSON_CONTENT} needs, from one record that each source connector writes with its
 * schema while the table has one row. Confined to one thread.
 */
final class SchemaSampler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "schema";

    private final Arena arena;
    private final Map<String, Format.Schemas> byCompetitor = new LinkedHashMap<>();

    SchemaSampler(Arena arena) {
        this.arena = arena;
    }

    /** Makes the table with one row and runs each source connector once. */
    void learn(List<Competitor> competitors) throws SQLException {
        MovedTable.load(arena.source(), arena.columns(), 1);
        for (Competitor competitor : competitors) {
            String run = arena.newRun();
            arena.clean("");
            String topic = ConnectorRun.topic(run);
            arena.topics().create(topic, 1);
            arena.startWorker("schema-" + run);
            arena.connect().put(run + "-source", competitor.source(run, Format.JSON_SCHEMA));
            ConsumerRecord<String, String> record = arena.topics().first(topic);
            byCompetitor.put(competitor.name(), new Format.Schemas(schema(record.key()), schema(record.value())));
        }
    }

    Format.Schemas of(Competitor competitor, Format format) {
        if (format != Format.JSON_CONTENT) {
            return Format.Schemas.NONE;
        }
        Format.Schemas known = byCompetitor.get(competitor.name());
        if (known == null) {
            throw new RunFailedException("no schema was learnt of " + competitor.name());
        }
        return known;
    }

    private static String schema(String record) {
        try {
            return record == null ? "" : JSON.readTree(record).path(SCHEMA).toString();
        } catch (JsonProcessingException failure) {
            throw new RunFailedException("the record to learn the schema from is not JSON");
        }
    }
}
