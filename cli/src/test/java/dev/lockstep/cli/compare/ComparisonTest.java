/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import static dev.lockstep.cli.FakeDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.FakeDatabase;
import dev.lockstep.cli.report.JsonReport;
import dev.lockstep.cli.report.TextReport;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import dev.lockstep.connect.jdbc.read.UnreadableValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final ReadColumn ID = column("id", Schema.INT64_SCHEMA, "bigint");
    private static final ReadColumn NAME = column("name", Schema.OPTIONAL_STRING_SCHEMA, "text");
    private static final ReadColumn CITY = column("city", Schema.OPTIONAL_STRING_SCHEMA, "text");
    private static final Schema ISO_DATE =
            SchemaBuilder.string().name("io.debezium.time.IsoDate").optional().build();
    private static final List<ReadColumn> COLUMNS = List.of(ID, NAME, CITY);
    private static final List<String> KEY = List.of("id");

    private final FakeDatabase source = new FakeDatabase();
    private final FakeDatabase target = new FakeDatabase();
    private Names names = Names.NONE;
    private Policy policy = Policy.EXACT;

    @TempDir
    private Path folder;

    @Test
    void namesEveryDifferingKeyAndColumn() throws Exception {
        source.table("t", COLUMNS, KEY, row(1, "a", "x"), row(2, "b", "y"), row(3, "c", "z"), row(5, null, ""));
        target.table("t", COLUMNS, KEY, row(5, "", null), row(4, "d", "z"), row(2, "B", "y"), row(1, "a", "x"));
        JsonNode table = json(Outcome.DIFFERENT).at("/tables/0");
        assertThat(findings(table))
                .containsExactlyInAnyOrder(
                        "DIFFERENT [2] [name]", "DIFFERENT [5] [name, city]", "MISSING [3] []", "UNEXPECTED [4] []");
        assertThat(table.get("equal").asLong()).isEqualTo(1);
        assertThat(table.get("source_rows").asLong()).isEqualTo(4);
    }

    @Test
    void saysOfTwoEmptyTablesThatTheyAreEmpty() throws Exception {
        source.table("t", COLUMNS, KEY);
        target.table("t", COLUMNS, KEY);
        assertThat(text(Outcome.EQUAL)).contains("note: both tables are empty").endsWith("EQUAL\n");
    }

    @Test
    void isIncompleteWhenATableIsOnOneSideOnly() throws Exception {
        source.table("t", COLUMNS, KEY, row(1, "a", "b")).table("gone", COLUMNS, KEY);
        target.table("t", COLUMNS, KEY, row(1, "a", "b")).table("new", COLUMNS, KEY);
        assertThat(text(Outcome.INCOMPLETE))
                .contains("INCOMPLETE  gone\n  incomplete: the table is at the source only")
                .contains("INCOMPLETE  new\n  incomplete: the table is at the target only")
                .contains("EQUAL  t\n");
    }

    @Test
    void comparesAllButTheTablesThatAreLeftOut() throws Exception {
        source.table("t", COLUMNS, KEY, row(1, "a", "b"));
        target.table("t", COLUMNS, KEY, row(1, "a", "b")).table("lockstep_offsets", COLUMNS, KEY);
        names = new Names(Map.of(), Map.of(), Map.of(), Set.of("lockstep_offsets"));
        assertThat(text(Outcome.EQUAL)).contains("EQUAL  t\n").doesNotContain("lockstep_offsets");
    }

    @Test
    void refusesToLeaveOutATableThatIsNowhere() {
        source.table("t", COLUMNS, KEY, row(1, "a", "b"));
        target.table("t", COLUMNS, KEY, row(1, "a", "b"));
        names = new Names(Map.of(), Map.of(), Map.of(), Set.of("u"));
        assertThatThrownBy(() -> text(Outcome.EQUAL)).hasMessageContaining("Table u, which is to be left out");
    }

    @Test
    void isIncompleteWhenATableThatWasAskedForIsNowhere() throws Exception {
        names = new Names(Names.pairs("t=u"), Map.of(), Map.of());
        assertThat(text(Outcome.INCOMPLETE)).contains("the table is on neither side");
    }

    @Test
    void isIncompleteWhenThereIsNothingToCompare() throws Exception {
        assertThat(text(Outcome.INCOMPLETE)).endsWith("INCOMPLETE\n");
    }

    @Test
    void isIncompleteWithoutACommonKeyAndSaysHowToNameOne() throws Exception {
        source.table("t", COLUMNS, KEY, row(1, "a", "b"));
        target.table("t", COLUMNS, List.of(), row(1, "a", "b"));
        assertThat(text(Outcome.INCOMPLETE)).contains("source (id), target none. Name the key columns with --keys");
        names = new Names(Map.of(), Map.of(), Names.keys("t=id"));
        assertThat(text(Outcome.EQUAL)).contains("  key: id\n");
    }

    @Test
    void refusesKeysOfFamiliesThatNeverMeet() throws Exception {
        source.table("t", COLUMNS, KEY, row(1, "a", "b"));
        target.table("t", List.of(column("id", Schema.FLOAT64_SCHEMA, "double precision"), NAME), KEY);
        assertThat(text(Outcome.INCOMPLETE)).contains("bigint (NUMBER)").contains("double precision (FLOAT)");
    }

    @Test
    void countsRowsWithoutKeyOnEitherSideAsMultiset() throws Exception {
        source.table("t", List.of(NAME), List.of(), row("a"), row("a"), row("b"), new Object[] {null});
        target.table("t", List.of(NAME), List.of(), row("a"), row("c"), new Object[] {null});
        JsonNode table = json(Outcome.DIFFERENT).at("/tables/0");
        assertThat(table.get("equal").asLong()).isEqualTo(2);
        assertThat(table.get("missing").asLong()).isEqualTo(2);
        assertThat(table.get("unexpected").asLong()).isEqualTo(1);
        assertThat(table.at("/findings/0/key").asText()).hasSize(32);
    }

    @Test
    void listsColumnsOfOneSideAndComparesTheOthers() throws Exception {
        source.table("t", List.of(ID, NAME), KEY, row(1, "a"));
        target.table("t", List.of(ID, CITY), KEY, row(1, "x"));
        assertThat(text(Outcome.EQUAL))
                .contains("note: column name is at the source only and not compared")
                .contains("note: column city is at the target only and not compared");
        names = new Names(Map.of(), Names.pairs("t.name=city"), Map.of());
        assertThat(text(Outcome.DIFFERENT)).contains("DIFFERENT [1]  name");
    }

    @Test
    void countsRowsThatAreEqualOnlyUnderThePolicy() throws Exception {
        policy = Policy.parse("table t\n  name: rtrim\n");
        source.table("t", COLUMNS, KEY, row(1, "a  ", "x"), row(2, "b", "x"), row(3, "c ", "x"));
        target.table("t", COLUMNS, KEY, row(1, "a", "x"), row(2, "b", "x"), row(3, "c", "y"));
        assertThat(text(Outcome.DIFFERENT))
                .contains("equal 2 (1 of them only under the policy), different 1")
                .contains("column name: NORMALISED (rtrim)")
                .contains("MASKED [1]")
                .contains("DIFFERENT [3]  city\n");
    }

    @Test
    void readsZeroDatesAsTheirRuleSaysAndNotOtherwise() throws Exception {
        List<ReadColumn> columns = List.of(ID, column("day", ISO_DATE, "date"));
        source.table("t", columns, KEY, row(1, "0000-00-00"), row(2, "2024-00-10"), row(3, "2024-02-29"));
        target.table("t", columns, KEY, row(1, null), row(2, null), row(3, "2024-02-29"));
        assertThat(text(Outcome.INCOMPLETE))
                .contains("equal 1,")
                .contains("UNKNOWN [1]")
                .contains("UNKNOWN [2]")
                .contains("the rule zero-date(null) or zero-date(text)");
        policy = Policy.parse("table t\n  day: zero-date(null)\n");
        assertThat(text(Outcome.DIFFERENT))
                .contains("equal 2 (1 of them only under the policy), different 1")
                .contains("column day: NARROWED (zero-date(null))")
                .contains("MASKED [1]")
                .contains("DIFFERENT [2]  day\n");
        policy = Policy.parse("table t\n  day: zero-date(text)\n");
        assertThat(text(Outcome.DIFFERENT)).contains("equal 1, different 2").contains("NORMALISED (zero-date(text))");
    }

    @Test
    void zeroDatesInAKeyMeetUnderARule() throws Exception {
        List<ReadColumn> columns = List.of(column("day", ISO_DATE, "date"), NAME);
        source.table("t", columns, List.of("day"), row("0000-00-00", "a"), row("2024-00-10", "b"));
        target.table("t", columns, List.of("day"), row("2024-00-10", "b"), row("0000-00-00", "a"));
        text(Outcome.INCOMPLETE);
        policy = Policy.parse("table t\n  day: zero-date(text)\n");
        assertThat(text(Outcome.EQUAL)).contains("equal 2, different 0");
    }

    @Test
    void listsAColumnThatThePolicyLeavesOut() throws Exception {
        policy = Policy.parse("table *\n  city: ignore\n");
        source.table("t", COLUMNS, KEY, row(1, "a", "x"));
        target.table("t", COLUMNS, KEY, row(1, "a", "y"));
        assertThat(text(Outcome.EQUAL)).contains("note: column city is left out by the policy");
    }

    @Test
    void isIncompleteWhenAColumnOrAValueCannotBeRead() throws Exception {
        UnreadableColumn shape = new UnreadableColumn("shape", "mystery", "nobody knows it");
        source.table("t", COLUMNS, List.of(shape), KEY, row(1, "a", "x"));
        target.table("t", COLUMNS, List.of(shape), KEY, row(1, "a", "x"));
        assertThat(text(Outcome.INCOMPLETE)).contains("column shape of the source has type mystery");
        UnreadableValue unfit = new UnreadableValue("name", "an infinite interval");
        source.table("u", COLUMNS, KEY, new Object[] {1L, unfit, "x"});
        target.table("u", COLUMNS, KEY, new Object[] {1L, unfit, "x"});
        assertThat(text(Outcome.INCOMPLETE)).contains("UNKNOWN [1]").contains("an infinite interval");
    }

    @Test
    void showsNoMoreKeysThanSamplesAsTextAndAllAsJson() throws Exception {
        source.table("t", COLUMNS, KEY, row(1, "a", "x"), row(2, "a", "x"), row(3, "a", "x"));
        target.table("t", COLUMNS, KEY);
        assertThat(text(Outcome.DIFFERENT).lines().filter(line -> line.contains("MISSING")))
                .hasSize(2);
        assertThat(findings(json(Outcome.DIFFERENT).at("/tables/0"))).hasSize(3);
    }

    private static Object[] row(Object... values) {
        Object[] row = values.clone();
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i] instanceof Integer number ? (Object) number.longValue() : row[i];
        }
        return row;
    }

    private static List<String> findings(JsonNode table) {
        List<String> findings = new ArrayList<>();
        for (JsonNode found : table.get("findings")) {
            List<String> columns = new ArrayList<>();
            found.get("columns").forEach(column -> columns.add(column.asText()));
            findings.add(found.get("kind").asText() + " " + found.get("key") + " " + columns);
        }
        return findings;
    }

    private String text(Outcome expected) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(new TextReport(new PrintStream(out, false, StandardCharsets.UTF_8), 2), expected);
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json(Outcome expected) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(new JsonReport(out, 2), expected);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private void run(Report report, Outcome expected) throws IOException, InterruptedException {
        ComparisonSettings settings = new ComparisonSettings(names, policy, 2, 1 << 20, folder);
        Outcome outcome = new Comparison(source, target, settings, report, activity -> {}).run();
        assertThat(outcome).isEqualTo(expected);
        assertThat(folder).isEmptyDirectory();
    }
}
