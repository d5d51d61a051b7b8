/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.Stack;

/** The one stack all tests of this module run in; it ends with the JVM. Tests run one after the other. */
final class SharedStack {
    /** Where naive time and text handling breaks, as in the JVM of the tests. */
    private static final String[] HOSTILE = {
        "-Duser.timezone=America/Bahia_Banderas", "-Duser.language=tr", "-Duser.country=TR"
    };

    private static Stack stack;

    private SharedStack() {}

    static synchronized Stack get() {
        if (stack == null) {
            stack = Stack.builder().postgres(14, 17).workerOptions(HOSTILE).start();
        }
        return stack;
    }
}
