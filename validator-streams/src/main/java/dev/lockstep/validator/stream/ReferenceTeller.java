/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.record.InternalRecord.Referred;

/** Sends word of a child row to the partition of a key of its parent table. */
@FunctionalInterface
interface ReferenceTeller {
    void tell(CanonicalKey parent, Referred referred);
}
