/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.change.SchemaCache;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.transforms.ValidateRecordsConfig.OnViolation;
import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.row.NotRows;
import dev.lockstep.transforms.row.RecordHeader;
import dev.lockstep.transforms.row.TopicRules;
import dev.lockstep.transforms.validate.RowCheck;
import dev.lockstep.transforms.validate.RowChecks;
import dev.lockstep.transforms.validate.RowChecks.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.slf4j.MDC;

/**
 * Holds rows against rules, and makes an error of a record whose row violates one, drops it, or tags it. Thread-safe once
 * configured.
 *
 * <p>Only how a row is now is checked: deletes, tombstones and records that are no rows go by as they are. Key and value
 * stay as they are; the header {@value Quality#HEADER} says how the row stood up, and replaces one that is there. Errors
 * name rules and fields, never values.
 */
public final class ValidateRecords<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private static final String LOG_CONTEXT = "connector.context";

    private TopicRules<List<RowCheck>> rules;
    private OnViolation onViolation;
    private boolean header;
    private RuleCounts counts;
    private final Map<String, TopicPlans> plans = new ConcurrentHashMap<>();

    @Override
    public void configure(Map<String, ?> settings) {
        ValidateRecordsConfig config = new ValidateRecordsConfig(settings);
        close();
        rules = config.rules();
        onViolation = config.onViolation();
        header = config.header();
        plans.clear();
        List<String> names = rules.all().stream()
                .flatMap(List::stream)
                .map(RowCheck::name)
                .distinct()
                .toList();
        counts = RuleCounts.register(names, MDC.get(LOG_CONTEXT));
    }

    @Override
    public R apply(R record) {
        if (record.value() == null || NotRows.is(record)) {
            return record;
        }
        TopicPlans topic = plans.computeIfAbsent(record.topic(), TopicPlans::new);
        if (topic.isEmpty()) {
            return record;
        }
        Message message = new Message(record, RowChange.operation(record.value()));
        Outcome outcome;
        try {
            if (!(RowChange.read(record.valueSchema(), record.value()) instanceof RowChange.Upsert row)) {
                return record;
            }
            outcome = topic.of(row.row()).check(row.row(), message);
        } catch (DataException e) {
            throw new DataException("ValidateRecords at " + message.coordinates() + ": " + e.getMessage(), e);
        }
        return judged(record, message, outcome);
    }

    private R judged(R record, Message message, Outcome outcome) {
        boolean holds = outcome.violated().isEmpty();
        boolean dropped = !holds && onViolation == OnViolation.DROP;
        counts.row(outcome.quality().violated(), dropped);
        if (!holds && onViolation == OnViolation.FAIL) {
            throw violation(message, outcome);
        }
        if (dropped) {
            return null;
        }
        return header || !holds ? RecordHeader.set(record, Quality.HEADER, outcome.header()) : record;
    }

    private static DataException violation(Message message, Outcome outcome) {
        String expectations =
                outcome.violated().stream().map(RowCheck::expectation).collect(Collectors.joining("; "));
        return new DataException("ValidateRecords at " + message.coordinates() + ": the row violates "
                + outcome.violated().size() + " rule(s): " + expectations
                + ". Correct the row where it comes from, or set on.violation=drop or tag. "
                + outcome.quality().inMessage());
    }

    /** What is known of the rows of one topic. */
    private final class TopicPlans {
        private final List<RowCheck> checks;
        private final SchemaCache<RowChecks> typed;
        private volatile RowChecks live;

        TopicPlans(String topic) {
            this.checks = rules.of(topic).stream().flatMap(List::stream).toList();
            this.typed = new SchemaCache<>(schema -> RowChecks.of(checks, schema));
        }

        boolean isEmpty() {
            return checks.isEmpty();
        }

        RowChecks of(Object row) {
            if (row instanceof Struct struct) {
                return typed.get(struct.schema());
            }
            if (live == null) {
                live = RowChecks.of(checks, null);
            }
            return live;
        }
    }

    @Override
    public ConfigDef config() {
        return ValidateRecordsConfig.DEFINITION;
    }

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void close() {
        if (counts != null) {
            counts.close();
            counts = null;
        }
    }
}
