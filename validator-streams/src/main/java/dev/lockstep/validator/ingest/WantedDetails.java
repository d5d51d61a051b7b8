/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.relation.Relationships;

/** What of the values of rows is kept beside their digests. */
public record WantedDetails(Relationships relationships, MeasuredTables measured) {
    public static final WantedDetails NONE = new WantedDetails(Relationships.NONE, MeasuredTables.NONE);

    boolean isEmpty() {
        return relationships.isEmpty() && measured.isEmpty();
    }
}
