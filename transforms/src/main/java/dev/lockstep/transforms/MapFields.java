/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.TopicRules;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Makes rows look as the target wants them: renames, projects, reorders, drops, nests and unnests fields, gives defaults,
 * demands values, and computes fields by expression. However many rules there are, a row is copied once.
 */
public abstract class MapFields<R extends ConnectRecord<R>> extends RowTransform<R> {
    private MapFields(RecordPart part) {
        super(part);
    }

    @Override
    final TopicRules<RowRule> rules(Map<String, ?> settings) {
        return new MapFieldsConfig(settings).rules();
    }

    @Override
    public final ConfigDef config() {
        return MapFieldsConfig.DEFINITION;
    }

    /** For the keys of records. */
    public static final class Key<R extends ConnectRecord<R>> extends MapFields<R> {
        public Key() {
            super(RecordPart.KEY);
        }
    }

    /** For their values. */
    public static final class Value<R extends ConnectRecord<R>> extends MapFields<R> {
        public Value() {
            super(RecordPart.VALUE);
        }
    }
}
