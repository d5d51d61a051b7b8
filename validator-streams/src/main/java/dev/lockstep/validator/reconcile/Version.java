/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;

/**
 * What one data-topic record says of a key.
 *
 * @param sequence σ, the place in the validator's own order of versions; a record that repeats the content keeps it
 * @param contract algorithm and policy the digest was made with; digests of two contracts are never compared
 */
public record Version(long sequence, Position position, Content content, String contract) {}
