/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A converter for Kafka's JSON form of Connect records that works on the bytes, without a tree in between.
 *
 * <p>What it writes is, byte for byte, what {@code org.apache.kafka.connect.json.JsonConverter} writes, and it reads what
 * that one reads; so topics, other connectors and tools need not know which of the two was at work.
 */
package dev.lockstep.connect.json;
