/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One case of a folder: what to load into which databases, and what must be found. */
record CompareCase(
        String id,
        Engine source,
        Engine target,
        String sourceSql,
        String targetSql,
        List<Table> tables,
        List<String> missingTables,
        List<String> extraneousTables) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The databases cases are for; {@code mysql} is played by MariaDB. */
    enum Engine {
        POSTGRES,
        MYSQL;

        static Engine of(String name) {
            return switch (name) {
                case "postgres" -> POSTGRES;
                case "mysql" -> MYSQL;
                default -> throw new IllegalArgumentException("Expected postgres or mysql, found " + name);
            };
        }
    }

    /**
     * One pair of tables.
     *
     * @param key as the case names it; empty when the case gives none
     * @param rename target column by source column
     */
    record Table(
            String source,
            String target,
            List<String> key,
            String rule,
            Map<String, String> rename,
            List<String> ignored,
            Verdict expected) {}

    /** The compare cases that the index of a folder lists. */
    static List<CompareCase> in(Path folder) throws IOException {
        List<CompareCase> cases = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("index.jsonl"))) {
            JsonNode entry = JSON.readTree(line);
            if (entry.path("kind").asText().equals("compare")) {
                cases.add(read(entry, folder.resolve(entry.get("dir").asText())));
            }
        }
        return cases;
    }

    private static CompareCase read(JsonNode entry, Path folder) throws IOException {
        JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
        List<Table> tables = new ArrayList<>();
        expected.get("tables").forEach(table -> tables.add(table(table)));
        return new CompareCase(
                entry.get("id").asText(),
                Engine.of(entry.get("source_db").asText()),
                Engine.of(entry.get("target_db").asText()),
                Files.readString(folder.resolve("source.sql")),
                Files.readString(folder.resolve("target.sql")),
                tables,
                texts(expected.path("missing_tables")),
                texts(expected.path("extraneous_tables")));
    }

    private static Table table(JsonNode table) {
        Map<String, String> rename = new LinkedHashMap<>();
        table.path("rename")
                .properties()
                .forEach(pair -> rename.put(pair.getKey(), pair.getValue().asText()));
        return new Table(
                table.get("source").asText(),
                table.get("target").asText(),
                texts(table.path("key")),
                table.get("rule").asText(),
                rename,
                texts(table.path("ignore_columns")),
                verdict(table));
    }

    private static Verdict verdict(JsonNode table) {
        if (!table.get("verdict").asText().equals("comparable")) {
            return Verdict.notComparable(table.path("reason").asText());
        }
        Verdict verdict =
                new Verdict(true, "", table.get("equal").asLong(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        table.get("missing").forEach(key -> verdict.missing().add(texts(key).toString()));
        table.get("extraneous")
                .forEach(key -> verdict.extraneous().add(texts(key).toString()));
        table.get("mismatch")
                .forEach(found -> verdict.mismatch()
                        .put(
                                texts(found.get("key")).toString(),
                                texts(found.get("columns")).stream().sorted().toList()));
        return verdict;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
