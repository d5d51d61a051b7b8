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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate held against a real database, by the command that users run. */
class CertifyIT {
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
        execute(
                "DROP TABLE IF EXISTS items, others",
                "CREATE TABLE items (place int, id bigint, name text, price numeric(10,2), made timestamptz,"
                        + " PRIMARY KEY (id, place))",
                "INSERT INTO items SELECT 1, g, 'item ' || g, g / 7.0, timestamptz '1969-12-31 23:00Z' + g * interval '1.5 s'"
                        + " FROM generate_series(1, 5000) g",
                "CREATE TABLE others (LIKE items INCLUDING ALL)",
                "INSERT INTO others SELECT place, id, name, price + (id = 5)::int, made FROM items");
    }

    @Test
    void saysYesToTheRowsThatWereCertified() throws IOException {
        Path certificate = certified();

        assertThat(certify("--certificate", certificate.toString())).isZero();
        assertThat(text()).startsWith("YES  public.items: 5,000 rows, fingerprint ");
        assertThat(certify("--certificate", certificate.toString(), "--lanes", "4"))
                .isZero();
    }

    @Test
    void saysNoToOneChangedValueAndShowsBothSums() throws IOException, SQLException {
        Path certificate = certified();
        execute("UPDATE items SET made = made + interval '1 microsecond' WHERE id = 4711");

        assertThat(certify("--certificate", certificate.toString())).isEqualTo(1);
        assertThat(text()).startsWith("NO   public.items: certified 5,000 rows").contains("; found 5,000 rows");
    }

    @Test
    void saysNoToAnotherTable() throws IOException {
        assertThat(certify("--certificate", certified().toString(), "--table", "public.items=others"))
                .isEqualTo(1);
    }

    @Test
    void cannotSayWithoutTheTableOrUnderAnotherPolicy() throws IOException, SQLException {
        Path certificate = certified();
        Path policy = Files.writeString(folder.resolve("policy"), "table items\n  name: rtrim\n");

        assertThat(certify("--certificate", certificate.toString(), "--policy", policy.toString()))
                .isEqualTo(2);
        assertThat(text()).startsWith("COULD NOT SAY  public.items").contains("policy");
        execute("DROP TABLE items");
        assertThat(certify("--certificate", certificate.toString())).isEqualTo(2);
    }

    @Test
    void failsWithoutACertificateOfTheTable() throws IOException {
        assertThat(certify("--certificate", certified().toString(), "--table", "elsewhere"))
                .isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no certificate of table elsewhere");
        assertThat(certify("--certificate", folder.resolve("nothing").toString()))
                .isEqualTo(3);
    }

    /** What {@code compare} finds, in the form of a certificate. */
    private Path certified() throws IOException {
        assertThat(run("compare", "--source", url(), "--target", url(), "--tables", "items", "--format", "json"))
                .isZero();
        JsonNode table = new ObjectMapper().readTree(out.toByteArray()).at("/tables/0");
        String[] sum = table.get("target_fingerprint").asText().split(":", -1);
        return Files.writeString(
                folder.resolve("certificate.json"),
                "{\"certificate\":1,\"table\":\"public.items\",\"topic\":\"src.public.items\",\"rows\":" + sum[0]
                        + ",\"fingerprint\":\"" + sum[1] + "\",\"buckets\":null,\"algorithm\":\"xxh3-128\","
                        + "\"policy\":\"exact\",\"encoding\":1,\"key\":null,\"columns\":null,\"positions\":{\"0\":7},"
                        + "\"masked\":0,\"exceptions\":[],\"issuedAt\":\"2026-11-21T14:06:43.121Z\"}");
    }

    private int certify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("certify", "--url", url()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.reset();
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        return LockstepCli.run(output, new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
