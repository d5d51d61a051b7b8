/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import dev.lockstep.connect.record.RecordSize;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes entries of the buffer out of records: checked against their digest, bound by the store, or refused. */
final class RecordIntake<C extends BoundChange> {
    private final TargetStore<C> store;
    private final SinkSettings settings;
    private final SinkMetrics metrics;
    private final DigestCheck digests = new DigestCheck();

    RecordIntake(TargetStore<C> store, SinkSettings settings, SinkMetrics metrics) {
        this.store = store;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** @throws TargetUnavailableException when the store had to ask the target and could not */
    ChangeBuffer.Entry<C> take(SinkRecord record) {
        try {
            if (settings.verifyDigest()) {
                digests.require(record);
            }
            C change = store.bind(record);
            if (!change.delete()) {
                return entry(record, change, null);
            }
            if (!settings.deletes()) {
                metrics.deleteLeftOut();
                return entry(record, null, null);
            }
            return settings.mode() == WriteMode.INSERT
                    ? entry(record, null, new Refusal(record, "A delete, which has no row to go by in mode insert"))
                    : entry(record, change, null);
        } catch (DataException e) {
            return entry(record, null, new Refusal(record, e.getMessage()));
        }
    }

    private static <C extends BoundChange> ChangeBuffer.Entry<C> entry(SinkRecord record, C change, Refusal refusal) {
        long bytes = RecordSize.RECORD + RecordSize.of(record.key()) + RecordSize.of(record.value());
        return new ChangeBuffer.Entry<>(StartedSink.partition(record), record, change, refusal, bytes);
    }
}
