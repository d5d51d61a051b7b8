/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/**
 * Where the worker's transactions end, when it lets the connector say so: after whole chunks, so that no chunk is half
 * committed, and not much later than half a second after they began, so that none times out. What is read in one piece
 * because it cannot be resumed is committed in the middle rather than aborted by the broker, a minute after it began.
 * Owned by the task's thread.
 */
final class Transactions {
    private static final Duration LENGTH = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Optional<TransactionContext> context;
    private final InstantSource clock;
    private Optional<Instant> begun = Optional.empty();

    /** @param context null when the connector has no say */
    Transactions(TransactionContext context, InstantSource clock) {
        this.context = Optional.ofNullable(context);
        this.clock = clock;
    }

    /** @param whole whether the record ends a chunk after which a restart sends nothing twice */
    void sent(SourceRecord last, boolean whole) {
        if (context.isEmpty()) {
            return;
        }
        if (begun.isEmpty()) {
            begun = Optional.of(clock.instant());
        }
        if (whole ? isDue() : isOlder(LONGEST)) {
            context.get().commitTransaction(last);
            begun = Optional.empty();
        }
    }

    /** Ends the transaction there, whatever its age. */
    void end(SourceRecord last) {
        context.ifPresent(worker -> worker.commitTransaction(last));
        begun = Optional.empty();
    }

    /** Whether something was sent that waits for the end of its transaction, and has waited long enough. */
    boolean isDue() {
        return isOlder(LENGTH);
    }

    private boolean isOlder(Duration age) {
        return begun.isPresent() && !clock.instant().isBefore(begun.get().plus(age));
    }
}
