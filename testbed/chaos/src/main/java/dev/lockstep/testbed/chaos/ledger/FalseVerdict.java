/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A line that nothing explains.
 *
 * @param why what is wrong with it
 * @param line the whole of it
 * @param strikes the last strikes before it
 */
public record FalseVerdict(Instant at, String why, String line, List<String> strikes) {
    public FalseVerdict {
        strikes = List.copyOf(strikes);
    }
}
