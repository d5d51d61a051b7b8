/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose keys, names and columns break naive bulk loads: all of them move and compare equal, row by row. */
class BulkShapesIT {
    private static final String LONGEST_NAME = "a_name_of_exactly_sixty_three_characters_which_is_the_longest_x";

    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry(
                    "composite",
                    "(a int, b text, c date, v text, PRIMARY KEY (c, a, b))"
                            + "|SELECT i % 7, 'b' || i % 11, DATE '2020-01-01' + i, 'v' || i"),
            Map.entry(
                    "collated",
                    "(id text COLLATE \"und-x-icu\" PRIMARY KEY, v int)"
                            + "|SELECT (ARRAY['a','A','ä','Ä','z','Z','ß','_','-',' '])[1 + i % 10] || i, i"),
            Map.entry("uuid_key", "(id uuid PRIMARY KEY, v int)|SELECT md5(i::text)::uuid, i"),
            Map.entry("gaps", "(id bigint PRIMARY KEY, v int)|SELECT i * 1000000000000, i"),
            Map.entry("negative", "(id bigint PRIMARY KEY, v int)|SELECT -9223372036854775808 + i, i"),
            Map.entry("decimal_key", "(id numeric(30,10) PRIMARY KEY, v int)|SELECT i / 7.0, i"),
            Map.entry(
                    "timestamp_key",
                    "(id timestamptz PRIMARY KEY, v int)|SELECT TIMESTAMPTZ '1960-01-01Z'"
                            + " + i * INTERVAL '1.000001 s', i"),
            Map.entry("\"MixedCase\"", "(\"Id Of\" int PRIMARY KEY, \"se\"\"lect\" text)|SELECT i, 'q' || i"),
            Map.entry("\"" + LONGEST_NAME + "\"", "(" + LONGEST_NAME + " int PRIMARY KEY, v text)|SELECT i, 'l' || i"),
            Map.entry("\"order\"", "(\"user\" int PRIMARY KEY, \"table\" text)|SELECT i, 'r' || i"),
            Map.entry(
                    "generated",
                    "(id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int, d int GENERATED ALWAYS AS (v * 2) STORED)"
                            + "|(v) SELECT i"),
            Map.entry("only_key", "(a int, b int, PRIMARY KEY (b, a))|SELECT i, i % 3"));

    @TempDir
    Path folder;

    @Test
    void everyShapeMovesAndComparesEqual() throws Exception {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(stack.source(), "shapes_source", statements(true));
        Sql target = Sql.create(stack.target(), "shapes_target", statements(false));
        try (Migration migration = new Migration(stack, "shapes", source, target, "odd")) {
            migration.create(keyedSink(migration));
            migration.create(keylessSink(migration));
            migration.create(bulk(source));
            migration.awaitEqual(tables());

            List<String> names =
                    tables().stream().map(table -> table.replace("\"", "")).toList();
            assertThat(Compared.of(source, target, names, folder)).isEqualTo(Compared.equal(names.size()));
        }
    }

    private static String[] statements(boolean withRows) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA odd");
        TABLES.forEach((table, shape) -> {
            String[] parts = shape.split("\\|", 2);
            statements.add("CREATE TABLE odd." + table + " " + parts[0]);
            if (withRows) {
                boolean columns = parts[1].startsWith("(");
                statements.add("INSERT INTO odd." + table + " " + parts[1] + " FROM generate_series(1, 3000) i"
                        + (columns ? "" : " ON CONFLICT DO NOTHING"));
            }
        });
        statements.add("CREATE TABLE odd.keyless (v int, t text)");
        statements.add(
                "CREATE TABLE odd.parts (id int, region text, v int, PRIMARY KEY (region, id)) PARTITION BY LIST (region)");
        statements.add("CREATE TABLE odd.parts_north PARTITION OF odd.parts FOR VALUES IN ('north')");
        statements.add("CREATE TABLE odd.parts_rest PARTITION OF odd.parts DEFAULT");
        if (withRows) {
            // Twice the same row: without a key both must arrive.
            statements.add("INSERT INTO odd.keyless SELECT i / 2, 'k' || i / 2 FROM generate_series(1, 3000) i");
            statements.add("INSERT INTO odd.parts SELECT i, (ARRAY['north', 'south', 'east'])[1 + i % 3], i"
                    + " FROM generate_series(1, 3000) i");
            statements.add("ANALYZE");
        }
        return statements.toArray(String[]::new);
    }

    private static List<String> tables() {
        List<String> tables = new ArrayList<>(
                TABLES.keySet().stream().map(table -> "odd." + table).toList());
        tables.add("odd.keyless");
        tables.add("odd.parts");
        return tables;
    }

    private static ObjectNode bulk(Sql source) {
        ObjectNode connector = Migration.file("source-chunked-jdbc.json");
        connector.put("name", "shapes-bulk");
        ((ObjectNode) connector.get("config"))
                .put("topic.prefix", "shapes_src")
                .put("connection.url", source.url())
                .put("table.include.list", "odd\\..*")
                .put("lanes.per.table", "4")
                .put("page.rows", "300")
                .put("transforms.stamp.on.unencodable", "mark");
        return connector;
    }

    private static ObjectNode keyedSink(Migration migration) {
        ObjectNode connector = migration.sink();
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", "shapes_src\\.odd\\.(?!keyless$).*")
                .put("table.topic.pattern", "shapes_src\\.([^.]+)\\.([^.]+)");
        return connector;
    }

    private static ObjectNode keylessSink(Migration migration) {
        ObjectNode connector = migration.sink();
        connector.put("name", "shapes-keyless-sink");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", "shapes_src\\.odd\\.keyless")
                .put("insert.mode", "insert")
                .put("delete.enabled", "false")
                .put("delivery", "exactly-once");
        return connector;
    }
}
