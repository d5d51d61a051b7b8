/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Kills the parts of a running migration, plants faults meanwhile, and says whether every verdict was right.
 *
 * <p>It sees the migration only as a user does: through topics, SQL and the worker's REST interface.
 */
package dev.lockstep.testbed.chaos;
