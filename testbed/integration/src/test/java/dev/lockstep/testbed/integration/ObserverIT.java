/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.testbed.stack.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Change capture, our sink and the observer of its target in a real worker; what the observer says, decided by hand. */
class ObserverIT {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String TABLE =
            "CREATE TABLE shop.items (id bigint PRIMARY KEY, name text, amount numeric(12,2), at timestamptz)";
    private static final int ROWS = 12_000;

    private final Stack stack = SharedStack.get();
    private Migration migration;

    @AfterEach
    void deleteConnectors() {
        if (migration != null) {
            migration.close();
        }
    }

    private void start(String id) throws SQLException {
        Sql source = Sql.create(
                stack.source(),
                id + "_source",
                "CREATE SCHEMA shop",
                TABLE,
                "INSERT INTO shop.items SELECT i, 'name ' || i, i / 7.0, TIMESTAMPTZ '2024-01-01Z' + i * INTERVAL '1 s'"
                        + " FROM generate_series(1, " + ROWS + ") i");
        Sql target = Sql.create(stack.target(), id + "_target", "CREATE SCHEMA shop", TABLE);
        migration = new Migration(stack, id, source, target, "shop");
        migration.create(migration.sink());
        migration.create(migration.sourceCapture());
        await().atMost(BOUND).pollInterval(POLL).until(() -> target.count("shop.items") > 1_000);
    }

    private ObjectNode observer(String id, Map<String, String> changes) {
        ObjectNode connector = Migration.file("observer-postgres.json").put("name", id + "-observer");
        ObjectNode config = (ObjectNode) connector.get("config");
        config.put("topics.regex", id + "_src\\.shop\\..*")
                .put("table.topic.pattern", id + "_src\\.([^.]+)\\.([^.]+)")
                .put("connection.url", migration.target().url())
                .put("observations.topic", "lockstep." + id + ".observed")
                .put("mover.connector", id + "-sink")
                .put("scan.interval.ms", "0");
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                config.remove(key);
            } else {
                config.put(key, value);
            }
        });
        return connector;
    }

    /** While rows are written, every page agrees with the records below its position; a rogue write does not. */
    @Test
    void whatIsSeenIsWhatTheDataTopicSaysAtThatPositionAndARogueWriteIsNot() throws Exception {
        start("observed");
        migration.create(observer("observed", Map.of("follow.from", "earliest")));
        write(1_000);
        migration.awaitEqual(List.of("shop.items"));
        try (Observations seen = new Observations(stack.bootstrapServers(), "lockstep.observed.observed");
                Versions versions = new Versions(stack.bootstrapServers(), migration.dataTopic("shop.items"))) {
            awaitEpochs(seen, 3);
            assertThat(seen.pages()).isNotEmpty().allSatisfy(page -> {
                assertThat(page.bounds().exact()).isTrue();
                assertThat(page.topic()).isEqualTo(migration.dataTopic("shop.items"));
                assertThat(page.columns()).containsExactly("id", "name", "amount", "at");
            });
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> {
                seen.poll();
                versions.poll();
                assertThat(followed(seen.pages())).containsAll(versions.keys());
            });
            assertThat(new TreeSet<>(keys(scanned(seen.pages(), lastEpoch(seen)))))
                    .isEqualTo(new TreeSet<>(versions.present()));
            assertThat(versions.wrong(seen.pages())).isEmpty();
            assertThat(seen.pages().stream().flatMap(page -> page.rows().stream()))
                    .anySatisfy(row -> assertThat(row.content()).isEqualTo(new Content.Absent()));

            migration.target().run("UPDATE shop.items SET name = 'rogue' WHERE id = 77");
            // The epoch that runs now may have passed the row; the one after it has not.
            awaitEpochs(seen, seen.poll().epochs().size() + 2);
            versions.poll();
            assertThat(versions.wrong(seen.pages())).isNotEmpty().containsOnly("[77]");
        }
    }

    /** The same with what any sink connector has: the offsets of its group. */
    @Test
    void boundsOfAGroupHoldTheVersionThatWasSeen() throws Exception {
        start("grouped");
        migration.create(observer(
                "grouped",
                Map.of("mover.offsets.table", "", "mover.connector", "", "mover.group", "connect-grouped-sink")));
        write(500);
        migration.awaitEqual(List.of("shop.items"));
        try (Observations seen = new Observations(stack.bootstrapServers(), "lockstep.grouped.observed");
                Versions versions = new Versions(stack.bootstrapServers(), migration.dataTopic("shop.items"))) {
            awaitEpochs(seen, 2);
            versions.poll();
            assertThat(versions.wrong(seen.pages())).isEmpty();
            migration
                    .target()
                    .run("DELETE FROM shop.items WHERE id = 78", "UPDATE shop.items SET amount = 0 WHERE id = 79");
            // The epoch that runs now may have passed the row; the one after it has not.
            awaitEpochs(seen, seen.poll().epochs().size() + 2);
            List<Page> last = scanned(seen.pages(), lastEpoch(seen));
            assertThat(keys(last)).doesNotContain("[78]").contains("[79]");
            assertThat(seen.laneEnds()).isNotEmpty();
        }
    }

    private void write(int statements) throws SQLException {
        try (Connection connection = migration.source().connect();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE shop.items SET name = ?, amount = amount + 1 WHERE id = ?");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM shop.items WHERE id = ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO shop.items VALUES (?, 'new', 1, now())")) {
            for (int i = 1; i <= statements; i++) {
                update.setString(1, "changed " + i);
                update.setLong(2, 100 + i % 50);
                update.executeUpdate();
                delete.setLong(1, 5_000 + i);
                delete.executeUpdate();
                insert.setLong(1, i % 2 == 0 ? -i : ROWS + i);
                insert.executeUpdate();
            }
        }
    }

    private static void awaitEpochs(Observations seen, int count) {
        await().atMost(BOUND)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(seen.poll().epochs()).hasSizeGreaterThanOrEqualTo(count));
    }

    private static int lastEpoch(Observations seen) {
        return seen.epochs().stream().reduce(0, Math::max);
    }

    private static List<Page> scanned(List<Page> pages, int epoch) {
        return pages.stream()
                .filter(page ->
                        page.scan().filter(scan -> scan.epoch() == epoch).isPresent())
                .toList();
    }

    private static List<String> keys(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.rows().stream())
                .map(row -> row.key().toJson())
                .toList();
    }

    private static List<CanonicalKey> followed(List<Page> pages) {
        return pages.stream()
                .filter(page -> page.scan().isEmpty())
                .flatMap(page -> page.rows().stream())
                .map(Row::key)
                .collect(Collectors.toList());
    }
}
