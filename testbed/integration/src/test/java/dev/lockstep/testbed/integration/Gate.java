/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Holds up whoever reads or writes rows behind it, in the middle of a statement, until it is opened. Rows ask for passage
 * with {@code shop.pass}; a closed gate lets the first 3,500 of every 5,000 pass.
 */
final class Gate implements AutoCloseable {
    /** Must be there before the tables. */
    static final String FUNCTION = """
            CREATE FUNCTION shop.pass(place bigint) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN
              IF place % 5000 > 3500 THEN
                PERFORM pg_catalog.pg_advisory_xact_lock_shared(1);
              END IF;
              RETURN true;
            END $$""";

    private final Connection keeper;

    private Gate(Connection keeper) {
        this.keeper = keeper;
    }

    static Gate closed(Sql database) throws SQLException {
        Connection keeper = database.connect();
        try (Statement statement = keeper.createStatement()) {
            // So that it outlives a fault that cuts connections.
            statement.execute("SET application_name = '" + ConstantWriter.NAME + "'");
            statement.execute("SELECT pg_catalog.pg_advisory_lock(1)");
        }
        return new Gate(keeper);
    }

    /** Opens it, for good. It opens by itself when the server crashes. */
    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
