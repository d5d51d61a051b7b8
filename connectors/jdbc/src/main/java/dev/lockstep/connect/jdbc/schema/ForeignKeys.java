/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Which tables a table refers to, as the driver tells for any database. Stateless and thread-safe. */
public final class ForeignKeys {
    /** @return tables with the schema's (or, where there are none, the catalogue's) name */
    public Set<TableId> parents(Connection connection, TableId table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        boolean schemas = metaData.supportsSchemasInTableDefinitions();
        Set<TableId> parents = new HashSet<>();
        try (ResultSet keys = metaData.getImportedKeys(
                schemas ? null : table.schema(), schemas ? table.schema() : null, table.name())) {
            while (keys.next()) {
                String schema = keys.getString(schemas ? "PKTABLE_SCHEM" : "PKTABLE_CAT");
                parents.add(new TableId(schema == null ? table.schema() : schema, keys.getString("PKTABLE_NAME")));
            }
        }
        return parents;
    }
}
