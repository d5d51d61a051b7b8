/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a table is parted into lanes, decided once. Its lanes keep to:
 *
 * <ul>
 *   <li><b>C (cover)</b> every key is in a lane: the first and the last have no outer bound.
 *   <li><b>D (disjoint)</b> no key is in two: each lane ends, exclusively, where the next begins.
 *   <li><b>S (stable)</b> the lanes follow from the stored plan alone, so a restart, another number of tasks or another
 *       table changes none of them.
 * </ul>
 *
 * C and D need the cuts in the database's own order, which only the database knows.
 *
 * @param columns by whose values the lanes are cut, in the order of the key
 * @param cuts where the lanes meet, ascending in the database's order
 * @param estimatedRows what the database guessed, for progress only
 * @param pollFrom the greatest value of the polled column that could be seen before any lane, see {@link PollStart}; empty
 *     when nothing is polled or no row had a value
 * @param awaited the transactions that must have ended before a lane may begin; empty for none
 */
public record TablePlan(
        PlanKind kind,
        List<String> columns,
        List<List<String>> cuts,
        long estimatedRows,
        Optional<String> pollFrom,
        Optional<String> awaited) {
    private static final String KIND = "kind";
    private static final String COLUMNS = "columns";
    private static final String CUTS = "cuts";
    private static final String ROWS = "rows";
    private static final String POLL_FROM = "poll_from";
    private static final String AWAITED = "awaited";

    public TablePlan {
        columns = List.copyOf(columns);
        cuts = cuts.stream().map(List::copyOf).toList();
        for (List<String> cut : cuts) {
            if (kind == PlanKind.WHOLE || (kind == PlanKind.KEYS && cut.size() != columns.size())) {
                throw new OffsetFormatException(
                        "a plan by " + columns.size() + " column(s) has a cut of " + cut.size() + " value(s)");
            }
        }
    }

    public static TablePlan of(PlanKind kind, List<String> columns, List<List<String>> cuts, long estimatedRows) {
        return new TablePlan(kind, columns, cuts, estimatedRows, Optional.empty(), Optional.empty());
    }

    /** The same lanes, with what polling starts from. */
    public TablePlan pollingFrom(Optional<String> value) {
        return new TablePlan(kind, columns, cuts, estimatedRows, value, awaited);
    }

    /** The same lanes, to begin when these transactions have ended. */
    public TablePlan awaiting(Optional<String> transactions) {
        return new TablePlan(kind, columns, cuts, estimatedRows, pollFrom, transactions);
    }

    public List<LaneBounds> lanes() {
        List<LaneBounds> lanes = new ArrayList<>();
        Optional<List<String>> from = Optional.empty();
        for (List<String> cut : cuts) {
            lanes.add(new LaneBounds(from, Optional.of(cut)));
            from = Optional.of(cut);
        }
        lanes.add(new LaneBounds(from, Optional.empty()));
        return lanes;
    }

    /** The offset under which the plan is stored. */
    public Map<String, Object> toOffset() {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(KIND, kind.name().toLowerCase(Locale.ROOT));
        offset.put(COLUMNS, KeyTexts.encode(columns));
        offset.put(CUTS, KeyTexts.encode(cuts.stream().map(KeyTexts::encode).toList()));
        offset.put(ROWS, estimatedRows);
        pollFrom.ifPresent(value -> offset.put(POLL_FROM, value));
        awaited.ifPresent(transactions -> offset.put(AWAITED, transactions));
        return offset;
    }

    /** @throws OffsetFormatException when the offset is none of a plan */
    public static TablePlan fromOffset(Map<String, ?> offset) {
        Fields fields = new Fields(offset, "the offset of a plan", KIND, COLUMNS, CUTS, ROWS, POLL_FROM, AWAITED);
        return new TablePlan(
                kind(fields.text(KIND)),
                KeyTexts.decode(fields.text(COLUMNS)),
                KeyTexts.decode(fields.text(CUTS)).stream()
                        .map(KeyTexts::decode)
                        .toList(),
                fields.number(ROWS),
                fields.optionalText(POLL_FROM),
                fields.optionalText(AWAITED));
    }

    private static PlanKind kind(String name) {
        for (PlanKind kind : PlanKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw new OffsetFormatException("\"" + KIND + "\" must be keys, blocks or whole");
    }
}
