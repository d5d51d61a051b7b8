/* SPDX-License-Identifier: Apache-2.0 */
/** A real broker, a real Connect worker, and its REST API. May depend on process. */
package dev.lockstep.testbed.stack.kafka;
