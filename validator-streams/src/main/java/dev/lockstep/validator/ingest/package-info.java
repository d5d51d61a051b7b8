/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From any record of a data topic to one internal record: chain, digest header or converter, key, content, or a taint. From what
 * an observer says to the partitions of the keys it speaks of. Uses {@code canonical}, {@code reconcile},
 * {@code relation}, {@code measure}, {@code chain} and {@code record}; only the topology uses it.
 */
package dev.lockstep.validator.ingest;
