/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord.Mark;
import dev.lockstep.validator.record.InternalRecord.MarkKind;
import dev.lockstep.validator.report.RoundStage;
import dev.lockstep.validator.report.RoundStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs rounds, one at a time, by asking and never by remembering: a round that anything happens to is void, and a new one
 * with a greater id starts. Markers of void rounds do no harm, because a partition needs all three of one id.
 *
 * <p>Order of a round: our own reading catches up; B; the mover passes the ends of the source's topics; a marker written into
 * the target then comes back, or else the fixed wait; our own reading of the target's topics passes their ends; W; our own reading of the source's topics passes their ends; C;
 * the reconciler has read C and W. Catching up first keeps a version that compaction removes while we are behind
 * from being missed between B and C.
 *
 * <p>C carries the two vectors that bound what the target held when it was looked at: the ends that the mover was waited
 * for, and the ends after W. Without the mover's group the first is what the fixed wait vouches for.
 *
 * <p>Owned by one thread. Ids are milliseconds since the epoch, so they grow from one leader to the next as long as the
 * clocks of the instances do; a round with an id that is too small completes nowhere.
 */
public final class RoundCoordinator {
    /** Rounds that take longer than this are reported as stalled, with their stage. */
    static final Duration STALLED_AFTER = Duration.ofMinutes(2);

    private static final Duration REPEAT_STATUS = Duration.ofSeconds(5);

    private final RoundEnvironment environment;
    private final RoundTimes times;
    private final Optional<TargetMarker> marker;
    private final Clock clock;
    private final Map<Side, Map<TopicPartition, Long>> lastEnds = new HashMap<>();

    private RoundStage stage = RoundStage.IDLE;
    private long round;
    private long stageSince;
    private long nextStart;
    private long progressAt;
    private Map<TopicPartition, Long> cut = Map.of();
    private Map<TopicPartition, Long> moved = Map.of();
    private Map<TopicPartition, Long> marked = Map.of();
    private String waitingFor = "";
    private long lastComplete;
    private long completedAt;
    private long voided;
    private String voidReason = "";
    private RoundStatus published = RoundStatus.NONE;
    private long publishedAt;

    /** @param marker tells when the target's topics are complete; without, the fixed wait of {@code times} stands in */
    public RoundCoordinator(
            RoundEnvironment environment, RoundTimes times, Optional<TargetMarker> marker, Clock clock) {
        this.environment = environment;
        this.times = times;
        this.marker = marker;
        this.clock = clock;
        this.progressAt = clock.millis();
        this.stageSince = progressAt;
    }

    /**
     * Goes as far as it can without waiting; to be called again and again.
     *
     * @throws TopicRecreatedException when no round can ever be right again
     */
    public void step() {
        try {
            RoundStage before;
            do {
                before = stage;
                advance();
            } while (stage != before && stage != RoundStage.IDLE);
        } catch (RoundTroubleException e) {
            giveUp(e.getMessage());
        }
        publish();
    }

    /** This instance does not lead now: whatever was under way here is void. */
    public void rest() {
        if (stage != RoundStage.IDLE) {
            giveUp("this instance stopped leading: the group was rebalanced or another instance took over");
        }
    }

    private void advance() {
        switch (stage) {
            case IDLE -> {
                if (clock.millis() >= nextStart) {
                    nextStart = clock.millis() + times.interval().toMillis();
                    round = Math.max(clock.millis(), round + 1);
                    cut = ends(Side.SOURCE);
                    enter(RoundStage.CATCH_UP);
                }
            }
            case CATCH_UP -> {
                if (passed(environment.ownReadingBehind(cut))) {
                    append(new Mark(MarkKind.BASE, round));
                    cut = ends(Side.SOURCE);
                    moved = cut;
                    enter(RoundStage.MOVER);
                }
            }
            case MOVER -> {
                if (passed(environment.moverBehind(cut))) {
                    marker.ifPresent(row -> row.write(round));
                    enter(marker.isPresent() ? RoundStage.MARKER : RoundStage.SETTLE);
                }
            }
            case MARKER -> {
                if (passed(marker.orElseThrow().behind(round))) {
                    lookAtTarget();
                }
            }
            case SETTLE -> {
                if (clock.millis() - stageSince >= times.settle().toMillis()) {
                    silentSide().ifPresentOrElse(this::giveUp, this::lookAtTarget);
                }
            }
            case TARGET_INGEST -> {
                if (passed(environment.ownReadingBehind(cut))) {
                    append(new Mark(MarkKind.WATER, round));
                    cut = ends(Side.SOURCE);
                    enter(RoundStage.SOURCE_INGEST);
                }
            }
            case SOURCE_INGEST -> {
                if (passed(environment.ownReadingBehind(cut))) {
                    append(new Mark(MarkKind.CLOSE, round, Vectors.of(moved), Vectors.of(cut)));
                    enter(RoundStage.CONFIRM);
                }
            }
            case CONFIRM -> {
                if (passed(environment.ownReadingBehind(marked))) {
                    complete();
                }
            }
        }
    }

    private void lookAtTarget() {
        cut = ends(Side.TARGET);
        enter(RoundStage.TARGET_INGEST);
    }

    private Optional<String> silentSide() {
        for (Side side : times.heartbeats()) {
            OptionalLong newest = environment.newestHeartbeat(side);
            String name = side.name().toLowerCase(Locale.ROOT);
            if (newest.isEmpty()) {
                return Optional.of("no heartbeat of the " + name + " side has ever come");
            }
            long age = clock.millis() - newest.getAsLong();
            if (age > times.settle().toMillis()) {
                return Optional.of("the newest heartbeat of the " + name + " side is " + age
                        + " ms old, more than settle.ms = " + times.settle().toMillis());
            }
        }
        return Optional.empty();
    }

    private void append(Mark mark) {
        Map<TopicPartition, Long> behind = environment.append(mark);
        Map<TopicPartition, Long> all = new HashMap<>(mark.kind() == MarkKind.BASE ? Map.of() : marked);
        all.putAll(behind);
        marked = Map.copyOf(all);
    }

    private Map<TopicPartition, Long> ends(Side side) {
        Map<TopicPartition, Long> ends = environment.ends(side);
        lastEnds.getOrDefault(side, Map.of()).forEach((partition, before) -> {
            long now = ends.getOrDefault(partition, 0L);
            if (now < before) {
                throw new TopicRecreatedException(
                        "The end of " + partition + " went back from offset " + before + " to " + now);
            }
        });
        lastEnds.put(side, ends);
        return ends;
    }

    private boolean passed(Optional<String> behind) {
        waitingFor = behind.orElse("");
        return behind.isEmpty();
    }

    private void complete() {
        environment.forgetBelow(marked);
        lastComplete = round;
        completedAt = clock.millis();
        progressAt = completedAt;
        enter(RoundStage.IDLE);
    }

    private void giveUp(String reason) {
        voided++;
        voidReason = reason;
        nextStart = clock.millis() + times.interval().toMillis();
        enter(RoundStage.IDLE);
    }

    private void enter(RoundStage next) {
        stage = next;
        stageSince = clock.millis();
        waitingFor = "";
    }

    RoundStatus status() {
        boolean stalled = clock.millis() - progressAt
                > STALLED_AFTER.plus(times.settle()).plus(times.interval()).toMillis();
        return new RoundStatus(
                lastComplete,
                completedAt,
                stage == RoundStage.IDLE ? 0 : round,
                stage,
                stageSince,
                waitingFor,
                stalled,
                voided,
                voidReason);
    }

    private void publish() {
        RoundStatus status = status();
        boolean due = clock.millis() - publishedAt >= REPEAT_STATUS.toMillis();
        if (!status.equals(published) || due) {
            try {
                environment.publish(status);
                published = status;
                publishedAt = clock.millis();
            } catch (RoundTroubleException e) {
                // Said with the next status; what it hides from people, the age of the summary line shows.
                publishedAt = 0;
            }
        }
    }
}
