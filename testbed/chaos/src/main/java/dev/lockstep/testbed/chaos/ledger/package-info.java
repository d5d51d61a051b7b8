/* SPDX-License-Identifier: Apache-2.0 */
/** What was planted, what was said of it, and what was said besides. Depends on {@code harm}; knows nothing that runs. */
package dev.lockstep.testbed.chaos.ledger;
