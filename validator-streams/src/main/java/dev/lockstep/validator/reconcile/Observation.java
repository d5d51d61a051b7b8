/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;

/**
 * What the target was last seen to hold for a key.
 *
 * @param sequence τ, the place in the validator's own order of observations at which this content was first seen
 * @param contract algorithm and policy the digest was made with; digests of two contracts are never compared
 */
public record Observation(long sequence, Position position, Content content, String contract) {}
