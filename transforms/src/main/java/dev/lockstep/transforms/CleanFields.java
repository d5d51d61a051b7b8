/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Cleans and converts the values of fields by rules such as {@code birth: trim parse-date('dd.MM.yyyy')}. A value that a
 * step cannot take is an error that names the field, unless the rule says what becomes of it.
 */
public abstract class CleanFields<R extends ConnectRecord<R>> extends RowTransform<R> {
    private CleanFields(RecordPart part) {
        super(part);
    }

    @Override
    public final ConfigDef config() {
        return CleanFieldsConfig.DEFINITION;
    }

    @Override
    final TopicRules<RowRule> rules(Map<String, ?> settings) {
        return CleanFieldsConfig.rules(settings);
    }

    /** Cleans the fields of keys. */
    public static final class Key<R extends ConnectRecord<R>> extends CleanFields<R> {
        public Key() {
            super(RecordPart.KEY);
        }
    }

    /** Cleans the fields of values. */
    public static final class Value<R extends ConnectRecord<R>> extends CleanFields<R> {
        public Value() {
            super(RecordPart.VALUE);
        }
    }
}
