/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RecordFormat;
import dev.lockstep.connect.jdbc.source.record.RecordSettings;
import dev.lockstep.connect.jdbc.source.record.RowOrigin;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import dev.lockstep.testbed.integration.CapturedRecords.CapturedRecord;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The records that a bulk read makes are those of change capture: the same bytes of keys, schemas of values and values, for
 * the rows of its snapshot and for those that come from the log.
 */
class RecordsLikeDebeziumIT {
    /** In UTC: Debezium writes ranges of times in the zone of its worker, which the shared one has far off. */
    private static Stack stack;

    @BeforeAll
    static void startStack() {
        stack = Stack.builder()
                .postgres(14, 17)
                .workerOptions("-Duser.timezone=UTC")
                .start();
    }

    @AfterAll
    static void stopStack() {
        if (stack != null) {
            stack.close();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "topic";
    private static final String TEXT = "?prepareThreshold=0";
    private static final String BINARY = "?prepareThreshold=-1";

    /** Tables with SQL that inserts row {@code :n}. */
    private static final Path TABLES =
            Path.of("src/test/resources/dev/lockstep/testbed/integration/tables-like-debezium.sql");

    /** Types with a value, parted by tabs; see the head of the file. */
    private static final Path TYPES =
            Path.of("src/test/resources/dev/lockstep/testbed/integration/types-like-debezium.txt");

    /** @param kind SAME, LOG where only the log has the true value, NONE where change capture leaves the column out, VOID, … */
    private record TypeCase(String kind, String declared, String literal) {}

    private record Ours(RowRecords records, List<String> keys, List<String> bareKeys, List<JsonNode> values) {}

    @ParameterizedTest
    @ValueSource(ints = {14, 17})
    void keysAndValuesAreThoseOfChangeCapture(int major) throws SQLException, IOException {
        Database server = Stream.of(stack.source(), stack.target())
                .filter(database -> database.major() == major)
                .findFirst()
                .orElseThrow();
        String id = "like" + major;
        String script = Files.readString(TABLES, StandardCharsets.UTF_8);
        String[] setup = script.substring(0, script.indexOf("-- rows")).split(";\n", -1);
        String rows = script.substring(script.indexOf("-- rows"));
        List<TypeCase> types = types();
        Sql database = Sql.create(
                server, id, Arrays.stream(setup).filter(sql -> !sql.isBlank()).toArray(String[]::new));
        database.run(createTypes(types));
        insert(database, rows, types, 1);
        int before = count(database);
        try (CapturedRecords capture = CapturedRecords.start(stack, id, database, "shop")) {
            capture.await(before);
            insert(database, rows, types, 2);
            List<CapturedRecord> captured = capture.await(count(database));
            Map<String, List<CapturedRecord>> byTable =
                    captured.stream().collect(Collectors.groupingBy(CapturedRecord::table));
            assertThat(byTable.keySet()).containsExactlyInAnyOrderElementsOf(tables(database));
            for (Map.Entry<String, List<CapturedRecord>> table : byTable.entrySet()) {
                check(database, id, table.getKey(), table.getValue(), types);
            }
            refusesWhatChangeCaptureLeavesOut(database, id, types, byTable.get("types"));
        }
    }

    private static void check(
            Sql database, String prefix, String table, List<CapturedRecord> captured, List<TypeCase> types)
            throws SQLException, IOException {
        Set<String> none = table.equals("types") ? refused(types) : Set.of();
        Ours ours = read(database, prefix, table, none::contains);
        Ours binary = read(database, BINARY, prefix, table, none::contains);
        assertThat(binary.keys()).as("keys of %s, in binary", table).isEqualTo(ours.keys());
        assertThat(afters(binary.values())).as("rows of %s, in binary", table).isEqualTo(afters(ours.values()));
        List<String> keys = ours.keys();
        assertThat(keys)
                .as("keys of %s", table)
                .containsExactlyInAnyOrderElementsOf(
                        captured.stream().map(CapturedRecord::key).toList());
        for (CapturedRecord record : captured) {
            int found = ours.records().keySchema() == null
                    ? afters(ours.values()).indexOf(record.after())
                    : keys.indexOf(record.key());
            assertThat(found).as("row of %s like %s", table, record.after()).isNotNegative();
            if (ours.records().keySchema() != null) {
                assertThat(ours.bareKeys().get(found))
                        .as("key of %s without schema", table)
                        .isEqualTo(JSON.readTree(record.key()).get("payload").toString());
            }
            Set<String> skipped = skipped(record, types);
            Set<String> absent = absent(record, types);
            assertThat(strip(ours.values().get(found).get("schema"), absent))
                    .as("schema of %s by %s", table, record.op())
                    .isEqualTo(strip(record.value().get("schema"), absent));
            assertThat(without(ours.values().get(found).at("/payload/after"), skipped))
                    .as("row of %s by %s", table, record.op())
                    .isEqualTo(without(record.after(), skipped));
        }
    }

    /** The log has no generated columns, and what is refused is not read. */
    private static Set<String> absent(CapturedRecord record, List<TypeCase> types) {
        if (record.table().equals("types")) {
            return columns(types, "VOID");
        }
        return record.op().equals("c") ? Set.of("generated") : Set.of();
    }

    private static Set<String> refused(List<TypeCase> types) {
        return Stream.concat(columns(types, "NONE").stream(), columns(types, "VOID").stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> skipped(CapturedRecord record, List<TypeCase> types) {
        boolean log = record.op().equals("c");
        if (!record.table().equals("types")) {
            return log ? Set.of("generated") : Set.of();
        }
        return Stream.of(log ? "SNAPSHOT" : "LOG", "LOST", "VOID")
                .flatMap(kind -> columns(types, kind).stream())
                .collect(Collectors.toSet());
    }

    private static void refusesWhatChangeCaptureLeavesOut(
            Sql database, String prefix, List<TypeCase> types, List<CapturedRecord> captured) throws SQLException {
        Set<String> none = columns(types, "NONE");
        assertThat(captured)
                .allSatisfy(record ->
                        assertThat(record.after().fieldNames()).toIterable().doesNotContainAnyElementsOf(none));
        for (String column : none) {
            assertThatThrownBy(
                            () -> read(database, prefix, "types", name -> !name.equals(column) && none.contains(name)))
                    .hasMessageContaining("shop.types")
                    .hasMessageContaining("\"" + column + "\"");
        }
    }

    private static Ours read(Sql database, String prefix, String table, Predicate<String> leaveOut)
            throws SQLException {
        return read(database, TEXT, prefix, table, leaveOut);
    }

    private static Ours read(Sql database, String transfer, String prefix, String table, Predicate<String> leaveOut)
            throws SQLException {
        DatabaseAddress address = new DatabaseAddress(
                database.url() + transfer,
                database.server().user(),
                new Password(database.server().password()));
        try (Connection connection = new Connections().openForReading(address);
                JsonConverter full = converter(true);
                JsonConverter bare = converter(false)) {
            RowRecords records = RowRecords.of(
                    connection,
                    DatabaseEngine.POSTGRES,
                    new TableName("shop", table),
                    new RecordSettings(prefix, RecordFormat.ENVELOPE, leaveOut));
            Ours ours = new Ours(records, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            RowOrigin origin = new RowOrigin(Instant.now(), false);
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT " + String.join(", ", records.expressions())
                                    + " FROM shop.\"" + table.replace("\"", "\"\"") + "\"");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Object key = records.keyOf(row);
                    ours.keys().add(CapturedRecords.text(full.fromConnectData(TOPIC, records.keySchema(), key)));
                    ours.bareKeys().add(CapturedRecords.text(bare.fromConnectData(TOPIC, records.keySchema(), key)));
                    Object value = records.valueOf(row, origin);
                    ours.values().add(JSON.readTree(full.fromConnectData(TOPIC, records.valueSchema(), value)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ours;
        }
    }

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas, "replace.null.with.default", false), !schemas);
        return converter;
    }

    private static List<JsonNode> afters(List<JsonNode> values) {
        return values.stream().map(value -> value.at("/payload/after")).toList();
    }

    private static JsonNode without(JsonNode row, Set<String> columns) {
        ObjectNode rest = row.deepCopy();
        return rest.remove(columns);
    }

    /** Without the fields of that name, wherever they are. */
    private static JsonNode strip(JsonNode schema, Set<String> fields) {
        JsonNode rest = schema.deepCopy();
        remove(rest, fields);
        return rest;
    }

    private static void remove(JsonNode schema, Set<String> fields) {
        if (schema.get("fields") != null) {
            schema.get("fields").forEach(field -> remove(field, fields));
            for (var field = schema.get("fields").iterator(); field.hasNext(); ) {
                if (fields.contains(field.next().path("field").asText())) {
                    field.remove();
                }
            }
        }
    }

    private static List<TypeCase> types() throws IOException {
        return Files.readAllLines(TYPES, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(parts -> new TypeCase(parts[0], parts[1], parts[2]))
                .toList();
    }

    private static Set<String> columns(List<TypeCase> types, String kind) {
        return IntStream.range(0, types.size())
                .filter(i -> types.get(i).kind().equals(kind))
                .mapToObj(i -> "c" + i)
                .collect(Collectors.toSet());
    }

    private static String createTypes(List<TypeCase> types) {
        return "CREATE TABLE shop.types (id integer PRIMARY KEY, "
                + IntStream.range(0, types.size())
                        .mapToObj(i -> "c" + i + " " + types.get(i).declared())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static void insert(Sql database, String rows, List<TypeCase> types, int n) throws SQLException {
        database.run(Arrays.stream(rows.replace(":n", Integer.toString(n)).split(";\n", -1))
                .filter(sql -> !sql.isBlank())
                .toArray(String[]::new));
        database.run(
                "INSERT INTO shop.types VALUES (" + n + ", "
                        + types.stream().map(TypeCase::literal).collect(Collectors.joining(", ")) + ")",
                "INSERT INTO shop.types (id) VALUES (" + -n + ")");
    }

    private static List<String> tables(Sql database) throws SQLException {
        return database
                .rows("SELECT relname FROM pg_class WHERE relnamespace = 'shop'::regnamespace AND relkind IN ('r', 'p')"
                        + " AND NOT relispartition")
                .stream()
                .map(RecordsLikeDebeziumIT::unwrapped)
                .toList();
    }

    /** A row of one text as PostgreSQL writes rows. */
    private static String unwrapped(String row) {
        String inside = row.substring(1, row.length() - 1);
        return inside.startsWith("\"")
                ? inside.substring(1, inside.length() - 1).replace("\"\"", "\"")
                : inside;
    }

    private static int count(Sql database) throws SQLException {
        int count = 0;
        for (String table : tables(database)) {
            count += (int) database.count("shop.\"" + table.replace("\"", "\"\"") + "\"");
        }
        return count;
    }
}
