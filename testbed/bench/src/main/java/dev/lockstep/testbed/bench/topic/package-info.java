/* SPDX-License-Identifier: Apache-2.0 */
/** What the broker knows: how much is in a topic, since when, and how far a group has come. */
package dev.lockstep.testbed.bench.topic;
