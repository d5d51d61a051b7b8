/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * From the values of a row that was read from a database to its key and content: the same that {@link RecordDigester}
 * makes of a record of that row. Owned by one thread.
 */
public final class RowDigester {
    /** A value of the row could not be read, or has no canonical form. */
    public static final String UNENCODABLE = "unencodable";

    /** A column as it is read. */
    public record Column(String name, Schema schema) {}

    private final RowSum sum;
    private final List<ColumnPlan> columns = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<ColumnPlan> keyColumns = new ArrayList<>();
    private final List<Integer> keyPlaces;

    /**
     * @param columns in the order in which their values are given
     * @param key places of the key's columns among them, in key order
     * @throws UnencodableValueException when values of a column that counts have no canonical form
     */
    public RowDigester(Settings settings, List<Column> columns, List<Integer> key) {
        this.sum = new RowSum(settings.algorithm(), settings.policy().hasRules(), settings.locator());
        this.keyPlaces = List.copyOf(key);
        for (int place = 0; place < columns.size(); place++) {
            // A column that is ignored is not even asked whether it can be encoded.
            if (!settings.policy().rules(columns.get(place).name()).isIgnored()) {
                this.columns.add(plan(settings, columns.get(place)));
                places.add(place);
            }
        }
        key.forEach(place -> keyColumns.add(plan(settings, columns.get(place))));
    }

    private static ColumnPlan plan(Settings settings, Column column) {
        return ColumnPlan.of(
                settings.policy().rules(column.name()).encoder(column.name(), column.schema(), settings.placeholder()),
                settings.policy().rules(column.name()));
    }

    /** Names of the columns that count. */
    public List<String> compared() {
        return columns.stream().map(ColumnPlan::name).toList();
    }

    /**
     * @param values gives the value of a column by its place; throws {@link UnencodableValueException} for one that could
     *     not be read
     * @return the content is unknown where a value could not be read or encoded
     * @throws UnencodableValueException when the row's key cannot be told
     */
    public RowVersion digest(IntFunction<Object> values) {
        CanonicalKey key = key(values);
        sum.reset();
        try {
            for (int i = 0; i < columns.size(); i++) {
                sum.add(columns.get(i), values.apply(places.get(i)));
            }
        } catch (UnencodableValueException e) {
            return unknown(key, UNENCODABLE);
        }
        return sum.isPartial()
                ? unknown(key, RecordDigester.UNAVAILABLE_COLUMN)
                : new RowVersion(key, new Content.Present(sum.sum()), sum.evidence(), Optional.empty());
    }

    private CanonicalKey key(IntFunction<Object> values) {
        int[] next = {0};
        return sum.key(keyColumns, column -> values.apply(keyPlaces.get(next[0]++)));
    }

    private static RowVersion unknown(CanonicalKey key, String reason) {
        return new RowVersion(key, new Content.Unknown(reason), Evidence.NONE, Optional.empty());
    }
}
