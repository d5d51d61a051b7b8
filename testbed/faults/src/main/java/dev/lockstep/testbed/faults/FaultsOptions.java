/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import dev.lockstep.testbed.faults.corpus.Fault;
import java.time.Duration;
import java.util.List;

/**
 * What one run was asked for.
 *
 * @param before how long the writer writes before the first fault
 * @param together how many faults are planted before their verdicts are waited for
 * @param bound how long a verdict may take
 */
record FaultsOptions(
        List<Fault> faults,
        int sourceMajor,
        int targetMajor,
        int writesPerSecond,
        Duration before,
        int together,
        Duration bound) {
    FaultsOptions {
        faults = List.copyOf(faults);
        if (writesPerSecond < 1
                || writesPerSecond > 5_000
                || before.isNegative()
                || together < 1
                || bound.isNegative()
                || bound.isZero()) {
            throw new IllegalArgumentException(
                    "--writes-per-second must lie between 1 and 5000, --before must not be negative, --together and"
                            + " --timeout must be positive");
        }
    }
}
