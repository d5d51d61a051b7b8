/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stops what is still running when the JVM ends, the latest started first.
 *
 * <p>One JVM shutdown hook for everything: hooks of their own would run at the same time, and a worker whose broker
 * is already gone takes its full timeout to stop. Thread-safe.
 */
public final class ShutdownOrder {
    private static final Deque<Runnable> RUNNING = new ArrayDeque<>();
    private static boolean hooked;
    private static boolean stopping;

    private ShutdownOrder() {}

    /**
     * Remembers how to stop something that now runs.
     *
     * @throws StartFailedException if the JVM is ending already; then it was stopped at once
     */
    public static void add(Runnable stop) {
        if (!remembered(stop)) {
            stop.run();
            throw new StartFailedException("Stopped at once: this process is ending");
        }
    }

    private static synchronized boolean remembered(Runnable stop) {
        if (stopping) {
            return false;
        }
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(ShutdownOrder::stopAll, "testbed-shutdown"));
            hooked = true;
        }
        RUNNING.push(stop);
        return true;
    }

    /** Forgets it: it was stopped. Unknown ones are ignored. */
    public static synchronized void remove(Runnable stop) {
        RUNNING.remove(stop);
    }

    private static void stopAll() {
        Runnable next;
        while ((next = poll()) != null) {
            next.run();
        }
    }

    private static synchronized Runnable poll() {
        stopping = true;
        return RUNNING.poll();
    }
}
