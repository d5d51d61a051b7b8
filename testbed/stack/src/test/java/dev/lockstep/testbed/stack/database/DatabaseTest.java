/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class DatabaseTest {
    private final Database database = new Database(
            DatabaseKind.POSTGRES, 14, "jdbc:postgresql://127.0.0.1:5/db", "127.0.0.1", 5, "db", "ada", "open sesame");

    @Test
    void hidesThePasswordInItsTextForm() {
        assertThat(database.toString()).contains("POSTGRES 14", "ada").doesNotContain("sesame");
    }

    @Test
    void givesConnectorConfigurationsEverythingToLogIn() {
        assertThat(database.environment("LOCKSTEP_SOURCE_"))
                .containsOnly(
                        entry("LOCKSTEP_SOURCE_HOST", "127.0.0.1"),
                        entry("LOCKSTEP_SOURCE_PORT", "5"),
                        entry("LOCKSTEP_SOURCE_DATABASE", "db"),
                        entry("LOCKSTEP_SOURCE_USER", "ada"),
                        entry("LOCKSTEP_SOURCE_PASSWORD", "open sesame"),
                        entry("LOCKSTEP_SOURCE_URL", "jdbc:postgresql://127.0.0.1:5/db"));
    }
}
