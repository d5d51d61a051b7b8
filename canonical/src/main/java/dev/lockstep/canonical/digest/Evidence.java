/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import java.util.List;
import java.util.Optional;

/**
 * What travels beside the digest of a row.
 *
 * @param strict the digest under no rules, where the policy has rules: rows equal by policy and not by this are masked
 * @param locator what names the columns that differ
 * @param tolerant the columns compared with tolerance, in the order of their names; they are not part of the digest
 */
public record Evidence(Optional<Digest128> strict, Optional<Locator> locator, List<GridDigest> tolerant) {
    public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), List.of());

    public Evidence {
        tolerant = List.copyOf(tolerant);
    }
}
