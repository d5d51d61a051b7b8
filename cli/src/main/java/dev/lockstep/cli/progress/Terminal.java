/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.progress;

import java.io.Console;
import java.util.Optional;

/** Tells whether somebody is looking. */
public final class Terminal {
    private Terminal() {}

    /** Whether this process has a terminal that can redraw a line. */
    public static boolean redraws() {
        String type = System.getenv("TERM");
        boolean attached =
                Optional.ofNullable(System.console()).map(Terminal::interactive).orElse(false);
        return attached && type != null && !type.equals("dumb");
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
