/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.stack.Stack;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can break, in every phase of a migration, while the source is written: bulk load by lanes and hand-over
 * to change capture, and beside them a table without any unique key that is polled and only inserted into.
 *
 * <p>About a quarter of an hour, so it runs on demand: see CONTRIBUTING.md.
 */
@Tag("matrix")
class FailureMatrixIT {
    /** Where a migration is when something breaks. */
    enum Phase {
        /** The bulk load is created, nothing has come yet. */
        PLANNING,
        /** Some rows are in the topics, not all. */
        LANES,
        /** All rows are in the topics, some are in the target. */
        WRITING,
        /** The change stream runs. */
        STREAMING
    }

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.builder().postgres(14, 17).exactlyOnceSource(true).start();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    static Stream<Arguments> matrix() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Arrays.stream(Phase.values()).map(phase -> Arguments.of(fault, phase)));
    }

    @ParameterizedTest(name = "{0} while {1}")
    @MethodSource("matrix")
    void nothingIsLostAndNothingIsWrittenTwice(Fault fault, Phase phase) throws Exception {
        String id = ("fm_" + fault + "_" + phase).toLowerCase(Locale.ROOT);
        try (FaultyMigration migration = FaultyMigration.begin(stack, id)) {
            migration.reach(phase);

            fault.strike(migration);

            migration.finish();
            migration.awaitEqual();
            assertThat(migration.target().count("shop.entry")).isGreaterThan(FaultyMigration.ENTRIES);
        }
    }
}
