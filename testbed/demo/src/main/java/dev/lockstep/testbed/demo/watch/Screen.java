/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Where the demo shows itself: a table redrawn in place on a terminal, plain lines anywhere else. Confined to one
 * thread.
 */
public sealed interface Screen {
    /** Shows where everything stands; call it once a second. */
    void progress(String headline, Duration elapsed, Progress progress);

    /** Writes a line that stays. */
    void say(String line);

    /** Leaves what is shown where it is: what is said from now on comes below it. */
    void leave();

    /** The one that suits: the table only on a terminal that can redraw, and only if it is wanted. */
    static Screen of(PrintStream out, boolean plain, boolean terminal, String terminalType) {
        boolean redraws = terminal && terminalType != null && !terminalType.equals("dumb");
        return redraws && !plain ? new Redrawn(out) : new Plain(out);
    }

    /** Lines for a log. */
    record Plain(PrintStream out) implements Screen {
        @Override
        public void progress(String headline, Duration elapsed, Progress progress) {
            say(ProgressTable.line(headline, elapsed, progress));
        }

        @Override
        public void say(String line) {
            out.println(line);
            out.flush();
        }

        @Override
        public void leave() {
            // Nothing is ever redrawn.
        }
    }

    /** A table that stays at the bottom until it is left; what is said scrolls away above it. */
    final class Redrawn implements Screen {
        private static final String CLEAR_BELOW = "\r\u001b[J";

        private final PrintStream out;
        private List<String> shown = List.of();

        private Redrawn(PrintStream out) {
            this.out = out;
        }

        @Override
        public void progress(String headline, Duration elapsed, Progress progress) {
            redraw(List.of(), ProgressTable.table(headline, elapsed, progress));
        }

        @Override
        public void say(String line) {
            redraw(List.of(line), shown);
        }

        @Override
        public void leave() {
            shown = List.of();
        }

        private void redraw(List<String> said, List<String> table) {
            StringBuilder text = new StringBuilder();
            if (!shown.isEmpty()) {
                text.append("\u001b[").append(shown.size()).append('A');
            }
            text.append(CLEAR_BELOW);
            said.forEach(line -> text.append(line).append('\n'));
            table.forEach(line -> text.append(line).append('\n'));
            out.print(text);
            out.flush();
            shown = table;
        }
    }
}
