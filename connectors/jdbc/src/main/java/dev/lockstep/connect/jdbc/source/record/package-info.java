/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How rows become records: the same keys, values and schemas that change capture gives for the table, so that a row read
 * in bulk and its later changes are one history under one key.
 */
package dev.lockstep.connect.jdbc.source.record;
