/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.junit.jupiter.api.Assertions.assertAll;

import dev.lockstep.testbed.integration.FaultyMigration.Phase;
import dev.lockstep.testbed.stack.Stack;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that can break, in every phase of a migration, while the source is written: bulk load by lanes and hand-over
 * to change capture, and beside them a table without any unique key that is read in lanes, polled, and only inserted into.
 *
 * <p>Each fault strikes once and hits several migrations, each in another phase, where it waits for the fault. One half of
 * the matrix, with every fault and every phase, is one test, the other half another; both on demand, see CONTRIBUTING.md.
 */
class FailureMatrixIT {
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

    @ParameterizedTest
    @EnumSource
    @Tag("matrix")
    void nothingIsLostAndNothingIsWrittenTwice(Fault fault) throws Exception {
        strike(fault, fault.usualPhases());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("matrix")
    void nothingIsLostAndNothingIsWrittenTwiceInTheOtherPhases(Fault fault) throws Exception {
        strike(fault, EnumSet.complementOf(fault.usualPhases()));
    }

    private static void strike(Fault fault, Set<Phase> phases) throws Exception {
        List<FaultyMigration> migrations = new ArrayList<>();
        try {
            for (Phase phase : phases) {
                // Planning is short: it begins when the others wait in their phases.
                if (phase != Phase.PLANNING) {
                    migrations.add(begin(fault, phase));
                }
            }
            for (FaultyMigration migration : migrations) {
                migration.reachPhase();
            }
            if (phases.contains(Phase.PLANNING)) {
                FaultyMigration planned = begin(fault, Phase.PLANNING);
                migrations.add(planned);
                planned.reachPhase();
            }

            fault.strike(stack, migrations);

            for (FaultyMigration migration : migrations) {
                migration.goOn();
            }
            assertAll(fault + " while", each(migrations, FaultyMigration::finish));
            assertAll(fault + " while", each(migrations, FaultyMigration::assertCameThrough));
        } finally {
            for (FaultyMigration migration : migrations) {
                migration.close();
            }
        }
    }

    private static FaultyMigration begin(Fault fault, Phase phase) throws Exception {
        String id = ("fm_" + fault + "_" + phase).toLowerCase(Locale.ROOT);
        return FaultyMigration.begin(stack, id, phase, fault.transactionTimeout());
    }

    private interface Step {
        void take(FaultyMigration migration) throws Exception;
    }

    private static Stream<Executable> each(List<FaultyMigration> migrations, Step step) {
        return migrations.stream().map(migration -> () -> {
            try {
                step.take(migration);
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(migration.phase() + ": " + failure.getMessage(), failure);
            }
        });
    }
}
