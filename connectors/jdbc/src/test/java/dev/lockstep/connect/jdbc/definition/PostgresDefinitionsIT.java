/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.schema.TableId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Definitions read from one database and run in another come out the same there. */
class PostgresDefinitionsIT {
    private static final List<TableId> TABLES =
            List.of(new TableId("shop", "Customer"), new TableId("shop", "item"), new TableId("shop", "measurement"));

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        run("postgres", "CREATE DATABASE old");
        run("postgres", "CREATE DATABASE new");
        for (String database : List.of("old", "new")) {
            run(database, "CREATE SCHEMA shop; CREATE TYPE shop.mood AS ENUM ('sad', 'happy')");
        }
        run(
                "old",
                "CREATE TABLE shop.\"Customer\" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " \"Name\" varchar(40) COLLATE \"C\" NOT NULL DEFAULT 'nobody', feeling shop.mood,"
                        + " profile jsonb, tag uuid UNIQUE, twice int GENERATED ALWAYS AS (2 * 3) STORED,"
                        + " born date CONSTRAINT past CHECK (born < '2100-01-01'))",
                "CREATE INDEX by_profile ON shop.\"Customer\" USING gin (profile)",
                "CREATE UNIQUE INDEX by_name ON shop.\"Customer\" (lower(\"Name\")) WHERE feeling = 'happy'",
                "CREATE TABLE shop.item (id serial, customer bigint REFERENCES shop.\"Customer\" ON DELETE CASCADE,"
                        + " price numeric(12,2), at timestamptz(3), names text[], code char(3), PRIMARY KEY (customer, id))",
                "CREATE TABLE shop.measurement (at timestamp, value float8, PRIMARY KEY (at)) PARTITION BY RANGE (at)",
                "CREATE TABLE shop.m1 PARTITION OF shop.measurement DEFAULT",
                "CREATE INDEX ON shop.measurement (value)");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void makesTablesWithNativeTypesFirstAndIndexesAndForeignKeysAfterwards() throws SQLException {
        TableScript script = read("old");
        assertThat(script.before())
                .containsExactly(
                        "CREATE TABLE \"shop\".\"Customer\" (id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,"
                                + " \"Name\" character varying(40) COLLATE pg_catalog.\"C\""
                                + " DEFAULT 'nobody'::character varying NOT NULL, feeling shop.mood, profile jsonb,"
                                + " tag uuid, twice integer GENERATED ALWAYS AS ((2 * 3)) STORED, born date,"
                                + " CONSTRAINT \"Customer_pkey\" PRIMARY KEY (id),"
                                + " CONSTRAINT past CHECK ((born < '2100-01-01'::date)))",
                        "CREATE TABLE \"shop\".\"item\" (id integer NOT NULL, customer bigint NOT NULL,"
                                + " price numeric(12,2), at timestamp(3) with time zone, names text[],"
                                + " code character(3), CONSTRAINT item_pkey PRIMARY KEY (customer, id))",
                        "CREATE TABLE \"shop\".\"measurement\" (at timestamp without time zone NOT NULL,"
                                + " value double precision, CONSTRAINT measurement_pkey PRIMARY KEY (at))");
        assertThat(script.after())
                .containsExactly(
                        "CREATE UNIQUE INDEX by_name ON shop.\"Customer\" USING btree (lower((\"Name\")::text))"
                                + " WHERE (feeling = 'happy'::shop.mood)",
                        "CREATE INDEX by_profile ON shop.\"Customer\" USING gin (profile)",
                        "CREATE INDEX measurement_value_idx ON shop.measurement USING btree (value)",
                        "ALTER TABLE \"shop\".\"Customer\" ADD CONSTRAINT \"Customer_tag_key\" UNIQUE (tag)",
                        "ALTER TABLE \"shop\".\"item\" ADD CONSTRAINT item_customer_fkey FOREIGN KEY (customer)"
                                + " REFERENCES shop.\"Customer\"(id) ON DELETE CASCADE");
        run("new", script.before().toArray(String[]::new));
        run("new", script.after().toArray(String[]::new));
        assertThat(read("new")).as("the new tables read back").isEqualTo(script);
    }

    @Test
    void namesATableThatIsNotThere() {
        assertThatThrownBy(() -> {
                    try (Connection connection = connect("old")) {
                        new PostgresDefinitions().read(connection, List.of(new TableId("shop", "none")));
                    }
                })
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("shop.none");
    }

    private static TableScript read(String database) throws SQLException {
        try (Connection connection = connect(database)) {
            return new PostgresDefinitions().read(connection, TABLES);
        }
    }

    private static void run(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database), "postgres", "");
    }
}
