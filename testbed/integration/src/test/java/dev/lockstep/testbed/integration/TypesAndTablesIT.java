/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.stack.Stack;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The column types and table forms of an ordinary PostgreSQL schema, through snapshot and log. */
class TypesAndTablesIT {
    private static final List<String> TABLES = List.of("shop.film", "shop.payment", "shop.film_actor", "shop.offer");
    private static final String[] SCHEMA = {
        "CREATE SCHEMA shop",
        "CREATE TYPE shop.rating AS ENUM ('G', 'PG-13')",
        "CREATE DOMAIN shop.year AS integer CHECK (VALUE BETWEEN 1901 AND 2155)",
        """
        CREATE TABLE shop.film (
          film_id serial PRIMARY KEY, title text NOT NULL DEFAULT 'untitled', released shop.year, "Length" smallint,
          rate numeric(4,2) DEFAULT 4.99 NOT NULL, exact numeric, rating shop.rating DEFAULT 'G', big bigint,
          ratio double precision, small real, features text[], fulltext tsvector, picture bytea, code char(5),
          active boolean DEFAULT true, made date, at timestamptz(6), local_at timestamp, id uuid)""",
        """
        CREATE TABLE shop.payment (
          payment_id integer NOT NULL, paid_at timestamptz NOT NULL, amount numeric(5,2), PRIMARY KEY (paid_at, payment_id))
          PARTITION BY RANGE (paid_at)""",
        "CREATE TABLE shop.payment_part_1 PARTITION OF shop.payment FOR VALUES FROM ('2022-01-01Z') TO ('2022-02-01Z')",
        "CREATE TABLE shop.payment_part_2 PARTITION OF shop.payment FOR VALUES FROM ('2022-02-01Z') TO ('2022-03-01Z')",
        """
        CREATE TABLE shop.offer (
          code varchar(10) PRIMARY KEY, doc jsonb, raw json, from_time time, zoned timetz, lasts interval, net inet,
          block cidr, mac macaddr, span int4range, flags bit(8), cash money, tags int[], days date[])""",
        "CREATE TABLE shop.film_actor (film_id integer, actor_id integer, PRIMARY KEY (film_id, actor_id))"
    };
    private static final String FILMS = """
        INSERT INTO shop.film (title, released, "Length", rate, exact, rating, big, ratio, small, features, fulltext,
          picture, code, active, made, at, local_at, id)
        SELECT 'Film ' || i || ' Ωß𝄞 "quoted" \\ {a,b}', 1901 + i % 200, CASE WHEN i % 3 = 0 THEN NULL ELSE i END, i / 100.0,
          i + 0.125, CASE WHEN i % 2 = 0 THEN 'G'::shop.rating ELSE 'PG-13' END, 9007199254740993 + i, 1.0 / (i + 1),
          (0.1 * i)::real, CASE WHEN i % 4 = 0 THEN NULL WHEN i % 4 = 1 THEN '{}' ELSE ARRAY['a,b', NULL, 'NULL', '"\\'] END,
          to_tsvector('english', 'quick brown foxes ' || i), decode(lpad(to_hex(i), 8, '0'), 'hex'), 'c' || i % 10,
          i % 2 = 0, DATE '1582-10-15' + i, TIMESTAMPTZ '1969-12-31 23:59:59.123456Z' + i * INTERVAL '1 hour',
          TIMESTAMP '2018-10-28 00:00:00.000001' + i * INTERVAL '7 min',
          ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid
        FROM generate_series(:from, :to) AS i""";

    private static final String OFFERS = """
        INSERT INTO shop.offer
        SELECT 'o' || i, jsonb_build_object('n', i / 7.0, 'b', NULL, 'a', ARRAY['x', 'Ω']), '{ "z": 1.0, "a": [ ] }',
          TIME '23:59:59.999999' - i * INTERVAL '1 s', TIMETZ '10:00:00.5+00', i * INTERVAL '1 mon 2 days 03:04:05.678901',
          ('10.0.0.' || i % 250)::inet, '10.1.0.0/16', '08:00:2b:01:02:03', int4range(i, i + 5), (i % 256)::bit(8),
          i * 1.01::numeric::money, ARRAY[i, NULL, -i], ARRAY[DATE '2026-02-28' + i, NULL]
        FROM generate_series(:from, :to) AS i""";

    @Test
    void everyTypeHasOneDigestBySnapshotLogAndReadingAndIsVerified() throws SQLException {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(stack.source(), "types_source", SCHEMA);
        Sql target = Sql.create(stack.target(), "types_target", SCHEMA);
        source.run(
                range(FILMS, 1, 200),
                range(OFFERS, 1, 60),
                "INSERT INTO shop.payment SELECT i, '2022-01-31Z'::timestamptz + i * INTERVAL '1 min', i FROM generate_series(1, 99) i",
                "INSERT INTO shop.film_actor SELECT i, i % 7 FROM generate_series(1, 50) i");
        try (Migration migration = new Migration(stack, "types", source, target, "shop")) {
            migration.start();
            migration.awaitEqualAndVerified(TABLES);

            source.run(
                    range(FILMS, 201, 260),
                    range(OFFERS, 61, 80),
                    "UPDATE shop.offer SET doc = doc || '{\"n\": 1e2}', lasts = -lasts WHERE code LIKE '%5'",
                    "UPDATE shop.film SET rate = rate + 1, features = array_append(features, 'more'), exact = NULL WHERE film_id % 5 = 0",
                    "UPDATE shop.film SET at = '-infinity', local_at = 'infinity' WHERE film_id = 7",
                    "DELETE FROM shop.film WHERE film_id % 11 = 0",
                    "UPDATE shop.payment SET amount = 0 WHERE payment_id < 10",
                    "UPDATE shop.payment SET paid_at = '2022-02-20Z' WHERE payment_id = 50",
                    "UPDATE shop.film_actor SET actor_id = actor_id + 100 WHERE film_id < 5",
                    "DELETE FROM shop.film_actor WHERE film_id > 45");
            migration.awaitEqualAndVerified(TABLES);

            assertThat(migration.results().findings()).isEmpty();
            for (String table : TABLES) {
                String name = table.substring("shop.".length());
                assertThat(Digests.stamped(stack.bootstrapServers(), migration.dataTopic(table)))
                        .as("digests of %s as captured and as read", table)
                        .hasSize((int) source.count(table))
                        .isEqualTo(Digests.read(source, "shop", name))
                        .isEqualTo(Digests.read(target, "shop", name));
            }
        }
    }

    private static String range(String insert, int from, int to) {
        return insert.replace(":from", Integer.toString(from)).replace(":to", Integer.toString(to));
    }
}
