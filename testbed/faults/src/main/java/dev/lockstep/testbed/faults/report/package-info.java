/* SPDX-License-Identifier: Apache-2.0 */
/** What came of each fault, and the forms in which that is told. Depends on {@code corpus}. */
package dev.lockstep.testbed.faults.report;
