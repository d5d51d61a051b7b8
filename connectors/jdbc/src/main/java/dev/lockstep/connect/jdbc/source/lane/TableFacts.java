/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.read.TableName;
import java.util.Optional;

/**
 * What the catalogue says of a table's storage.
 *
 * @param partitioned whether its rows are in other tables
 * @param heap whether it can be read by blocks
 * @param blocks how many there are
 * @param rows an estimate
 * @param bytesPerRow in the table's own file: an estimate, at least 1
 * @param wholeRowBytes with the values that are stored apart: an estimate, at least 1
 * @param rowId the name of SQLite's row number, where the table has one
 */
public record TableFacts(
        TableName name,
        boolean partitioned,
        boolean heap,
        long blocks,
        long rows,
        long bytesPerRow,
        long wholeRowBytes,
        Optional<String> rowId) {}
