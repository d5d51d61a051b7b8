/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.compare.Report;
import dev.lockstep.cli.compare.TableResult;
import dev.lockstep.cli.engine.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes what a comparison reports in the form in which cases say what they expect. */
final class FoundTables implements Report {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final List<String> missingTables = new ArrayList<>();
    private final List<String> extraneousTables = new ArrayList<>();
    private Verdict open = Verdict.notComparable("");

    /** By the source's name without schema. */
    Map<String, Verdict> verdicts() {
        return verdicts;
    }

    List<String> missingTables() {
        return missingTables;
    }

    List<String> extraneousTables() {
        return extraneousTables;
    }

    @Override
    public void begin(String sourceProduct, String targetProduct, String policyId) {
        // Cases do not ask.
    }

    @Override
    public void beginTable(String source, String target) {
        open = new Verdict(true, "", 0, new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    }

    @Override
    public void finding(Finding.Kind kind, String key, long sourceRows, long targetRows, List<String> columns) {
        String shown = shown(key);
        switch (kind) {
            case MISSING -> open.missing().add(shown);
            case UNEXPECTED -> open.extraneous().add(shown);
            case DIFFERENT ->
                open.mismatch().put(shown, columns.stream().sorted().toList());
            case UNKNOWN -> open.mismatch().put(shown, List.of("unknown"));
            case MASKED, KEY_COLLISION -> {
                // Equal under the rule of the case; and keys with several rows are what some cases are about.
            }
        }
    }

    private static String shown(String key) {
        try {
            List<String> values = new ArrayList<>();
            for (JsonNode value : JSON.readTree(key)) {
                values.add(value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
            }
            return values.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report shows a key that is no JSON", e);
        }
    }

    @Override
    public void endTable(TableResult result) {
        if (result.target().isEmpty()) {
            missingTables.add(simple(result.source()));
        } else if (result.source().isEmpty()) {
            extraneousTables.add(simple(result.target()));
        } else {
            boolean comparable = result.gaps().isEmpty() && !result.key().isEmpty();
            verdicts.put(
                    simple(result.source()),
                    comparable
                            ? new Verdict(
                                    true,
                                    "",
                                    result.counts().equal(),
                                    open.missing(),
                                    open.extraneous(),
                                    open.mismatch())
                            : Verdict.notComparable(String.join("; ", result.gaps())));
        }
    }

    private static String simple(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    @Override
    public void end(Outcome outcome) {
        // Each table was told of before.
    }
}
