/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.suggest;

import dev.lockstep.canonical.value.Family;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Proposes rules for pairs of columns by their declared types alone; nothing it proposes is applied unasked. */
public final class RuleSuggester {
    private static final Set<Family> TEMPORAL = Set.of(Family.DATE, Family.TIME, Family.TIMETZ, Family.TIMESTAMP);

    private final String sourceProduct;
    private final String targetProduct;

    public RuleSuggester(String sourceProduct, String targetProduct) {
        this.sourceProduct = sourceProduct;
        this.targetProduct = targetProduct;
    }

    /** Empty when values of the two types can be compared as they are. */
    public Optional<Suggestion> suggest(ReadColumn source, ReadColumn target) {
        ColumnFacts left = ColumnFacts.of(source, sourceProduct);
        ColumnFacts right = ColumnFacts.of(target, targetProduct);
        if (left.family().isEmpty() || right.family().isEmpty()) {
            return Optional.empty();
        }
        List<String> rules = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        padding(left, right, rules, reasons);
        Optional<Suggestion> form =
                left.family().equals(right.family()) ? sameFamily(left, right) : otherFamily(left, right);
        form.ifPresent(found -> {
            rules.add(found.rules());
            reasons.add(found.reason());
        });
        if (form.isPresent() && form.get().rules().isEmpty()) {
            return form;
        }
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new Suggestion(String.join(" ", rules), String.join("; ", reasons)));
    }

    private static void padding(ColumnFacts left, ColumnFacts right, List<String> rules, List<String> reasons) {
        if (left.padded() || right.padded()) {
            rules.add("rtrim");
            reasons.add("CHAR pads with blanks, and databases differ in whether they show them");
        }
    }

    private Optional<Suggestion> sameFamily(ColumnFacts left, ColumnFacts right) {
        if (left.is(Family.FLOAT) && left.single() != right.single()) {
            return rule("float32", "one side holds binary32 only");
        }
        if (left.is(Family.TEXT) && left.uuid() != right.uuid()) {
            return rule("as(uuid)", "UUIDs as text may be in capitals or without dashes");
        }
        OptionalInt a = left.digits();
        OptionalInt b = right.digits();
        if (a.isPresent() && b.isPresent() && a.getAsInt() != b.getAsInt()) {
            int digits = Math.min(a.getAsInt(), b.getAsInt());
            String how = how(a.getAsInt() < b.getAsInt() ? sourceProduct : targetProduct, left.is(Family.NUMBER));
            String name = left.is(Family.NUMBER) ? "decimal" : left.is(Family.TIMESTAMP) ? "timestamp" : "time";
            return rule(
                    name + "(" + digits + "," + how + ")",
                    "one side has " + a.getAsInt() + " digits of a fraction, the other " + b.getAsInt());
        }
        return Optional.empty();
    }

    /** MariaDB cuts fractions of seconds unless its SQL mode says otherwise; the others round, and all round numbers. */
    private static String how(String product, boolean number) {
        return product.startsWith("MariaDB") && !number ? "cut" : "round";
    }

    private static Optional<Suggestion> otherFamily(ColumnFacts left, ColumnFacts right) {
        boolean text = left.is(Family.TEXT) || right.is(Family.TEXT);
        Family other = left.is(Family.TEXT)
                ? right.family().orElseThrow()
                : left.family().orElseThrow();
        if (left.uuid() || right.uuid()) {
            return rule("as(uuid)", "one side has a type for UUIDs, the other holds their digits or bytes");
        }
        if (isPair(left, right, Family.FLOAT, Family.NUMBER)) {
            return left.single() || right.single()
                    ? rule("as(number:float32)", "one side holds binary32, the other decimal numbers")
                    : rule("as(number)", "one side holds binary64, the other decimal numbers");
        }
        if (isPair(left, right, Family.DATE, Family.TIMESTAMP)) {
            return rule("as(timestamp)", "one side has a date, the other a time of day as well");
        }
        if (text) {
            return textAnd(other);
        }
        return rule(
                "",
                "no rule brings " + left.family().get() + " and "
                        + right.family().get() + " together");
    }

    private static Optional<Suggestion> textAnd(Family other) {
        if (TEMPORAL.contains(other) && other != Family.TIMETZ) {
            String name = other.name().toLowerCase(Locale.ROOT);
            return rule("as(" + name + ")", "one side holds it as text");
        }
        return switch (other) {
            case JSON -> rule("as(json)", "one side holds documents as text");
            case NUMBER -> rule("as(number)", "one side holds numbers as text");
            case FLOAT -> rule("as(number)", "one side holds floating-point numbers as text");
            case BYTES ->
                rule(
                        "as(bytes)",
                        "one side holds the bytes of the other's text; for text that spells bytes"
                                + " take as(bytes:hex) or as(bytes:base64)");
            case INTERVAL -> rule("as(interval)", "one side holds ISO 8601 text");
            case BITS -> rule("as(bits)", "one side holds bits as text");
            default -> rule("", "no rule brings TEXT and " + other + " together");
        };
    }

    private static boolean isPair(ColumnFacts left, ColumnFacts right, Family a, Family b) {
        return (left.is(a) && right.is(b)) || (left.is(b) && right.is(a));
    }

    private static Optional<Suggestion> rule(String rules, String reason) {
        return Optional.of(new Suggestion(rules, reason));
    }
}
