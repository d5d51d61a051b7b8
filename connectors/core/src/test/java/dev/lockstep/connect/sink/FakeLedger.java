/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** A ledger in memory, whose moves hold when its store commits. Several tasks may share it. */
final class FakeLedger implements OffsetLedger {
    final Map<TopicPartition, LedgerPosition> positions = new HashMap<>();
    private final List<Move> pending = new ArrayList<>();
    int outages;
    int outagesAfter;

    void commit() {
        for (Move move : pending) {
            positions.put(move.partition(), new LedgerPosition(move.from().epoch(), OptionalLong.of(move.to())));
        }
        pending.clear();
    }

    @Override
    public Map<TopicPartition, LedgerPosition> claim(Collection<TopicPartition> partitions) {
        failIfAway();
        for (TopicPartition partition : partitions) {
            LedgerPosition before = positions.getOrDefault(partition, new LedgerPosition(0, OptionalLong.empty()));
            positions.put(partition, new LedgerPosition(before.epoch() + 1, before.next()));
        }
        return read(partitions);
    }

    @Override
    public Map<TopicPartition, LedgerPosition> read(Collection<TopicPartition> partitions) {
        failIfAway();
        outages += outagesAfter;
        outagesAfter = 0;
        Map<TopicPartition, LedgerPosition> found = new HashMap<>(positions);
        found.keySet().retainAll(partitions);
        return found;
    }

    private void failIfAway() {
        if (outages > 0) {
            outages--;
            throw new TargetUnavailableException("The ledger is away");
        }
    }

    @Override
    public void move(Collection<Move> moves) {
        failIfAway();
        pending.clear();
        for (Move move : moves) {
            if (!positions.get(move.partition()).equals(move.from())) {
                throw new ConnectException("fenced");
            }
        }
        pending.addAll(moves);
    }
}
