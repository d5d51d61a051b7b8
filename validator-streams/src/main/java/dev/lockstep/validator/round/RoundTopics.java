/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Side;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names a round works with.
 *
 * @param partitions of {@code versions} and of {@code observations}
 * @param roundsKey the record key under which the state of the rounds goes to {@code sums}
 */
@SuppressWarnings("ArrayRecordComponent")
public record RoundTopics(
        Map<Side, Pattern> data,
        Map<Side, String> heartbeats,
        String ownGroup,
        Optional<String> moverGroup,
        String versions,
        String observations,
        String sums,
        byte[] roundsKey,
        int partitions) {
    public RoundTopics {
        data = Map.copyOf(data);
        heartbeats = Map.copyOf(heartbeats);
    }

    Pattern ofSide(Side side) {
        return data.get(side);
    }

    Optional<String> heartbeatOf(Side side) {
        return Optional.ofNullable(heartbeats.get(side));
    }
}
