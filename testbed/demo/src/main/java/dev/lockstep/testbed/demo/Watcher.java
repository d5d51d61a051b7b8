/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.testbed.demo.watch.ProgressModel;
import dev.lockstep.testbed.demo.watch.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for something to come true while it shows the progress, and gives up when a part of the pipeline has failed or
 * the time is over. Confined to one thread.
 */
final class Watcher {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SHOW = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofSeconds(2);

    private final Screen screen;
    private final ProgressModel model;
    private final Phases phases;
    private final Duration timeout;
    private final Runnable refresh;
    private final Supplier<Optional<String>> failure;
    private Instant nextShow = Instant.EPOCH;
    private Instant nextCheck = Instant.EPOCH;

    /**
     * @param refresh brings the model up to date
     * @param failure what has failed, if anything has
     */
    Watcher(
            Screen screen,
            ProgressModel model,
            Phases phases,
            Duration timeout,
            Runnable refresh,
            Supplier<Optional<String>> failure) {
        this.screen = screen;
        this.model = model;
        this.phases = phases;
        this.timeout = timeout;
        this.refresh = refresh;
        this.failure = failure;
    }

    /** Waits until {@code done}. */
    void until(String headline, BooleanSupplier done) throws DemoFailedException, InterruptedException {
        while (!done.getAsBoolean()) {
            check(headline);
            show(headline);
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Lets some time pass. */
    void during(String headline, Duration time) throws DemoFailedException, InterruptedException {
        Instant end = Instant.now().plus(time);
        until(headline, () -> !Instant.now().isBefore(end));
    }

    private void check(String headline) throws DemoFailedException {
        if (phases.elapsed().compareTo(timeout) > 0) {
            throw new DemoFailedException("gave up after " + timeout.toSeconds() + " s (--timeout) while " + headline);
        }
        if (Instant.now().isBefore(nextCheck)) {
            return;
        }
        nextCheck = Instant.now().plus(CHECK);
        Optional<String> failed = failure.get();
        if (failed.isPresent()) {
            throw new DemoFailedException(failed.get());
        }
    }

    private void show(String headline) {
        Instant now = Instant.now();
        if (!now.isBefore(nextShow)) {
            nextShow = now.plus(SHOW);
            refresh.run();
            screen.progress(headline, phases.elapsed(), model.at(now));
        }
    }
}
