/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.integration.CapturedRecords.CapturedRecord;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.database.MariaDbServer;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The records of the bulk load and those of change capture from the log of MariaDB, as both connectors write them: the same
 * bytes of keys, schemas of values and rows. Nothing less keeps the order of a row's versions in a hand-over.
 *
 * <p>In UTC: Debezium writes defaults of timestamps in the zone of its worker.
 */
@Tag("mariadb")
class RecordsLikeDebeziumMariaDbIT {
    /** Tables with SQL that inserts row {@code :n}. */
    private static final Path TABLES =
            Path.of("src/test/resources/dev/lockstep/testbed/integration/tables-like-debezium-mariadb.sql");

    private static final Duration BOUND = Duration.ofMinutes(2);

    @Test
    void keysAndRowsAreThoseOfChangeCapture() throws SQLException, IOException {
        Stack stack = SharedStack.get();
        String script = Files.readString(TABLES, StandardCharsets.UTF_8);
        String setup = script.substring(0, script.indexOf("-- rows"));
        String rows = script.substring(script.indexOf('\n', setup.length()) + 1);
        try (RunningDatabase server = MariaDbServer.start(stack.data().resolve("mariadb-records"), stack.logs());
                ConnectWorker worker = MariaDbWorker.of(
                        stack,
                        "records-mariadb",
                        server.database().environment("LOCKSTEP_SOURCE_"),
                        "-Duser.timezone=UTC")) {
            Sql database = Sql.create(server.database(), "alike", statements(setup));
            worker.start();
            HandoverRun run = HandoverRun.of("alike", database, "alike", Path.of(""));
            List<CapturedRecord> captured;
            try (CapturedRecords capture = start(stack, worker, run.stream(), "snapshot.mode", "no_data")) {
                // It runs before it has chosen its position in the log; what is written until then is not captured.
                await().atMost(BOUND).until(() -> readsTheLog(database));
                database.run(statements(rows.replace(":n", "1")));
                database.run(statements(rows.replace(":n", "2")));
                captured = capture.await(2 * statements(rows).length);
            }
            try (CapturedRecords load = start(stack, worker, run.bulk(), "mode", "snapshot")) {
                assertThat(differences(load.await(captured.size()), captured)).isEmpty();
            }
        }
    }

    private static boolean readsTheLog(Sql database) throws SQLException {
        return database.count("information_schema.processlist WHERE command LIKE 'Binlog Dump%'") > 0;
    }

    private static CapturedRecords start(
            Stack stack, ConnectWorker worker, ObjectNode connector, String setting, String value) {
        ((ObjectNode) connector.get("config")).put(setting, value);
        return CapturedRecords.start(worker.rest(), stack.bootstrapServers(), connector, "alike_src\\.alike\\..*");
    }

    private static String[] statements(String sql) {
        return Arrays.stream(sql.split(";\n", -1)).filter(one -> !one.isBlank()).toArray(String[]::new);
    }

    private static List<String> differences(List<CapturedRecord> loaded, List<CapturedRecord> captured) {
        List<String> differences = new ArrayList<>();
        for (CapturedRecord record : captured) {
            List<CapturedRecord> table = loaded.stream()
                    .filter(one -> one.table().equals(record.table()))
                    .toList();
            Optional<CapturedRecord> same = table.stream()
                    .filter(one -> one.key().equals(record.key()))
                    .filter(one -> !one.key().equals("null") || one.after().equals(record.after()))
                    .findFirst();
            if (same.isEmpty()) {
                differences.add("no key of " + record.table() + " is " + record.key() + ", loaded were "
                        + table.stream().map(CapturedRecord::key).toList());
            } else {
                compare(
                                record,
                                "schema",
                                same.get().value().get("schema"),
                                record.value().get("schema"))
                        .ifPresent(differences::add);
                compare(record, "row", same.get().after(), record.after()).ifPresent(differences::add);
            }
        }
        return differences;
    }

    private static Optional<String> compare(CapturedRecord record, String what, JsonNode loaded, JsonNode captured) {
        return loaded.equals(captured)
                ? Optional.empty()
                : Optional.of(what + " of " + record.table() + " is\n  " + loaded + ", expected\n  " + captured);
    }
}
