/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/**
 * A table's name exactly as its catalogue spells it, unquoted.
 *
 * @param schema empty where the engine has none
 */
public record TableName(String schema, String table) {
    /** For people; not for SQL, where both parts need quotes. */
    @Override
    public String toString() {
        return schema.isEmpty() ? table : schema + "." + table;
    }
}
