/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Numbers that a task publishes, wherever its worker lets it: through the worker's own metrics (4.1 and newer), else as an
 * MBean.
 *
 * <p>Depends on Connect alone; sinks and sources depend on it.
 */
package dev.lockstep.connect.metrics;
