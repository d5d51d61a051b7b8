/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import java.io.Console;
import java.util.Optional;

/** Tells whether someone is looking. */
public final class Terminal {
    private Terminal() {}

    /** Whether input and output of this process are a terminal. */
    public static boolean attached() {
        return Optional.ofNullable(System.console()).map(Terminal::interactive).orElse(false);
    }

    /** Since Java 22 there is a console also without a terminal, and a method, unknown to Java 17, that tells. */
    private static boolean interactive(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
