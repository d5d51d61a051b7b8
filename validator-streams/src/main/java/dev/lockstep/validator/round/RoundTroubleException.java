/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import org.apache.kafka.common.KafkaException;

/** The cluster did not answer a question of a round. The round is void, the next one asks again. */
public final class RoundTroubleException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public RoundTroubleException(String message, Throwable cause) {
        super(message, cause);
    }
}
