/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.connect.jdbc.read.TableName;
import java.util.Optional;

/** Two tables that belong together; a table that one side alone has is paired with nothing. */
public record TablePair(Optional<TableName> source, Optional<TableName> target) {
    static TablePair of(TableName source, TableName target) {
        return new TablePair(Optional.of(source), Optional.of(target));
    }

    String sourceName() {
        return source.map(TableName::toString).orElse("");
    }

    String targetName() {
        return target.map(TableName::toString).orElse("");
    }
}
