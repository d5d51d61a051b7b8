/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.row;

import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.value.ColumnEncoder;

/**
 * One column as one side reads it.
 *
 * @param encoder named as at the source, whichever side it is for: the name is part of the digest
 * @param compared false for a column that is only part of the key
 */
public record RowColumn(ColumnEncoder encoder, ColumnRules rules, boolean compared) {}
