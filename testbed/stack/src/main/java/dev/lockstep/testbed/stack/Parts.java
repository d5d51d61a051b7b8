/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The started parts of a stack, stopped in reverse order of their start. Thread-safe. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Remembers a started part and hands it back. */
    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /** Stops every part, also when stopping one fails; the failures come out together at the end. */
    @Override
    public void close() {
        List<Exception> failures = new ArrayList<>();
        AutoCloseable part;
        while ((part = next()) != null) {
            stop(part, failures);
        }
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("Not every part of the stack could be stopped");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private synchronized AutoCloseable next() {
        return started.poll();
    }

    // AutoCloseable declares Exception, and one part that cannot be stopped must not keep the others running.
    private static void stop(AutoCloseable part, List<Exception> failures) {
        try {
            part.close();
        } catch (Exception failure) {
            failures.add(failure);
        }
    }
}
