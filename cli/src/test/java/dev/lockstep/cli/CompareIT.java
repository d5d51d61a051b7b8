/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on real databases. */
class CompareIT {
    private static final int ROWS = 20_000;
    private static final String TABLE =
            "CREATE TABLE items (id bigint PRIMARY KEY, name text, price numeric(10,2), made timestamp(6), code char(8))";

    private static EmbeddedPostgres server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void load() throws SQLException {
        for (String database : List.of("source", "target")) {
            execute(url("postgres"), "DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
            execute(
                    url(database),
                    TABLE,
                    "INSERT INTO items SELECT g, 'item ' || g, g / 7.0, timestamp '2024-03-10 02:30' + g * interval '1.5 s',"
                            + " 'c' || g % 100 FROM generate_series(1, " + ROWS + ") g");
        }
    }

    @Test
    void findsTwoCopiesEqualWhateverTheMemory() throws IOException {
        assertThat(compare("--memory", "0")).isZero();
        assertThat(text())
                .contains("equal 20,000, different 0, missing 0, unexpected 0")
                .contains("on both sides");
        assertThat(compare("--lanes", "3")).isZero();
        assertThat(report().at("/tables/0/equal").asLong()).isEqualTo(ROWS);
    }

    @Test
    void namesEveryPlantedChangeWithItsColumn() throws SQLException, IOException {
        execute(
                url("target"),
                "UPDATE items SET name = 'other' WHERE id = 17",
                "UPDATE items SET price = price + 0.01, made = made + interval '1 microsecond' WHERE id = 18",
                "UPDATE items SET name = NULL WHERE id = 19",
                "DELETE FROM items WHERE id = 20",
                "INSERT INTO items VALUES (-1)");
        assertThat(compare("--memory", "0", "--samples", "0")).isEqualTo(1);
        List<String> found = new ArrayList<>();
        for (JsonNode finding : report().at("/tables/0/findings")) {
            found.add(finding.get("kind").asText() + finding.get("key") + finding.get("columns"));
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "DIFFERENT[17][\"name\"]",
                        "DIFFERENT[18][\"price\",\"made\"]",
                        "DIFFERENT[19][\"name\"]",
                        "MISSING[20][]",
                        "UNEXPECTED[-1][]");
    }

    @Test
    void endsWith2WhenATableIsNotThere() throws SQLException {
        execute(url("source"), "CREATE TABLE only_here (id int PRIMARY KEY)");
        assertThat(compare()).isEqualTo(2);
    }

    @Test
    void suggestsAPolicyUnderWhichNarrowedCopiesAreEqual() throws SQLException, IOException {
        execute(
                url("target"),
                "ALTER TABLE items ALTER made TYPE timestamp(0), ALTER price TYPE double precision, ALTER code TYPE text");
        assertThat(compare()).isEqualTo(1);
        assertThat(run("policy", "suggest")).isZero();
        Path policy = Files.write(folder.resolve("policy"), out.toByteArray());
        assertThat(Files.readString(policy))
                .contains("  price: as(number)\n")
                .contains("  made: timestamp(0,round)\n")
                .contains("  code: rtrim\n");
        assertThat(compare("--policy", policy.toString())).isZero();
        assertThat(report().at("/tables/0/masked").asLong()).isEqualTo(ROWS);
    }

    @Test
    void comparesPostgresWithSqlite() throws SQLException, IOException {
        String sqlite = "jdbc:sqlite:" + folder.resolve("items.db");
        execute(
                sqlite,
                "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, qty INTEGER)",
                "INSERT INTO items VALUES (1, 'one', 10), (2, 'zwei', 20), (4, 'four', NULL)");
        execute(
                url("source"),
                "DROP TABLE items",
                "CREATE TABLE items (id bigint PRIMARY KEY, name text, qty numeric(10,2))",
                "INSERT INTO items VALUES (1, 'one', 10), (2, 'two', 20), (3, 'three', 30)");
        assertThat(runBetween(url("source"), sqlite, "compare", "--format", "json"))
                .isEqualTo(1);
        JsonNode table = report().at("/tables/0");
        assertThat(table.get("equal").asLong()).isEqualTo(1);
        assertThat(table.get("findings"))
                .extracting(found -> found.get("kind").asText() + found.get("key") + found.get("columns"))
                .containsExactlyInAnyOrder("DIFFERENT[2][\"name\"]", "MISSING[3][]", "UNEXPECTED[4][]");
    }

    private int compare(String... more) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        arguments.addAll(Arrays.asList(more));
        arguments.addAll(List.of("--format", "json", "--temp", folder.toString()));
        int code = run(arguments.toArray(String[]::new));
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("lockstep:");
        return code;
    }

    private int run(String... arguments) {
        return runBetween(url("source"), url("target"), arguments);
    }

    private int runBetween(String source, String target, String... arguments) {
        out.reset();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--source", source, "--target", target));
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        return LockstepCli.run(output, new PrintStream(err, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private String text() {
        run("compare");
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private static String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
