/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.validator.measure.Span;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of a table come to in one column, by the newest scan that was added up in every partition.
 *
 * @param scan 0 before the first
 * @param seen empty when the observer has not added the column up
 */
record AggregateLine(String column, int scan, Optional<Aggregate> seen, Span expected) {
    private static final MathContext AVERAGE = MathContext.DECIMAL64;

    static List<AggregateLine> of(Collection<PartialSums> partials, int partitions) {
        Map<String, Map<Integer, List<PartialSums.Aggregated>>> byColumn = new LinkedHashMap<>();
        for (PartialSums partial : partials) {
            for (PartialSums.Aggregated part : partial.aggregated()) {
                byColumn.computeIfAbsent(part.column(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(part.scan(), any -> new ArrayList<>())
                        .add(part);
            }
        }
        return byColumn.entrySet().stream()
                .map(column -> newest(column.getKey(), column.getValue().values(), partitions))
                .toList();
    }

    private static AggregateLine newest(
            String column, Collection<List<PartialSums.Aggregated>> byScan, int partitions) {
        return byScan.stream()
                .filter(parts -> parts.size() == partitions)
                .map(AggregateLine::merged)
                .max(Comparator.comparingInt(AggregateLine::scan))
                .orElse(new AggregateLine(column, 0, Optional.empty(), Span.NONE));
    }

    private static AggregateLine merged(List<PartialSums.Aggregated> parts) {
        PartialSums.Aggregated first = parts.get(0);
        Span expected = parts.stream().map(part -> Span.parse(part.expected())).reduce(Span.NONE, Span::plus);
        return new AggregateLine(
                first.column(), first.scan(), Optional.ofNullable(first.seen()).map(Aggregate::parse), expected);
    }

    /** Whether what was seen may be what it ought to be; empty when nobody can say. */
    Optional<Boolean> ok() {
        return seen.filter(aggregate -> aggregate.unreadable() == 0 && expected.unknown() == 0)
                .map(expected::admits);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("column", column);
        json.writeNumberField("scan", scan);
        json.writeFieldName("ok");
        if (ok().isPresent()) {
            json.writeBoolean(ok().get());
        } else {
            json.writeNull();
        }
        json.writeNumberField("unknown", expected.unknown());
        json.writeNumberField("unreadable", seen.map(Aggregate::unreadable).orElse(0L));
        write(
                json,
                "count",
                count(expected.surely()),
                count(expected.possibly()),
                seen.flatMap(a -> count(a.numbers())));
        write(
                json,
                "sum",
                Optional.of(expected.leastSum()),
                Optional.of(expected.greatestSum()),
                seen.map(Aggregate::sum));
        write(json, "minimum", expected.lowest(), expected.minimumAtMost(), seen.flatMap(Aggregate::least));
        write(json, "maximum", expected.maximumAtLeast(), expected.highest(), seen.flatMap(Aggregate::greatest));
        write(
                json,
                "average",
                average(expected.leastSum()),
                average(expected.greatestSum()),
                seen.flatMap(a -> average(a.sum())));
        json.writeEndObject();
    }

    private static Optional<BigDecimal> count(long rows) {
        return Optional.of(BigDecimal.valueOf(rows));
    }

    /** Over the rows that were seen: how many these may be, the count says. */
    private Optional<BigDecimal> average(BigDecimal sum) {
        return seen.filter(aggregate -> aggregate.numbers() > 0)
                .map(aggregate -> sum.divide(BigDecimal.valueOf(aggregate.numbers()), AVERAGE));
    }

    private static void write(
            JsonGenerator json,
            String name,
            Optional<BigDecimal> least,
            Optional<BigDecimal> greatest,
            Optional<BigDecimal> observed)
            throws IOException {
        json.writeObjectFieldStart(name);
        write(json, "expectedLeast", least);
        write(json, "expectedGreatest", greatest);
        write(json, "observed", observed);
        json.writeEndObject();
    }

    /** As text: readers of JSON make binary floating point numbers of numbers. */
    private static void write(JsonGenerator json, String name, Optional<BigDecimal> number) throws IOException {
        json.writeStringField(
                name,
                number.map(value -> value.stripTrailingZeros().toPlainString()).orElse(null));
    }
}
