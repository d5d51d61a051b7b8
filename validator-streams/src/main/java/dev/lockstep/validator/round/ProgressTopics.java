/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that progress is asked and told by.
 *
 * @param data matches the names of the data topics
 * @param observed what observers write to, where there are any
 * @param ownGroup the validator's consumer group
 * @param partitions of {@code versions} and of {@code observations}
 */
public record ProgressTopics(
        Pattern data,
        Optional<String> observed,
        String ownGroup,
        String versions,
        String observations,
        int partitions) {}
