/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.validator;

import dev.lockstep.testbed.bench.measure.Machine;
import dev.lockstep.testbed.bench.measure.Sampler;

/**
 * What was measured.
 *
 * @param keys of the table, each with one version and one observed row
 * @param startSeconds of the first start, until the validator's tasks run
 * @param versions reading and keeping the versions, nothing else
 * @param observations judging the observed rows, until every key is verified
 * @param size of the state
 * @param restarts how long starts with that state take
 */
record Figures(
        Machine machine,
        long keys,
        double startSeconds,
        Stage versions,
        Stage observations,
        Size size,
        Restarts restarts) {
    static final double MILLION = 1e6;

    /** @param records that went through */
    record Stage(long records, double seconds, Sampler.Reading reading) {
        double rate() {
            return records / seconds;
        }
    }

    /**
     * Everything for one key.
     *
     * @param keyBytes the canonical key itself
     * @param diskBytes in the folder of the state, the key included
     * @param changelogBytes on the state's topic, everything that was written since the beginning
     */
    record Size(double keyBytes, double diskBytes, double changelogBytes) {}

    /**
     * Until the tasks run.
     *
     * @param keptSeconds with the state in its folder
     * @param rebuildSeconds of these, the processor time of adding up the sums, all tasks together
     * @param restoredSeconds with an empty folder: from the state's topic
     */
    record Restarts(double keptSeconds, double rebuildSeconds, double restoredSeconds) {}

    /** Versions and observed rows by the second, one after the other. */
    double rate() {
        return (versions.records() + observations.records()) / (versions.seconds() + observations.seconds());
    }

    double restoreSecondsPerMillion() {
        return (restarts.restoredSeconds() - restarts.keptSeconds()) * MILLION / keys;
    }

    double rebuildSecondsPerMillion() {
        return restarts.rebuildSeconds() * MILLION / keys;
    }
}
