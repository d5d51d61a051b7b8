/* SPDX-License-Identifier: Apache-2.0 */
/** The table that is moved: made, loaded, copied without Kafka, and compared. */
package dev.lockstep.testbed.bench.table;
