/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs comparison cases: loads two databases, compares them, holds the result against the verdict the case asks for.
 *
 * <p>Uses the command line's comparison as a library and the testbed's servers; nothing depends on it.
 */
package dev.lockstep.testbed.cases;
