/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Makes values unreadable while rows still fit together: masks, constants, nulls, tokens, moved dates. Thread-safe once
 * configured.
 *
 * <p>Types and schemas stay as they are, but that a field whose value is nulled becomes optional. Null stays null, and a
 * value that change capture left out stays left out. Both images of an envelope are protected.
 */
public abstract class ProtectFields<R extends ConnectRecord<R>> extends RowTransform<R> {
    private final RecordPart part;

    private ProtectFields(RecordPart part) {
        super(part);
        this.part = part;
    }

    @Override
    final TopicRules<RowRule> rules(Map<String, ?> settings) {
        return new ProtectFieldsConfig(part, settings).rules();
    }

    @Override
    public final ConfigDef config() {
        return ProtectFieldsConfig.definition(part);
    }

    /** Protects keys; only by methods that keep different keys different. */
    public static final class Key<R extends ConnectRecord<R>> extends ProtectFields<R> {
        public Key() {
            super(RecordPart.KEY);
        }
    }

    /** Protects values. */
    public static final class Value<R extends ConnectRecord<R>> extends ProtectFields<R> {
        public Value() {
            super(RecordPart.VALUE);
        }
    }
}
