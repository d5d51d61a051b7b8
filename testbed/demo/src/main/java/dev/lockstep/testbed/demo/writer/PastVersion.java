/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import java.time.Instant;

/**
 * A complete version of a row that has since been replaced by a newer one.
 *
 * @param key the value of the only key column
 * @param row the whole row as the text of its PostgreSQL row type; never shown
 * @param writtenAt when the version was committed
 */
public record PastVersion(DemoTable table, long key, String row, Instant writtenAt) {
    @Override
    public String toString() {
        return "PastVersion[" + table.qualifiedName() + " " + key + " written at " + writtenAt + "]";
    }
}
