/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.RecordMatchesConfig.OnError;
import dev.lockstep.transforms.expression.RowCondition;
import dev.lockstep.transforms.expression.RowImage;
import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.row.NotRows;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * Whether a condition is true for the row of a record, so that a transform works on some rows only. Thread-safe once
 * configured.
 *
 * <p>Of a delete the condition sees the row as it was, where that is known, and else nulls. Records that are no rows never
 * match.
 */
public final class RecordMatches<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {
    private RowCondition condition;
    private OnError onError;

    @Override
    public void configure(Map<String, ?> settings) {
        RecordMatchesConfig config = new RecordMatchesConfig(settings);
        condition = config.condition();
        onError = config.onError();
    }

    @Override
    public boolean test(R record) {
        if (NotRows.is(record)) {
            return false;
        }
        try {
            RowImage image = RowImage.of(record);
            return condition.holds(image.schema(), image.row(), image.message(record));
        } catch (DataException e) {
            return switch (onError) {
                case TRUE -> true;
                case FALSE -> false;
                case FAIL ->
                    throw new DataException("RecordMatches at " + new Message(record, null).coordinates() + ": "
                            + e.getMessage() + ". Or set on.error to true or false");
            };
        }
    }

    @Override
    public ConfigDef config() {
        return RecordMatchesConfig.DEFINITION;
    }

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
