/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class SqlStateClassifierTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08006", "08P01", "40001", "40P01", "55P03", "57P01", "57P02", "57P03",
                "53000", "53100", "53200", "53300"
            })
    void triesOutagesAndConflictsAgain(String state) {
        assertThat(SqlStateClassifier.classify(state)).isEqualTo(FailureKind.RETRIABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"22001", "22003", "22007", "22008", "22021", "22P02", "23502", "23503", "23505", "23514", "42804"
            })
    void blamesTheRowForItsData(String state) {
        assertThat(SqlStateClassifier.classify(state)).isEqualTo(FailureKind.BAD_RECORD);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "", "4", "42501", "42703", "42P01", "28P01", "28000", "3D000", "25006", "21000", "57014", "57P04",
                "40002", "55000", "XX000", "ZZZZZ"
            })
    void stopsAtEverythingElse(String state) {
        assertThat(SqlStateClassifier.classify(state)).isEqualTo(FailureKind.FATAL);
    }

    @Test
    void saysNamesAndNeverTheServersOwnWords() {
        SQLException failure = new PSQLException(new ServerErrorMessage("SERROR\0C23505\0"
                + "Mduplicate key value\0DKey (email)=(me@secret.example) already exists.\0"
                + "spublic\0tcustomers\0ccustomers_email_key\0nemail_key\0\0"));
        assertThat(SqlFailures.describe("Upserting 1 row(s) of public.customers", failure))
                .isEqualTo("Upserting 1 row(s) of public.customers failed: SQLSTATE 23505 (unique_violation),"
                        + " constraint \"email_key\", column \"customers_email_key\"");
        assertThat(SqlFailures.outageOrFatal("Writing", failure)).hasNoCause().hasMessageNotContaining("secret");
    }
}
