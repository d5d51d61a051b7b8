/* SPDX-License-Identifier: Apache-2.0 */
/** Reading what the product publishes, as any user would. Depends on Kafka's clients only. */
package dev.lockstep.testbed.stack.topic;
