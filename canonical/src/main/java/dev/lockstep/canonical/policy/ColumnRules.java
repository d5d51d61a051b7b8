/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** The rules of one column, in the order in which they are applied. Immutable and thread-safe. */
public record ColumnRules(List<Rule> rules) {
    public static final ColumnRules NONE = new ColumnRules(List.of());

    public ColumnRules {
        rules = List.copyOf(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    public boolean isIgnored() {
        return rules.stream().anyMatch(Rule.Ignore.class::isInstance);
    }

    public Optional<Tolerance> tolerance() {
        return rules.stream()
                .filter(Tolerance.class::isInstance)
                .map(Tolerance.class::cast)
                .findFirst();
    }

    /**
     * The encoder of a column that has these rules: what some of them are for cannot be read without them.
     *
     * @throws dev.lockstep.canonical.UnencodableValueException when values of this schema have no canonical form
     */
    public ColumnEncoder encoder(String name, Schema schema, Placeholder placeholder) {
        ColumnEncoder encoder = ColumnEncoder.of(name, schema, placeholder);
        return rules.stream().anyMatch(ZeroDateRule.class::isInstance) ? encoder.readingZeroDates(schema) : encoder;
    }

    /** The worst of the rules' grades. */
    public Grade grade() {
        return rules.stream().map(Rule::grade).reduce(Grade.EXACT, Grade::orWorse);
    }

    public CanonicalValue apply(CanonicalValue value) {
        CanonicalValue ruled = value;
        for (Rule rule : rules) {
            ruled = apply(rule, ruled);
        }
        return ruled;
    }

    private static CanonicalValue apply(Rule rule, CanonicalValue value) {
        if (rule.takesWhole()) {
            return rule.apply(value);
        }
        if (value instanceof CanonicalValue.Sequence list) {
            List<CanonicalValue> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(apply(rule, element)));
            return new CanonicalValue.Sequence(elements);
        }
        if (value instanceof CanonicalValue.Members record) {
            List<CanonicalValue.Member> members = new ArrayList<>();
            for (CanonicalValue.Member member : record.members()) {
                members.add(new CanonicalValue.Member(member.name(), apply(rule, member.value())));
            }
            return new CanonicalValue.Members(members);
        }
        return rule.apply(value);
    }

    /** The rules as a policy writes them. */
    public String text() {
        return String.join(" ", rules.stream().map(Rule::text).toList());
    }
}
