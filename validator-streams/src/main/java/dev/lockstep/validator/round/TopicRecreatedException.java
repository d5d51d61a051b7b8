/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import org.apache.kafka.common.KafkaException;

/** A data topic was deleted and created again: positions mean nothing any more, and the validator must stop. */
public final class TopicRecreatedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public TopicRecreatedException(String message) {
        super(message + ". Positions that were verified mean nothing any more. Start with a new validator.id");
    }
}
