/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the REST validation says when it looks at the database itself. */
class ValidationIT {
    private static TargetDatabase database;

    @BeforeAll
    static void createTables() {
        database = new TargetDatabase(
                "CREATE TABLE good (id int PRIMARY KEY)",
                "CREATE TABLE \"Mixed Case\" (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE keyless (id int)",
                "CREATE TABLE late (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE readonly (id int PRIMARY KEY)",
                "CREATE VIEW view AS SELECT * FROM good",
                "CREATE ROLE mover LOGIN",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON good TO mover",
                "GRANT SELECT ON readonly TO mover",
                "CREATE SCHEMA own AUTHORIZATION mover",
                "CREATE SCHEMA made",
                "CREATE TABLE made.ready (n int)",
                "GRANT USAGE ON SCHEMA made TO mover",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON made.ready TO mover");
    }

    @Test
    void acceptsTablesThatCanBeWritten() {
        assertThat(errors(Map.of("topics", "s.public.good, s.public.Mixed Case")))
                .isEmpty();
        assertThat(errors(Map.of("topics", "s.public.good", "connection.user", "mover", "delivery", "at-least-once")))
                .isEmpty();
        assertThat(errors(
                        Map.of("topics", "s.public.good", "connection.user", "mover", "offsets.table", "own.offsets")))
                .as("a schema where the user may create the offset table")
                .isEmpty();
        assertThat(errors(Map.of("topics", "s.public.good", "connection.user", "mover", "offsets.table", "made.ready")))
                .as("an offset table that is there")
                .isEmpty();
        assertThat(errors(Map.of("topics.regex", "s.*"))).isEmpty();
    }

    @Test
    void namesEachTableThatCannotBeWritten() {
        assertThat(errors(
                                Map.of(
                                        "topics",
                                        "s.public.good,s.public.missing,s.public.keyless,s.public.late,s.public.view,s.public.mixed case"))
                        .get("topics"))
                .satisfiesExactly(
                        error -> assertThat(error).contains("public.missing", "not there"),
                        error -> assertThat(error).contains("public.keyless", "no primary key"),
                        error -> assertThat(error).contains("public.late", "deferrable"),
                        error -> assertThat(error).contains("public.view", "not there"),
                        error -> assertThat(error).contains("public.mixed case", "not there"));
    }

    @Test
    void saysHowToMoveWithoutTheRightToCreateTheOffsetTable() {
        Map<String, List<String>> errors = errors(Map.of("topics", "s.public.good", "connection.user", "mover"));
        assertThat(errors).containsOnlyKeys("offsets.table");
        assertThat(errors.get("offsets.table"))
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .contains("CREATE TABLE IF NOT EXISTS \"lockstep_offsets\"", "delivery=at-least-once"));
    }

    @Test
    void acceptsTablesWithoutKeyWhereEveryRecordIsARow() {
        assertThat(errors(Map.of(
                        "topics",
                        "s.public.keyless,s.public.late",
                        "insert.mode",
                        "insert",
                        "delete.enabled",
                        "false")))
                .isEmpty();
    }

    @Test
    void namesThePrivilegesThatAreMissing() {
        assertThat(errors(Map.of(
                                "topics", "s.public.readonly", "connection.user", "mover", "delivery", "at-least-once"))
                        .get("topics"))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("INSERT, UPDATE, DELETE", "public.readonly"));
    }

    @Test
    void saysWhyTheDatabaseCannotBeReached() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        Map<String, List<String>> errors = errors(Map.of(
                "topics",
                "s.public.good",
                "connection.url",
                "jdbc:postgresql://127.0.0.1:" + freePort + "/x?ssl=false",
                "connection.password",
                "hush-hush"));
        assertThat(errors).containsOnlyKeys("connection.url");
        assertThat(errors.get("connection.url").toString())
                .contains("127.0.0.1:" + freePort, "08001", "Check host and port")
                .doesNotContain("hush-hush");
        assertThat(errors(Map.of("connection.url", database.url() + "_none")).get("connection.url"))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("3D000", "database name"));
    }

    @Test
    void looksAtNothingWhenToldSo() {
        assertThat(errors(Map.of("topics", "s.public.missing", "validate.connection", "false")))
                .isEmpty();
    }

    private static Map<String, List<String>> errors(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(RunningTask.settings(database));
        properties.put("name", "test");
        properties.put("connector.class", BulkJdbcSinkConnector.class.getName());
        properties.putAll(settings);
        return new BulkJdbcSinkConnector()
                .validate(properties).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }
}
