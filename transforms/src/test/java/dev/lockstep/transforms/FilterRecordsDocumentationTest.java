/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.transforms.expression.Expression;
import dev.lockstep.transforms.row.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/transforms/filter-records.md says, line by line. */
class FilterRecordsDocumentationTest {
    private static final Path DOCUMENT = Path.of("../docs/transforms/filter-records.md");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    record Line(String first, String second, String third) {}

    static Stream<Line> conditions() throws IOException {
        return table("| I want to | condition | row | becomes |")
                .map(cells -> new Line(cells.get(1), cells.get(2), cells.get(3)));
    }

    static Stream<Line> expressions() throws IOException {
        return table("| expression | row | gives |").map(cells -> new Line(cells.get(0), cells.get(1), cells.get(2)));
    }

    private static Stream<List<String>> table(String head) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        return lines.stream()
                .skip(lines.indexOf(head) + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(FilterRecordsDocumentationTest::cells);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|"))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .map(cell -> cell.startsWith("`") ? cell.substring(1, cell.length() - 1) : cell)
                .toList();
    }

    private static SinkRecord record(String row) throws JsonProcessingException {
        Object value = JSON.readValue(row, Object.class);
        return new SinkRecord("shop.orders", 0, null, Map.of("id", 7L), null, value, 1);
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void recordBecomesWhatTheTableSays(Line line) throws JsonProcessingException {
        assertThat(becomes(line.first(), record(line.second()))).isEqualTo(line.third());
    }

    private static String becomes(String condition, SinkRecord record) {
        FilterRecords<SinkRecord> filter = new FilterRecords<>();
        filter.configure(Map.of("condition", condition));
        try {
            SinkRecord filtered = filter.apply(record);
            return filtered == null ? "dropped" : filtered.value() == null ? "a tombstone" : "goes on";
        } catch (DataException e) {
            return "an error";
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void expressionGivesWhatTheTableSays(Line line) throws JsonProcessingException {
        SinkRecord record = record(line.second());
        Map<?, ?> row = (Map<?, ?>) record.value();
        Expression expression = Expression.parse(line.first());

        Object result = expression
                .over(null)
                .work()
                .apply(expression.inputs().stream().map(row::get).toArray(), new Message(record, null));

        assertThat(JSON.writeValueAsString(result)).isEqualTo(line.third());
    }

    @Test
    void tablesAreRead() throws IOException {
        assertThat(conditions()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(expressions()).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void documentListsEverySettingWithItsDefault() throws IOException {
        String document = Files.readString(DOCUMENT);

        PluginTest.listsEverySetting(document, FilterRecordsConfig.DEFINITION);
        PluginTest.listsEverySetting(document, RecordMatchesConfig.DEFINITION);
    }
}
