/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import org.apache.kafka.connect.sink.SinkRecord;

/** What a chain made of a record. */
public sealed interface Shaped {
    /** The record that the sink writes. */
    record Passed(SinkRecord record) implements Shaped {}

    /**
     * The sink never gets it.
     *
     * @param rest what the other transforms make of it, as far as they do; it tells the key
     */
    record Filtered(SinkRecord rest) implements Shaped {}

    /**
     * A transform threw, so that the sink puts the record aside.
     *
     * @param rest likewise
     */
    record Refused(SinkRecord rest, RuntimeException cause) implements Shaped {}
}
