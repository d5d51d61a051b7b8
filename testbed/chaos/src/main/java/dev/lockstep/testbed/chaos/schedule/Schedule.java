/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Strikes without end: every victim in turn first, each alone, then whatever chance wants. The same seed gives the same
 * strikes. Confined to one thread.
 */
public final class Schedule {
    private static final int LONGEST_DOWN_MS = 6_000;
    private static final double PAIRS = 0.25;
    private static final double HASTY = 0.25;

    private final Random random;
    private final List<Victim> victims;
    private final Deque<Victim> turn;
    private final long intervalMs;

    /** @param interval how long everything runs between two strikes, on average */
    public Schedule(long seed, Set<Victim> victims, Duration interval) {
        this.random = new Random(seed);
        this.victims = List.copyOf(EnumSet.copyOf(victims));
        this.intervalMs = interval.toMillis();
        List<Victim> order = new ArrayList<>(this.victims);
        Collections.shuffle(order, random);
        this.turn = new ArrayDeque<>(order);
    }

    /** The next one. */
    public Strike next() {
        Duration calm = Duration.ofMillis((long) (intervalMs * (0.5 + random.nextDouble())));
        Duration down = Duration.ofMillis(random.nextInt(LONGEST_DOWN_MS));
        if (!turn.isEmpty()) {
            return new Strike(EnumSet.of(turn.poll()), calm, down, false);
        }
        Set<Victim> struck = EnumSet.of(any());
        if (random.nextDouble() < PAIRS) {
            struck.add(any());
        }
        return new Strike(struck, calm, down, random.nextDouble() < HASTY);
    }

    private Victim any() {
        return victims.get(random.nextInt(victims.size()));
    }
}
