/* SPDX-License-Identifier: Apache-2.0 */
/** How much of each table is compared. Uses {@code canonical}; knows nothing of Kafka. */
package dev.lockstep.validator.level;
