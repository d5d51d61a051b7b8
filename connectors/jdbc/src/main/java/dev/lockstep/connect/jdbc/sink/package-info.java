/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The bulk sink for relational databases: connector, task, configuration, and the store they drive.
 *
 * <p>Nothing depends on this package. Only the connector and the task read the configuration; everything else gets
 * plain values.
 */
package dev.lockstep.connect.jdbc.sink;
