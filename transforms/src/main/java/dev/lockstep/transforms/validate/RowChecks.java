/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.quality.Quality.Tally;
import dev.lockstep.transforms.row.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** All rules for the rows of one schema, worked out once. Immutable and thread-safe. */
public final class RowChecks {
    /**
     * How a row stood up to its rules.
     *
     * @param header {@link Quality#format} of it
     * @param violated in the order of the rules
     */
    public record Outcome(Quality quality, String header, List<RowCheck> violated) {}

    private final List<RowCheck> rules = new ArrayList<>();
    private final List<RowCheck.Test> tests = new ArrayList<>();
    private final Outcome clean;

    private RowChecks(List<RowCheck> wanted, Schema schema) {
        for (RowCheck rule : wanted) {
            rule.over(schema).ifPresent(test -> {
                rules.add(rule);
                tests.add(test);
            });
        }
        this.clean = outcome(List.of());
    }

    /** @throws org.apache.kafka.connect.errors.DataException when a rule does not fit rows of the schema */
    public static RowChecks of(List<RowCheck> rules, Schema schema) {
        return new RowChecks(rules, schema);
    }

    /** @param row a struct of the schema, or a map where there is none */
    public Outcome check(Object row, Message message) {
        List<RowCheck> violated = null;
        for (int i = 0; i < tests.size(); i++) {
            if (!tests.get(i).holds(row, message)) {
                violated = violated == null ? new ArrayList<>() : violated;
                violated.add(rules.get(i));
            }
        }
        return violated == null ? clean : outcome(violated);
    }

    public int size() {
        return rules.size();
    }

    private Outcome outcome(List<RowCheck> violated) {
        Map<Dimension, Tally> tallies = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            int all = count(rules, dimension);
            tallies.put(dimension, new Tally(all - count(violated, dimension), all));
        }
        Quality quality =
                new Quality(tallies, violated.stream().map(RowCheck::name).toList());
        return new Outcome(quality, quality.format(), List.copyOf(violated));
    }

    private static int count(List<RowCheck> rules, Dimension dimension) {
        return (int)
                rules.stream().filter(rule -> rule.dimension() == dimension).count();
    }
}
