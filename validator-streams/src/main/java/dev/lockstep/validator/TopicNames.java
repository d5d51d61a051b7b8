/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.util.List;

/**
 * The names that follow from {@code validator.id}.
 *
 * @param versions what the source's topics say, internal
 * @param observations what the target's topics say, internal
 * @param sums per table and partition, and the state of the rounds, internal
 * @param verdicts for people: a line when a key becomes divergent or unknown, and one when that is over
 * @param summary for people: a line per table
 * @param certificates for people and programs: what a verified table holds, and at which position
 */
public record TopicNames(
        String applicationId,
        String versions,
        String observations,
        String sums,
        String verdicts,
        String summary,
        String certificates) {

    List<String> all() {
        return List.of(versions, observations, sums, verdicts, summary, certificates);
    }

    static TopicNames of(String validatorId) {
        String prefix = "lockstep." + validatorId;
        return new TopicNames(
                prefix,
                prefix + ".versions",
                prefix + ".observations",
                prefix + ".sums",
                prefix + ".verdicts",
                prefix + ".summary",
                prefix + ".certificates");
    }
}
