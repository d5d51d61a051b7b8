/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import org.apache.kafka.common.KafkaException;

/** A record of our own topics or stores is not what this version writes; the validator stops rather than skip it. */
public final class MalformedRecordException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message, Throwable cause) {
        super(message + ". Did another program or another version of the validator write it?", cause);
    }
}
