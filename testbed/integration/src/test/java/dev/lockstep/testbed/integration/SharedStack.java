/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.Stack;

/** The one stack all tests of this module run in; it ends with the JVM. Tests run one after the other. */
final class SharedStack {
    private static Stack stack;

    private SharedStack() {}

    static synchronized Stack get() {
        if (stack == null) {
            stack = Stack.builder().postgres(14, 17).start();
        }
        return stack;
    }
}
