/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.competitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntriesTest {
    private static final String PAIR = """
            {
              "name": "mine", "title": "My pair", "formats": ["json"], "legs": ["whole", "sink"],
              "source": {"connector.class": "a.Source", "topic.prefix": "{run}"},
              "sink": {"connector.class": "a.Sink", "topics": "{run}.bench.moved"}
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aFileOfAFewLinesIsOneMoreCompetitor() throws Exception {
        Entries entries = new Entries(List.of(Files.writeString(folder.resolve("mine.json"), PAIR)));

        List<Entry> mine = entries.named(List.of("mine-sink", "mine"));
        assertThat(mine).extracting(Entry::name).containsExactly("mine", "mine-sink");
        Competitor competitor = ((Entry.Connectors) mine.get(0)).competitor();
        assertThat(competitor.source("r1x", Format.JSON))
                .containsEntry("topic.prefix", "r1x")
                .containsEntry("value.converter.schemas.enable", "false")
                .containsEntry("value.converter.decimal.format", "NUMERIC");
        assertThat(competitor.sink("r1x", Format.JSON, Format.Schemas.NONE)).containsEntry("topics", "r1x.bench.moved");
    }

    @Test
    void aCompetitorWhosePluginIsNotInstalledIsNamedWithTheClassItLacks() {
        Entry peer = new Entries(List.of()).named(List.of("peer-tuned-source")).get(0);

        assertThat(Entries.missing(peer, Set.of())).containsExactly("io.confluent.connect.jdbc.JdbcSourceConnector");
        assertThat(Entries.missing(peer, Set.of("io.confluent.connect.jdbc.JdbcSourceConnector")))
                .isEmpty();
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Entries(List.of()).named(List.of("debezum")))
                .withMessageContaining("debezum")
                .withMessageContaining("debezium-sink");
    }

    @Test
    void aFileThatLacksASideIsRefusedBeforeAnythingRuns() throws Exception {
        Path file = Files.writeString(folder.resolve("half.json"), PAIR.replace("\"sink\": {", "\"about\": {"));

        Assertions.assertThatThrownBy(() -> new Entries(List.of(file)))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("Competitor mine");
    }

    @Test
    void aWantedFormatIsUsedWhereThePairCanElseItsBestKnown() {
        Competitor debezium = ((Entry.Connectors)
                        new Entries(List.of()).named(List.of("debezium")).get(0))
                .competitor();

        assertThat(debezium.format(List.of(Format.JSON_CONTENT))).isEqualTo(Format.JSON_CONTENT);
        assertThat(debezium.format(List.of(Format.JSON))).isEqualTo(Format.JSON_SCHEMA);
    }
}
