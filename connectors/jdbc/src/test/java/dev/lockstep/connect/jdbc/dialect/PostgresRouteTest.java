/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static dev.lockstep.connect.jdbc.dialect.PostgresRoute.ARRAYS;
import static dev.lockstep.connect.jdbc.dialect.PostgresRoute.STAGED_COPY;
import static dev.lockstep.connect.jdbc.dialect.PostgresRoute.STRAIGHT_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.dialect.PostgresRoute.Facts;
import dev.lockstep.connect.jdbc.dialect.PostgresRoute.Tuning;
import org.junit.jupiter.api.Test;

class PostgresRouteTest {
    private static final int MANY = Tuning.DEFAULT.stagedFrom();

    @Test
    void copiesManyNewRowsStraight() {
        assertThat(route(new Facts(MANY, true, true, true, true, true))).isEqualTo(STRAIGHT_COPY);
        assertThat(route(new Facts(MANY, true, true, true, true, false)))
                .as("it needs no temporary table")
                .isEqualTo(STRAIGHT_COPY);
    }

    @Test
    void savesTheRoundTripsOfCopyForFewRows() {
        int some = Tuning.DEFAULT.straightFrom();
        assertThat(route(new Facts(some, true, true, true, true, true))).isEqualTo(STRAIGHT_COPY);
        assertThat(route(new Facts(some - 1, true, true, true, true, true))).isEqualTo(ARRAYS);
        assertThat(route(new Facts(MANY - 1, true, true, true, false, true)))
                .as("a merge writes rows twice, so it pays later")
                .isEqualTo(ARRAYS);
        assertThat(route(new Facts(1, false, false, false, false, true))).isEqualTo(ARRAYS);
    }

    @Test
    void stagesWhateverDoesNotFareInACopyAsInAnInsert() {
        assertThat(route(new Facts(MANY, false, true, true, true, true)))
                .as("deletes and updates")
                .isEqualTo(STAGED_COPY);
        assertThat(route(new Facts(MANY, true, false, true, true, true)))
                .as("a cell that the server has to cast")
                .isEqualTo(STAGED_COPY);
        assertThat(route(new Facts(MANY, true, true, false, true, true)))
                .as("triggers, rules, row-level security")
                .isEqualTo(STAGED_COPY);
        assertThat(route(new Facts(MANY, true, true, true, false, true)))
                .as("rows that were there already")
                .isEqualTo(STAGED_COPY);
    }

    @Test
    void doesWithoutTemporaryTablesWhereTheUserMayNotMakeAny() {
        assertThat(route(new Facts(MANY, false, true, true, true, false))).isEqualTo(ARRAYS);
    }

    private static PostgresRoute route(Facts facts) {
        return PostgresRoute.of(facts, Tuning.DEFAULT);
    }
}
