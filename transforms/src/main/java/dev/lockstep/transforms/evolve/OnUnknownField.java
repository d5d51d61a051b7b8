/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

/** What becomes of fields that a version does not name. */
public enum OnUnknownField {
    /** The record is an error that names them. */
    FAIL,
    /** They are taken out. */
    DROP,
    /** They go on as they are, behind the fields of the version. */
    KEEP
}
