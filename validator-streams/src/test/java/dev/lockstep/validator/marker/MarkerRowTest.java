/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkerRowTest {
    @Test
    void identifiersAreQuotedAsTheirDatabaseQuotesThem() {
        assertThat(MarkerRow.quoted("lockstep.marker", "\"")).isEqualTo("\"lockstep\".\"marker\"");
        assertThat(MarkerRow.quoted("my`table", "`")).isEqualTo("`my``table`");
    }

    @Test
    void addressWithoutDriverIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new MarkerRow(new MarkerSettings(
                        "demo",
                        "jdbc:nothing://host/db",
                        Optional.empty(),
                        Optional.empty(),
                        "t",
                        "topic",
                        URI.create("http://worker"))))
                .isInstanceOf(SQLException.class);
    }
}
