/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a thread does about failed reads: it waits for outages to pass and gives up on all else. Owned by one thread. */
public final class Outages {
    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final DatabaseEngine engine;
    private final Duration timeout;
    private final Backoff backoff;

    public Outages(DatabaseEngine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
        this.backoff = new Backoff(timeout, InstantSource.system(), ThreadLocalRandom.current()::nextDouble);
    }

    /** The database has answered. */
    public void over() {
        backoff.reset();
    }

    /**
     * Returns when it is time to try again.
     *
     * @throws ConnectException when trying again would not help, or has not for too long
     */
    public void await(String action, SQLException failure) throws InterruptedException {
        if (!ReadFailures.isOutage(engine, failure)) {
            throw ReadFailures.of(action, failure);
        }
        String what = ReadFailures.describe(action, failure);
        Duration delay = backoff.next()
                .orElseThrow(() -> new ConnectException(what + " for longer than " + timeout.toMillis()
                        + " ms. See that the database can be reached, then restart the task, or raise"
                        + " retry.timeout.ms"));
        log.warn("{}; trying again in {} ms", what, delay.toMillis());
        TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    }
}
