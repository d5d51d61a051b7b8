/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What an observer of any store needs: the bookkeeping of scans and their offsets, positions of a mover in Kafka, the keys
 * of a data topic, and the records that say what was seen.
 *
 * <p>This package knows no store. How rows are read, and whether the mover's position can be read with them, belongs to the
 * store's package.
 */
package dev.lockstep.connect.observe;
