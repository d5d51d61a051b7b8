/* SPDX-License-Identifier: Apache-2.0 */
/** Lockstep's commands that need no Kafka. Depends on every package below; nothing depends on it. */
package dev.lockstep.cli;
