/* SPDX-License-Identifier: Apache-2.0 */
/** Brings faults about and mends them, on whatever site they are told. Depends on {@code corpus}. */
package dev.lockstep.testbed.faults.planting;
