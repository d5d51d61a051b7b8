/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.testbed.chaos.schedule.Strike;
import dev.lockstep.testbed.chaos.schedule.Victim;
import dev.lockstep.testbed.stack.Stack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Kills parts and brings them back. Confined to one thread. */
final class Striker {
    /** Requests first, while there is a worker to ask; then processes, the ones that others need last. */
    private static final List<Victim> ORDER =
            List.of(Victim.OBSERVER, Victim.SINK, Victim.VALIDATOR, Victim.WORKER, Victim.BROKER, Victim.TARGET);

    private static final List<Victim> BACK = List.of(Victim.TARGET, Victim.BROKER, Victim.WORKER, Victim.VALIDATOR);
    private static final Duration REQUEST_BOUND = Duration.ofSeconds(60);

    private final Stack stack;
    private final Migration migration;
    private final Waiting waiting;
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);

    /** @param waiting what goes on while parts are away */
    Striker(Stack stack, Migration migration, Waiting waiting) {
        this.stack = stack;
        this.migration = migration;
        this.waiting = waiting;
    }

    /** Kills, waits, and starts again; on return every process runs, and may still be recovering. */
    void strike(Strike strike) throws InterruptedException {
        for (Victim victim : ORDER) {
            if (strike.victims().contains(victim)) {
                kill(victim);
                kills.merge(victim, 1, Integer::sum);
            }
        }
        waiting.during(strike.down());
        for (Victim victim : BACK) {
            if (strike.victims().contains(victim)) {
                start(victim);
            }
        }
    }

    private void kill(Victim victim) throws InterruptedException {
        switch (victim) {
            case BROKER -> stack.broker().kill();
            case WORKER -> stack.worker().kill();
            case VALIDATOR -> migration.killValidator();
            case TARGET -> stack.targetServer().kill();
            case OBSERVER -> restart(Migration.OBSERVER);
            case SINK -> restart(Migration.SINK);
        }
    }

    private void start(Victim victim) {
        switch (victim) {
            case BROKER -> stack.broker().start();
            case WORKER -> stack.worker().start();
            case VALIDATOR -> migration.startValidator();
            case TARGET -> stack.targetServer().restart();
            case OBSERVER, SINK -> throw new IllegalArgumentException(victim + " is brought back by the worker");
        }
    }

    /** A worker that recovers from the strike before refuses for a while. */
    private void restart(String connector) throws InterruptedException {
        if (!waiting.until(REQUEST_BOUND, () -> restarted(connector))) {
            throw new ChaosFailedException("The worker does not restart " + connector + ", see " + stack.logs());
        }
    }

    private boolean restarted(String connector) {
        try {
            stack.connect().restart(connector);
            return true;
        } catch (ConnectRestException | UncheckedIOException notNow) {
            return false;
        }
    }

    /** How often each part was killed. */
    Map<Victim, Integer> kills() {
        return new EnumMap<>(kills);
    }
}
