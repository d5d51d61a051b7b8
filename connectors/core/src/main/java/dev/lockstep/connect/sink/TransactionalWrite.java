/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a batch into one transaction: in sets as long as the target takes them, and row by row where it does not.
 *
 * <p>A refused set is halved until the refused rows stand alone. A row can be refused for what else was in the batch,
 * not for itself: a reference to a row written later, a unique value that another row was about to give up. So when
 * all sets are in, the changes of the refused rows, superseded ones included, are played in their order of arrival.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) every row none of whose changes was refused holds what its changes, one by one, would have left;
 *   <li>(B) a row whose last change is refused holds the newest of its changes that was not;
 *   <li>(C) a change is reported as refused if and only if it was refused and no later change that leaves no trace of it
 *       was written.
 * </ul>
 */
final class TransactionalWrite<C extends BoundChange> {
    private record Refused<C extends BoundChange>(C change, String problem) {}

    private final TargetWriter<C> writer;
    private final List<C> changes;
    private final WritePlan.Rules rules;

    TransactionalWrite(TargetWriter<C> writer, List<C> changes, WritePlan.Rules rules) {
        this.writer = writer;
        this.changes = changes;
        this.rules = rules;
    }

    /** @return what the target refused for good, in the order of arrival by row */
    List<Refusal> run() {
        WritePlan<C> plan = WritePlan.of(changes, rules);
        Set<WritePlan.Row> replay = plan.oneByOne();
        for (List<C> set : plan.sets()) {
            write(set, replay);
        }
        return replay.isEmpty() ? List.of() : replay(replay);
    }

    private void write(List<C> set, Set<WritePlan.Row> refused) {
        if (writer.write(set) instanceof WriteOutcome.Written) {
            return;
        }
        if (set.size() == 1) {
            refused.add(WritePlan.Row.of(set.get(0), rules.mode()));
            return;
        }
        int middle = set.size() / 2;
        write(set.subList(0, middle), refused);
        write(set.subList(middle, set.size()), refused);
    }

    private List<Refusal> replay(Set<WritePlan.Row> rows) {
        Map<WritePlan.Row, List<Refused<C>>> open = new LinkedHashMap<>();
        for (C change : changes) {
            WritePlan.Row row = WritePlan.Row.of(change, rules.mode());
            if (rows.contains(row)) {
                play(change, open.computeIfAbsent(row, none -> new ArrayList<>()));
            }
        }
        return open.values().stream()
                .flatMap(List::stream)
                .map(refused -> new Refusal(refused.change().record(), refused.problem()))
                .toList();
    }

    private void play(C change, List<Refused<C>> open) {
        if (writer.write(List.of(change)) instanceof WriteOutcome.Refused refused) {
            open.add(new Refused<>(change, refused.problem()));
        } else {
            open.removeIf(earlier -> covers(change, earlier.change()));
        }
    }

    @SuppressWarnings("ReferenceEquality") // a change made of both wrote nothing here
    private static boolean covers(BoundChange change, BoundChange earlier) {
        return change.over(earlier).filter(both -> both == change).isPresent();
    }
}
