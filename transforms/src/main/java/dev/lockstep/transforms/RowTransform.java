/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.RecordRewriter;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.Map;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transform that changes rows by rules. Thread-safe once configured.
 *
 * <p>Null values, records without the part it works on, and records of change capture that are no rows go by as they
 * are; what it does not touch is taken over as it is, and the input is never changed.
 */
abstract class RowTransform<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private final RecordPart part;
    private RecordRewriter<R> rewriter;

    RowTransform(RecordPart part) {
        this.part = part;
    }

    /**
     * Reads the settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException when they are wrong
     */
    abstract TopicRules<RowRule> rules(Map<String, ?> settings);

    @Override
    public final void configure(Map<String, ?> settings) {
        String name = getClass().getName();
        rewriter = new RecordRewriter<>(name.substring(name.lastIndexOf('.') + 1), part, rules(settings));
    }

    @Override
    public final R apply(R record) {
        return rewriter.apply(record);
    }

    @Override
    public final String version() {
        return PluginVersion.get();
    }

    @Override
    public final void close() {
        // Nothing is held open.
    }
}
