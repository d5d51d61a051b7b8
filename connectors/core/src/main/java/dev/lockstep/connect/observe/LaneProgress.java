/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How far a lane of a scan has come: what is stored as its offset.
 *
 * <p><b>E (epoch)</b> it holds whatever tells the epoch's lanes apart, so that the stored offset of any one lane is enough to
 * go on with all lanes of the epoch; a lane without an offset of that epoch has read nothing of it.
 *
 * @param epoch that the lane is of
 * @param plan how the epoch's lanes part the table, in the words of the store
 * @param position behind which the lane goes on, in the words of the store; empty before the first row
 * @param rows that the lane has read
 * @param lo the mover's progress before the lane's first page; empty before that
 * @param done whether the lane's end has been said
 * @param aggregates what the rows come to, in each column that was added up from the lane's first row on
 */
public record LaneProgress(
        int epoch,
        String plan,
        Optional<String> position,
        long rows,
        Optional<List<Long>> lo,
        boolean done,
        List<Aggregate> aggregates) {
    private static final String EPOCH = "epoch";
    private static final String PLAN = "plan";
    private static final String POSITION = "position";
    private static final String ROWS = "rows";
    private static final String LO = "lo";
    private static final String DONE = "done";
    private static final String AGGREGATES = "aggregates";

    /** No engine lets the name of a column hold it. */
    private static final String BETWEEN_AGGREGATES = "\u0000";

    public LaneProgress {
        lo = lo.map(List::copyOf);
        aggregates = List.copyOf(aggregates);
    }

    public static LaneProgress start(int epoch, String plan) {
        return new LaneProgress(epoch, plan, Optional.empty(), 0, Optional.empty(), false, List.of());
    }

    /** Behind a page that was read between these bounds. */
    public LaneProgress behind(String newPosition, long moreRows, Bounds bounds) {
        return new LaneProgress(
                epoch, plan, Optional.of(newPosition), rows + moreRows, Optional.of(least(bounds)), false, aggregates);
    }

    /** At the lane's end, which was found between these bounds. */
    public LaneProgress end(long moreRows, Bounds bounds) {
        return new LaneProgress(epoch, plan, position, rows + moreRows, Optional.of(least(bounds)), true, aggregates);
    }

    /** With the lane's end said, or given up. */
    LaneProgress over() {
        return new LaneProgress(epoch, plan, position, rows, lo, true, aggregates);
    }

    /**
     * With what the rows of the page behind the position come to. A column that earlier pages of the lane have not added up,
     * because a setting has changed since, waits for the next epoch.
     */
    public LaneProgress adding(List<Aggregate> page) {
        List<Aggregate> all = new ArrayList<>(position.isEmpty() ? page : List.of());
        if (position.isPresent()) {
            for (Aggregate known : aggregates) {
                page.stream()
                        .filter(more -> more.column().equals(known.column()))
                        .findFirst()
                        .ifPresent(more -> all.add(known.plus(more)));
            }
        }
        return new LaneProgress(epoch, plan, position, rows, lo, done, all);
    }

    /** From before the lane's first page to behind a page. */
    public Bounds bounds(Bounds page) {
        List<Long> least = least(page);
        List<Long> hi = new ArrayList<>(page.hi());
        for (int partition = 0; partition < hi.size(); partition++) {
            hi.set(partition, Math.max(hi.get(partition), least.get(partition)));
        }
        return new Bounds(least, hi);
    }

    /** A mover that was set back is behind where the lane began. */
    private List<Long> least(Bounds page) {
        List<Long> least = new ArrayList<>(lo.orElse(page.lo()));
        for (int partition = 0; partition < least.size(); partition++) {
            least.set(partition, Math.min(least.get(partition), page.lo().get(partition)));
        }
        return least;
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put(EPOCH, (long) epoch);
        map.put(PLAN, plan);
        position.ifPresent(text -> map.put(POSITION, text));
        map.put(ROWS, rows);
        lo.ifPresent(offsets -> map.put(LO, StoredFields.text(offsets)));
        map.put(DONE, done);
        if (!aggregates.isEmpty()) {
            map.put(
                    AGGREGATES,
                    aggregates.stream().map(Aggregate::text).collect(Collectors.joining(BETWEEN_AGGREGATES)));
        }
        return map;
    }

    /** @throws org.apache.kafka.connect.errors.ConnectException when the map is none of a lane */
    public static LaneProgress fromMap(Map<String, ?> map) {
        StoredFields fields =
                new StoredFields(map, "the offset of a lane", EPOCH, PLAN, POSITION, ROWS, LO, DONE, AGGREGATES);
        return new LaneProgress(
                Math.toIntExact(fields.number(EPOCH)),
                fields.text(PLAN),
                fields.optionalText(POSITION),
                fields.number(ROWS),
                fields.optionalText(LO).map(text -> fields.numbers(LO, text)),
                fields.bool(DONE),
                fields.optionalText(AGGREGATES).map(LaneProgress::aggregates).orElse(List.of()));
    }

    private static List<Aggregate> aggregates(String text) {
        try {
            return Arrays.stream(text.split(BETWEEN_AGGREGATES, -1))
                    .map(Aggregate::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ConnectException(
                    "Field \"" + AGGREGATES + "\" of the offset of a lane must hold aggregates: " + e.getMessage());
        }
    }
}
