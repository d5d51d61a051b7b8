/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A store in memory with one unique value per row. Records are texts such as {@code t/k=v}: table, key, value; without
 * {@code =v} a delete; a value such as {@code 1,_} leaves a column alone. The value {@code bad} is always refused, the key {@code ?} cannot be bound, and keys that start
 * with {@code ~} have an equality that only the store knows (upper and lower case are one).
 */
final class FakeStore implements TargetStore<FakeStore.Change> {
    record Change(SinkRecord record, String table, RowKey key, String value) implements BoundChange {
        @Override
        public boolean reducible() {
            return !key.part(0).toString().startsWith("~");
        }

        @Override
        public boolean delete() {
            return value == null;
        }

        @Override
        public Object shape() {
            return delete() ? "delete" : partial() ? value.replaceAll("[^,_]", "x") : "upsert" + value.length();
        }

        @Override
        public Optional<? extends BoundChange> over(BoundChange earlier) {
            return delete() || !partial() ? Optional.of(this) : BoundChange.super.over(earlier);
        }

        private boolean partial() {
            return value.contains("_");
        }

        /** The row after this change; columns that are {@code _} keep what they hold, or {@code -} in a new row. */
        String over(String row) {
            String[] columns = value.split(",");
            String[] before = row == null ? new String[0] : row.split(",");
            for (int i = 0; i < columns.length; i++) {
                columns[i] = !columns[i].equals("_") ? columns[i] : i < before.length ? before[i] : "-";
            }
            return String.join(",", columns);
        }
    }

    Runnable onCommit = () -> {};
    final Map<String, String> rows = new TreeMap<>();
    final List<List<Change>> writes = new ArrayList<>();
    WriteMode mode = WriteMode.UPSERT;
    List<String> tableOrder = List.of();
    int outages;
    int commitOutages;
    boolean commitsBeforeItsOutage;
    int resets;
    boolean closed;

    static Change change(String text, SinkRecord record) {
        String[] parts = text.split("[/=]", -1);
        return new Change(record, parts[0], RowKey.of(parts[1]), parts.length > 2 ? parts[2] : null);
    }

    @Override
    public Change bind(SinkRecord record) {
        Change change = change((String) record.value(), record);
        if (change.key().part(0).equals("?")) {
            throw new DataException("no key");
        }
        return change;
    }

    @Override
    public List<String> parentsFirst(List<String> tables) {
        List<String> sorted = new ArrayList<>(tables);
        sorted.sort(Comparator.comparingInt(tableOrder::indexOf));
        return sorted;
    }

    @Override
    public TargetWriter<Change> begin() {
        return new TargetWriter<>() {
            private final Map<String, String> pending = new TreeMap<>(rows);

            @Override
            public WriteOutcome write(List<Change> set) {
                if (outages > 0) {
                    outages--;
                    throw new TargetUnavailableException("The store is away");
                }
                writes.add(set);
                Map<String, String> attempt = new TreeMap<>(pending);
                Set<Object> shapes = new HashSet<>();
                for (Change change : set) {
                    shapes.add(change.table() + change.shape());
                    String row = change.table() + "/"
                            + change.key().part(0).toString().toLowerCase(Locale.ROOT);
                    if (change.delete()) {
                        attempt.remove(row);
                    } else if (change.value().equals("bad") || taken(attempt, row, change.value())) {
                        return new WriteOutcome.Refused("refused");
                    } else if (mode == WriteMode.INSERT && attempt.containsKey(row)) {
                        return new WriteOutcome.Refused("there already");
                    } else if (mode == WriteMode.UPDATE_ONLY ? attempt.containsKey(row) : !skips(attempt, row)) {
                        attempt.put(row, change.over(attempt.get(row)));
                    }
                }
                if (shapes.size() > 1) {
                    throw new IllegalStateException("a set of several tables or shapes");
                }
                pending.clear();
                pending.putAll(attempt);
                return new WriteOutcome.Written();
            }

            private boolean skips(Map<String, String> rows, String row) {
                return mode == WriteMode.SKIP_EXISTING && rows.containsKey(row);
            }

            private boolean taken(Map<String, String> rows, String row, String value) {
                return rows.entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(row) && Objects.equals(other.getValue(), value));
            }

            @Override
            public void commit() {
                boolean outage = commitOutages > 0;
                if (!outage || commitsBeforeItsOutage) {
                    rows.clear();
                    rows.putAll(pending);
                    onCommit.run();
                }
                if (outage) {
                    commitOutages--;
                    throw new TargetUnavailableException("The store went away");
                }
            }

            @Override
            public void close() {
                pending.clear();
            }
        };
    }

    @Override
    public void reset() {
        resets++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
