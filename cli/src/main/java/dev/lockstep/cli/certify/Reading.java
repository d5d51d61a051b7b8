/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.cli.engine.RowLayout;
import dev.lockstep.cli.row.RowColumn;
import dev.lockstep.cli.row.RowPacker;
import dev.lockstep.connect.jdbc.read.ReadTable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a table is read for its certificate. Immutable.
 *
 * @param names of the columns to ask for
 * @param columns the same columns, as they are digested
 * @param key the key columns by index, in key order
 */
record Reading(
        ReadTable table, List<String> names, List<RowColumn> columns, List<Integer> key, DigestAlgorithm algorithm) {

    RowPacker packer() {
        List<RowColumn> compared = columns.stream().filter(RowColumn::compared).toList();
        List<Integer> tolerant = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++) {
            if (compared.get(i).rules().tolerance().isPresent()) {
                tolerant.add(i);
            }
        }
        return new RowPacker(columns, key, new RowLayout(true, false, 0, tolerant), algorithm);
    }
}
