/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * From the key and value of a Connect record to the key and content of a row. Pure apart from a cache; thread-safe.
 *
 * <p>The content of a row is the sum of its column digests modulo 2<sup>128</sup>; a NULL contributes nothing. So the
 * order of columns does not matter, and a nullable column that is added later leaves old rows as they were.
 */
public final class RecordDigester {
    /** The policy under which nothing is equated that {@code docs/canonical-values.md} does not equate always. */
    public static final String EXACT = Policy.EXACT_ID;

    /** A column of the row was not carried by the change record. */
    public static final String UNAVAILABLE_COLUMN = "unavailable-column";

    /**
     * What a record says of one row; the key is null when the record has none.
     *
     * @param evidence what travels beside the digest, where the settings ask for it
     * @param partial the row as far as it came, when its content is unknown for want of columns
     */
    public record RowVersion(CanonicalKey key, Content content, Evidence evidence, Optional<PartialRow> partial) {
        public RowVersion(CanonicalKey key, Content content) {
            this(key, content, Evidence.NONE, Optional.empty());
        }
    }

    /**
     * How rows are digested.
     *
     * @param policy the rules of the table whose rows these are
     * @param locator whether a locator is carried beside each digest
     */
    public record Settings(TablePolicy policy, DigestAlgorithm algorithm, Placeholder placeholder, boolean locator) {
        public static final Settings EXACT =
                new Settings(TablePolicy.EXACT, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, false);
    }

    private static final Content ABSENT = new Content.Absent();

    private final Settings settings;
    private final SchemaCache<List<ColumnPlan>> columnsBySchema = new SchemaCache<>(schema -> plans(schema, false));
    private final SchemaCache<List<ColumnPlan>> keyColumnsBySchema = new SchemaCache<>(schema -> plans(schema, true));

    /** Buffers nobody uses now. Not a ThreadLocal, which would outlive the plugin whose class loader this is from. */
    private final AtomicReference<RowSum> spare = new AtomicReference<>();

    public RecordDigester() {
        this(Settings.EXACT);
    }

    public RecordDigester(Settings settings) {
        this.settings = settings;
    }

    public String algorithm() {
        return settings.algorithm().name();
    }

    public String policy() {
        return settings.policy().id();
    }

    /**
     * Reads one record.
     *
     * @param keySchema null when schemaless; {@code key} is null for a table without key
     * @throws UnencodableValueException when a value has no canonical form
     * @throws org.apache.kafka.connect.errors.DataException when the record is not a change of one row
     */
    public RowVersion digest(Schema keySchema, Object key, Schema valueSchema, Object value) {
        RowChange change = RowChange.read(valueSchema, value);
        if (change instanceof RowChange.Truncate) {
            throw new UnencodableValueException(
                    "A truncate empties a whole table; it has no key and no digest of its own");
        }
        RowSum taken = spare.getAndSet(null);
        RowSum sum = taken == null ? newSum() : taken;
        CanonicalKey canonicalKey = key == null ? null : key(keySchema, key, sum);
        RowVersion version = change instanceof RowChange.Upsert upsert
                ? content(canonicalKey, upsert, sum)
                : new RowVersion(canonicalKey, ABSENT);
        // Not in a finally: what an exception leaves behind is not used again.
        spare.set(sum);
        return version;
    }

    /** What the named columns add to the content of this row, without those that are not available or not there. */
    public Map<String, ColumnDigest> columnDigests(Schema valueSchema, Object value, Set<String> columns) {
        Map<String, ColumnDigest> digests = new HashMap<>();
        if (RowChange.read(valueSchema, value) instanceof RowChange.Upsert upsert) {
            RowSum sum = newSum();
            forEachColumn(upsert, (column, columnValue) -> {
                ColumnDigest digest = columns.contains(column.name()) ? sum.digestOf(column, columnValue) : null;
                if (digest != null) {
                    digests.put(column.name(), digest);
                }
            });
        }
        return digests;
    }

    private CanonicalKey key(Schema schema, Object key, RowSum sum) {
        if (key instanceof Struct struct) {
            return sum.key(keyColumnsBySchema.get(struct.schema()), column -> struct.getWithoutDefault(column.name()));
        }
        if (key instanceof Map<?, ?> map) {
            if (map.size() != 1) {
                throw new UnencodableValueException("The record key is a map of " + map.size()
                        + " fields without schema, so the order of the key columns is lost. Use a key converter with"
                        + " schemas, or put the digest header on the record where it still has one (StampDigest)");
            }
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            return single(String.valueOf(only.getKey()), null, only.getValue(), sum);
        }
        return single("key", schema, key, sum);
    }

    private CanonicalKey single(String name, Schema schema, Object value, RowSum sum) {
        ColumnPlan column = schema == null
                ? plan(ColumnEncoder.schemaless(name, value, settings.placeholder()))
                : plan(name, schema);
        return sum.key(List.of(column), any -> value);
    }

    private RowVersion content(CanonicalKey key, RowChange.Upsert upsert, RowSum sum) {
        sum.reset();
        forEachColumn(upsert, sum::add);
        return sum.isPartial()
                ? new RowVersion(
                        key, new Content.Unknown(UNAVAILABLE_COLUMN), Evidence.NONE, Optional.of(sum.partial()))
                : new RowVersion(key, new Content.Present(sum.sum()), sum.evidence(), Optional.empty());
    }

    private RowSum newSum() {
        return new RowSum(settings.algorithm(), settings.policy().hasRules(), settings.locator());
    }

    private void forEachColumn(RowChange.Upsert upsert, BiConsumer<ColumnPlan, Object> action) {
        if (upsert.row() instanceof Struct row) {
            for (ColumnPlan column : columnsBySchema.get(row.schema())) {
                // Not get(): it would put the schema's default where the row holds NULL.
                action.accept(column, row.getWithoutDefault(column.name()));
            }
            return;
        }
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) upsert.row()).entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!name.equals(RowChange.DELETED_FIELD)
                    && !settings.policy().rules(name).isIgnored()) {
                Object value = entry.getValue();
                action.accept(plan(ColumnEncoder.schemaless(name, value, settings.placeholder())), value);
            }
        }
    }

    /** A column that is ignored is not even asked whether it can be encoded; a key keeps all of its columns. */
    private List<ColumnPlan> plans(Schema schema, boolean key) {
        List<ColumnPlan> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            boolean ignored = !key && settings.policy().rules(field.name()).isIgnored();
            if (!field.name().equals(RowChange.DELETED_FIELD) && !ignored) {
                columns.add(plan(field.name(), field.schema()));
            }
        }
        return List.copyOf(columns);
    }

    private ColumnPlan plan(String name, Schema schema) {
        return plan(settings.policy().rules(name).encoder(name, schema, settings.placeholder()));
    }

    private ColumnPlan plan(ColumnEncoder encoder) {
        return ColumnPlan.of(encoder, settings.policy().rules(encoder.name()));
    }
}
