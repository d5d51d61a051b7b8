/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a table that one scan has met, where only their number is compared.
 *
 * @param seen what the scan has met
 * @param atLeast rows that every version which may have been current when they were passed has
 * @param atMost rows that some version which may have been current has
 */
record RowCount(int scan, long seen, long atLeast, long atMost) {

    /** Of the newest scan that was counted in every partition; empty when there is none. */
    static Optional<RowCount> of(Collection<PartialSums> partials, int partitions) {
        return partials.stream()
                .flatMap(partial -> partial.counted().stream())
                .map(PartialSums.Counted::scan)
                .distinct()
                .map(scan -> ofScan(scan, partials))
                .filter(parts -> parts.size() == partitions)
                .map(RowCount::sum)
                .max(Comparator.comparingInt(RowCount::scan));
    }

    private static List<PartialSums.Counted> ofScan(int scan, Collection<PartialSums> partials) {
        return partials.stream()
                .flatMap(partial -> partial.counted().stream())
                .filter(part -> part.scan() == scan)
                .toList();
    }

    private static RowCount sum(List<PartialSums.Counted> parts) {
        return new RowCount(
                parts.get(0).scan(),
                parts.get(0).seen(),
                parts.stream().mapToLong(PartialSums.Counted::surely).sum(),
                parts.stream().mapToLong(PartialSums.Counted::possibly).sum());
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("counted");
        json.writeNumberField("scan", scan);
        json.writeNumberField("target", seen);
        json.writeNumberField("atLeast", atLeast);
        json.writeNumberField("atMost", atMost);
        json.writeEndObject();
    }
}
