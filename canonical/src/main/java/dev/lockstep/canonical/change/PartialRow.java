/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.Locator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row of which an event left columns out, as far as it is known. Immutable.
 *
 * @param sum over the columns that came
 * @param evidence over the same columns
 * @param missing the names of the columns that did not come
 */
public record PartialRow(Digest128 sum, Evidence evidence, Set<String> missing) {
    public PartialRow {
        missing = Set.copyOf(missing);
    }

    /** A whole row again. */
    public record Completed(Content content, Evidence evidence) {}

    /** The row with each missing column as it was last known; empty unless all of them are. */
    public Optional<Completed> complete(Map<String, ColumnDigest> known) {
        if (!known.keySet().containsAll(missing)) {
            return Optional.empty();
        }
        Digest128 whole = sum;
        Optional<Digest128> strict = evidence.strict();
        Optional<Locator> locator = evidence.locator();
        for (String column : missing) {
            ColumnDigest last = known.get(column);
            whole = whole.plus(last.digest());
            strict = strict.map(before -> before.plus(last.strict()));
            locator = locator.map(before -> before.plus(Locator.alpha(column), last.digest()));
        }
        return Optional.of(
                new Completed(new Content.Present(whole), new Evidence(strict, locator, evidence.tolerant())));
    }
}
