/* SPDX-License-Identifier: Apache-2.0 */
/** A real broker and a real Connect worker. May depend on process, and on the cluster client of the command line. */
package dev.lockstep.testbed.stack.kafka;
