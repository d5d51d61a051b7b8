/* SPDX-License-Identifier: Apache-2.0 */
/** What is said of a run. Depends on {@code ledger}. */
package dev.lockstep.testbed.chaos.report;
