/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Plants every fault of the corpus in a running migration and says which verdicts came, and how soon.
 *
 * <p>It sees the migration only as a user does: through topics, SQL and the worker's REST interface.
 */
package dev.lockstep.testbed.faults;
