/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.suggest;

import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.RuleParser;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import java.util.Map;

/** A policy file in the making: each rule below a comment that gives its reason. */
public final class PolicyText {
    private final StringBuilder text = new StringBuilder();
    private String table = "";
    private String opened = "";
    private boolean any;

    public PolicyText(String headline) {
        text.append("# ").append(headline).append('\n');
    }

    /** What is added from now on is for this table. */
    public void beginTable(String name) {
        table = name;
    }

    public void add(ReadColumn source, ReadColumn target, Suggestion suggestion) {
        any = true;
        ColumnRules rules = suggestion.rules().isEmpty() ? ColumnRules.NONE : RuleParser.parse(suggestion.rules());
        String[] lines =
                new Policy(Map.of(table, Map.of(source.name(), rules))).text().split("\n", -1);
        if (!opened.equals(table)) {
            text.append('\n').append(lines[0]).append('\n');
            opened = table;
        }
        text.append("  # ")
                .append(source.declaredType())
                .append(" against ")
                .append(target.declaredType())
                .append(": ")
                .append(suggestion.reason())
                .append('\n');
        if (rules.isEmpty()) {
            text.append("  # ").append(source.name()).append(" needs another type, or the rule ignore\n");
        } else {
            text.append(lines[1]).append('\n');
        }
    }

    public String text() {
        return any ? text.toString() : text + "# no column needs a rule\n";
    }
}
