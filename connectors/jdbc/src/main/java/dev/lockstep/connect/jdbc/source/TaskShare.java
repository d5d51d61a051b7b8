/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.KeyTexts;
import dev.lockstep.connect.jdbc.source.lane.PlanKind;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of a table that a task reads, as the connector hands it to the task in its configuration.
 *
 * @param lanes places among the lanes of the plan
 * @param polls whether the task polls the table
 */
record TaskShare(TableName table, TablePlan plan, List<Integer> lanes, boolean polls) {
    /** Of all settings that the connector adds for its tasks. */
    static final String PREFIX = "task.";

    static final String NUMBER = PREFIX + "number";

    private static final String TABLE = PREFIX + "table.";
    private static final String YES = "yes";
    private static final String NO = "no";

    static void write(List<TaskShare> shares, Map<String, String> taskConfig) {
        for (int i = 0; i < shares.size(); i++) {
            taskConfig.put(TABLE + i, shares.get(i).text());
        }
    }

    static List<TaskShare> read(Map<String, String> taskConfig) {
        List<TaskShare> shares = new ArrayList<>();
        for (int i = 0; taskConfig.containsKey(TABLE + i); i++) {
            shares.add(parse(taskConfig.get(TABLE + i)));
        }
        return shares;
    }

    private String text() {
        List<String> fields = new ArrayList<>();
        fields.add(table.schema());
        fields.add(table.table());
        fields.add(KeyTexts.encode(lanes.stream().map(String::valueOf).toList()));
        fields.add(polls ? YES : NO);
        fields.add(plan.kind().name());
        fields.add(KeyTexts.encode(plan.columns()));
        fields.add(KeyTexts.encode(plan.cuts().stream().map(KeyTexts::encode).toList()));
        fields.add(Long.toString(plan.estimatedRows()));
        fields.add(KeyTexts.encode(plan.pollFrom().map(List::of).orElse(List.of())));
        fields.add(KeyTexts.encode(plan.awaited().map(List::of).orElse(List.of())));
        return KeyTexts.encode(fields);
    }

    private static TaskShare parse(String text) {
        List<String> fields = KeyTexts.decode(text);
        int next = 0;
        TableName table = new TableName(fields.get(next++), fields.get(next++));
        List<Integer> lanes = KeyTexts.decode(fields.get(next++)).stream()
                .map(Integer::valueOf)
                .collect(Collectors.toList());
        boolean polls = fields.get(next++).equals(YES);
        TablePlan plan = new TablePlan(
                PlanKind.valueOf(fields.get(next++)),
                KeyTexts.decode(fields.get(next++)),
                KeyTexts.decode(fields.get(next++)).stream()
                        .map(KeyTexts::decode)
                        .toList(),
                Long.parseLong(fields.get(next++)),
                first(fields.get(next++)),
                first(fields.get(next)));
        return new TaskShare(table, plan, lanes, polls);
    }

    private static Optional<String> first(String text) {
        return KeyTexts.decode(text).stream().findFirst();
    }
}
