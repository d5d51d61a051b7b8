/* SPDX-License-Identifier: Apache-2.0 */
/** Packs rows of Connect values for the engine: canonical keys and digests. Depends on {@code canonical} and {@code engine}. */
package dev.lockstep.cli.row;
