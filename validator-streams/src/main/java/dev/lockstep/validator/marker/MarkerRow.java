/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import dev.lockstep.validator.round.RoundTroubleException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;

/** The validator's row in the table of markers of the target. Each write has a connection of its own. Owned by one thread. */
final class MarkerRow {
    static final String VALIDATOR = "validator";
    static final String ROUND = "round";

    private static final int LOGIN_SECONDS = 10;
    private static final int TIMEOUT_MS = 20_000;

    private final MarkerSettings settings;

    /** @throws SQLException when no driver for the address is on the class path */
    MarkerRow(MarkerSettings settings) throws SQLException {
        this.settings = settings;
        DriverManager.getDriver(settings.url());
    }

    /** Puts the id of a round into the row. It is committed when this returns. */
    void write(long round) {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        Properties login = new Properties();
        settings.user().ifPresent(user -> login.setProperty("user", user));
        settings.password().ifPresent(password -> login.setProperty("password", password.value()));
        try (Connection connection = DriverManager.getConnection(settings.url(), login)) {
            connection.setNetworkTimeout(Runnable::run, TIMEOUT_MS);
            String quote = connection.getMetaData().getIdentifierQuoteString();
            String table = quoted(settings.table(), quote);
            String id = quoted(VALIDATOR, quote);
            String value = quoted(ROUND, quote);
            if (set(connection, "UPDATE " + table + " SET " + value + " = ? WHERE " + id + " = ?", round) == 0) {
                set(connection, "INSERT INTO " + table + " (" + value + ", " + id + ") VALUES (?, ?)", round);
            }
        } catch (SQLException e) {
            throw new RoundTroubleException(
                    "Cannot write the marker into " + settings.table() + " of the target: SQL state " + e.getSQLState()
                            + ", " + e.getMessage()
                            + ". The user needs SELECT, INSERT and UPDATE on this table, see docs/verdicts.md",
                    e);
        }
    }

    private int set(Connection connection, String sql, long round) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, round);
            statement.setString(2, settings.validator());
            return statement.executeUpdate();
        }
    }

    /** Every identifier of this package is quoted here; a point parts schema and table. */
    static String quoted(String name, String quote) {
        return Arrays.stream(name.split("\\."))
                .map(part -> quote + part.replace(quote, quote + quote) + quote)
                .collect(Collectors.joining("."));
    }
}
