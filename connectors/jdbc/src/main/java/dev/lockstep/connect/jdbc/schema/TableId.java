/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

/** A table's name in its database, exactly as the catalogue spells it, unquoted. */
public record TableId(String schema, String name) {
    /** For people; not for SQL, where both parts need quotes. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
