/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Headers;

/** What a transform says of a record beside its key and value. */
public final class RecordHeader {
    private RecordHeader() {}

    /** The record with this header in place of any of that name; the input's headers stay as they are. */
    public static <R extends ConnectRecord<R>> R set(R record, String name, String text) {
        Headers headers = record.headers().duplicate();
        headers.remove(name);
        headers.addString(name, text);
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }
}
