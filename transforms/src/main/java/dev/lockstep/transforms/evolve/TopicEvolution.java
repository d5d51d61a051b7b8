/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.canonical.change.SchemaCache;
import dev.lockstep.transforms.evolve.Evolution.Route;
import dev.lockstep.transforms.evolve.Evolution.Settings;
import dev.lockstep.transforms.history.HistoryEntry;
import dev.lockstep.transforms.row.RecordRewriter;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The rows of one topic on their way. Rows of a version share one rewriter whatever their schemas, so that equal schemas
 * come out as the same object. Thread-safe.
 */
final class TopicEvolution<R extends ConnectRecord<R>> {
    /** Which rules apply: they depend on no more than this. */
    private record Form(int from, boolean hasUnknown, boolean hasVersionField, boolean isTyped) {}

    private final Settings settings;
    private final String topic;
    private final Versions versions;
    private final VersionChoice choice;
    private final UpgradePath path;
    private final Map<Form, Route<R>> routes = new ConcurrentHashMap<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final SchemaCache<OfSchema> schemas = new SchemaCache<>(OfSchema::new);

    TopicEvolution(Settings settings, String topic, Versions versions) {
        this.settings = settings;
        this.topic = topic;
        this.versions = versions;
        int target = settings.versions().target(versions);
        this.choice = new VersionChoice(versions, target, settings.source(), settings.onUnknownField());
        this.path = new UpgradePath(versions, target, settings.source(), settings.onUnknownField());
    }

    /** @throws org.apache.kafka.connect.errors.DataException when the row is of no version that leads to the target */
    Route<R> typed(R record, Struct value) {
        return schemas.get(value.schema()).route(record, value);
    }

    /** @throws org.apache.kafka.connect.errors.DataException when the row is of no version that leads to the target */
    Route<R> live(R record, Map<?, ?> value) {
        Object row = RecordRow.of(settings.part(), value);
        if (!(row instanceof Map<?, ?> map)) {
            return same -> same;
        }
        RowFields fields = new RowFields.OfMap(map, RecordRow.isCurrent(settings.part(), value));
        Fit fit = choice.ofMap(record, map, fields);
        return route(fit, fields, false);
    }

    private Route<R> route(Fit fit, RowFields fields, boolean isTyped) {
        Form form = new Form(
                versions.indexOf(fit.version().name()),
                !fit.unknown().isEmpty(),
                fields.has(settings.source().field()),
                isTyped);
        return routes.computeIfAbsent(form, made -> {
            List<RowRule> rules = path.rules(made.from(), made.hasUnknown(), made.hasVersionField());
            if (rules.isEmpty()) {
                return same -> same;
            }
            if (!isTyped) {
                write(fit.version(), fields);
            }
            return new RecordRewriter<R>(settings.transform(), settings.part(), TopicRules.of(rules))::apply;
        });
    }

    /** Once for each version and set of fields; records that are of the target already were not migrated. */
    private void write(Version version, RowFields fields) {
        int from = versions.indexOf(version.name());
        int target = settings.versions().target(versions);
        if (from == target) {
            return;
        }
        List<HistoryEntry.Field> described = FieldList.of(version, fields);
        String digest = FieldList.digest(described);
        if (written.add(version.name() + " " + digest)) {
            settings.history()
                    .migrated(new HistoryEntry(
                            topic,
                            version.name(),
                            versions.names().get(target),
                            versions.between(from, target).stream()
                                    .map(Migration::toString)
                                    .toList(),
                            described,
                            digest,
                            settings.definition(),
                            settings.transform(),
                            settings.clock().instant()));
        }
    }

    /** What is known of the records of one schema. */
    private final class OfSchema {
        private final Schema row;
        private final RowFields fields;
        private final Route<R> only;
        private final Map<String, Route<R>> told = new ConcurrentHashMap<>();

        OfSchema(Schema schema) {
            this.row = RecordRow.schema(settings.part(), schema);
            this.fields = new RowFields.OfSchema(row);
            this.only = choice.isTold() ? null : found(choice.ofSchema(row, fields));
        }

        private Route<R> found(Fit fit) {
            write(fit.version(), fields);
            return TopicEvolution.this.route(fit, fields, true);
        }

        Route<R> route(R record, Struct value) {
            if (only != null) {
                return only;
            }
            Object current = RecordRow.of(settings.part(), value);
            if (current == null) {
                return same -> same;
            }
            String name = choice.name(record, current);
            Route<R> known = told.get(name);
            if (known == null) {
                known = found(choice.named(name, fields));
                told.put(name, known);
            }
            return known;
        }
    }
}
