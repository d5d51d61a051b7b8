/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.SourceServer;
import java.util.List;

class SqliteObserverIT extends ObserverContract {
    SqliteObserverIT() {
        super(SourceServer.SQLITE);
    }

    @Override
    String typedTable() {
        return "CREATE TABLE items (code text NOT NULL, id integer NOT NULL, price decimal(12,4), real8 double, note text,"
                + " raw blob, PRIMARY KEY (code, id))";
    }

    @Override
    List<String> typedRows() {
        return List.of(
                "INSERT INTO items VALUES ('a', 1, '12.34', 0.1, 'naïve ☕', x'00ff')",
                "INSERT INTO items VALUES ('A', 1, 0, -1e300, '', x'')",
                "INSERT INTO items (code, id) VALUES ('a ', 2)");
    }
}
