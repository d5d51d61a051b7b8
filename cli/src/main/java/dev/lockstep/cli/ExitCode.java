/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.cli.compare.Outcome;

/** What the commands end with; also part of their help. */
final class ExitCode {
    static final int EQUAL = 0;
    static final int DIFFERENT = 1;
    static final int INCOMPLETE = 2;
    static final int ERROR = 3;

    private ExitCode() {}

    static int of(Outcome outcome) {
        return switch (outcome) {
            case EQUAL -> EQUAL;
            case DIFFERENT -> DIFFERENT;
            case INCOMPLETE -> INCOMPLETE;
        };
    }
}
