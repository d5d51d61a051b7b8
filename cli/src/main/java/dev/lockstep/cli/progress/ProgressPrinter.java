/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.progress;

import dev.lockstep.cli.compare.Activity;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Prints progress from a thread of its own: one line redrawn on a terminal, a line now and then elsewhere. */
public final class ProgressPrinter implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> ticking;
    private Activity shown;
    private long begun;

    public ProgressPrinter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        long millis = (terminal ? ON_TERMINAL : ELSEWHERE).toMillis();
        this.ticking = clock.scheduleAtFixedRate(this::print, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** From now on this is shown. */
    public synchronized void show(Activity activity) {
        shown = activity;
        begun = System.nanoTime();
    }

    private synchronized void print() {
        if (shown != null) {
            String line = ProgressLine.of(shown, Duration.ofNanos(System.nanoTime() - begun));
            out.print(terminal ? CLEAR_LINE + line : line + System.lineSeparator());
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        ticking.cancel(false);
        clock.shutdownNow();
        if (terminal && shown != null) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
