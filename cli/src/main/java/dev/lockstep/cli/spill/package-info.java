/* SPDX-License-Identifier: Apache-2.0 */
/** Puts rows aside in temporary files. Depends on {@code engine} for what it implements. */
package dev.lockstep.cli.spill;
