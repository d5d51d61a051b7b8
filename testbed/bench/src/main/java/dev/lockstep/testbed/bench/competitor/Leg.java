/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.competitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which part of the way a run covers. */
public enum Leg {
    /** From the source database through Kafka into the target database. */
    @JsonProperty("whole")
    WHOLE(""),
    /** From the source database into Kafka. */
    @JsonProperty("source")
    SOURCE("-source"),
    /** From Kafka, where the rows wait already, into the target database. */
    @JsonProperty("sink")
    SINK("-sink");

    private final String suffix;

    Leg(String suffix) {
        this.suffix = suffix;
    }

    /** What the name of a run ends with. */
    public String suffix() {
        return suffix;
    }

    /** Whether the run ends in the target database. */
    public boolean reachesTarget() {
        return this != SOURCE;
    }

    /** Whether the run begins in the source database. */
    public boolean leavesSource() {
        return this != SINK;
    }
}
