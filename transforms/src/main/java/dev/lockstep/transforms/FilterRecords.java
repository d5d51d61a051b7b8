/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.FilterRecordsConfig.OnError;
import dev.lockstep.transforms.FilterRecordsConfig.WhenLeft;
import dev.lockstep.transforms.expression.RowCondition;
import dev.lockstep.transforms.expression.RowImage;
import dev.lockstep.transforms.expression.RowImage.Change;
import dev.lockstep.transforms.row.Message;
import dev.lockstep.transforms.row.NotRows;
import dev.lockstep.transforms.row.RowLeft;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Lets records go on for whose row a condition is true. Thread-safe once configured.
 *
 * <p>What goes on is the same object. Deletes, truncates and tombstones always go on, as the target may hold the row;
 * records that are no rows do too. An update after which the condition is no longer true becomes a delete, unless it is
 * told to be dropped: the target may hold the row as it was before. Inserts and rows of a snapshot are dropped.
 */
public final class FilterRecords<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private RowCondition condition;
    private WhenLeft whenLeft;
    private OnError onError;
    private Pattern topics;

    @Override
    public void configure(Map<String, ?> settings) {
        FilterRecordsConfig config = new FilterRecordsConfig(settings);
        condition = config.condition();
        whenLeft = config.whenLeft();
        onError = config.onError();
        topics = config.topics();
    }

    @Override
    public R apply(R record) {
        if (record.value() == null
                || NotRows.is(record)
                || !topics.matcher(record.topic()).matches()) {
            return record;
        }
        try {
            RowImage image = RowImage.of(record);
            boolean goesOn = image.change() != Change.UPSERT
                    || condition.holds(image.schema(), image.row(), image.message(record));
            return goesOn ? record : left(record, image.operation());
        } catch (DataException e) {
            return switch (onError) {
                case KEEP -> record;
                case DROP -> null;
                case FAIL ->
                    throw new DataException("FilterRecords at " + new Message(record, null).coordinates() + ": "
                            + e.getMessage() + ". Or set on.error to keep or drop");
            };
        }
    }

    /** An insert cannot have been at the target before; what is flat may have been an update. */
    private R left(R record, String operation) {
        boolean mayBeThere = operation == null || operation.equals("u");
        return whenLeft == WhenLeft.DELETE && mayBeThere && record.key() != null ? RowLeft.delete(record) : null;
    }

    @Override
    public ConfigDef config() {
        return FilterRecordsConfig.DEFINITION;
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
