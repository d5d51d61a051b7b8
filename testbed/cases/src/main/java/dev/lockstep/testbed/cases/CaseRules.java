/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.RuleParser;
import dev.lockstep.canonical.value.Family;
import dev.lockstep.cli.compare.ColumnMatch;
import dev.lockstep.cli.suggest.ColumnFacts;
import java.util.ArrayList;
import java.util.List;

/** The rules of cases as rules of policies: what a case calls a rule of a table is one of these for each column. */
final class CaseRules {
    private CaseRules() {}

    static ColumnRules of(String rule, ColumnMatch match, String sourceProduct, String targetProduct) {
        ColumnFacts left = ColumnFacts.of(match.source(), sourceProduct);
        ColumnFacts right = ColumnFacts.of(match.target(), targetProduct);
        String words = switch (rule) {
            case "exact" -> exact(left, right);
            case "trim-char" -> left.padded() || right.padded() ? "rtrim" : "";
            case "json-semantic" ->
                left.family().equals(right.family()) && left.is(Family.JSON) ? "" : json(left, right);
            case "float32" -> left.is(Family.FLOAT) || right.is(Family.FLOAT) ? "as(float) float32" : "";
            case "binary-text" -> binary(left, right);
            default -> throw new IllegalArgumentException("No policy is known for the rule " + rule);
        };
        return words.isEmpty() ? ColumnRules.NONE : RuleParser.parse(words);
    }

    /** Numbers by value: where forms of numbers meet, by the decimals that people see. */
    private static String exact(ColumnFacts left, ColumnFacts right) {
        boolean numbers = isNumber(left) && isNumber(right);
        boolean same = left.family().equals(right.family()) && left.single() == right.single();
        if (!numbers || same) {
            return "";
        }
        return left.single() || right.single() ? "as(number:float32)" : "as(number)";
    }

    private static boolean isNumber(ColumnFacts facts) {
        return facts.is(Family.FLOAT) || facts.is(Family.NUMBER);
    }

    private static String json(ColumnFacts left, ColumnFacts right) {
        boolean documents =
                (left.is(Family.JSON) || left.is(Family.TEXT)) && (right.is(Family.JSON) || right.is(Family.TEXT));
        return documents ? "as(json)" : "";
    }

    private static String binary(ColumnFacts left, ColumnFacts right) {
        if (!left.is(Family.BYTES) && !right.is(Family.BYTES)) {
            return "";
        }
        List<String> words = new ArrayList<>();
        if (left.padded() || right.padded()) {
            words.add("rtrim");
        }
        words.add("as(bytes)");
        return String.join(" ", words);
    }
}
