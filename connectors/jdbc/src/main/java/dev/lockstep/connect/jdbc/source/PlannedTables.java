/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneAssignment;
import dev.lockstep.connect.jdbc.source.lane.LaneAssignment.Share;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TableFilter;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.lane.TableSettings;
import dev.lockstep.connect.jdbc.source.lane.TopicNames;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.read.SourceCatalog;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import dev.lockstep.connect.jdbc.source.read.TablePlanner;
import dev.lockstep.connect.jdbc.source.read.TaskTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a connector with their plans. A plan that is stored counts; only a table without one is planned. One
 * thread refreshes, any may ask.
 */
final class PlannedTables {
    private static final Logger log = LoggerFactory.getLogger(PlannedTables.class);

    private final Scope scope;
    private final SourceDatabase database;
    private final TaskTables records;
    private final OffsetStorageReader offsets;
    private volatile Map<TableName, TablePlan> plans = Map.of();
    private volatile boolean stored;

    /** What the user chose. */
    record Scope(
            String prefix, Mode mode, TableFilter filter, Function<TableName, TableSettings> settings, Duration lag) {}

    PlannedTables(Scope scope, SourceDatabase database, TaskTables records, OffsetStorageReader offsets) {
        this.scope = scope;
        this.database = database;
        this.records = records;
        this.offsets = offsets;
    }

    /** Lists the tables, and plans those that are new. @return whether anything changed */
    boolean refresh(Session session) throws SQLException, InterruptedException {
        List<TableName> tables = SourceCatalog.of(database.engine()).tables(session).stream()
                .filter(scope.filter()::takes)
                .toList();
        TopicNames.problem(scope.prefix(), database.engine(), tables).ifPresent(problem -> {
            throw new ConnectException(problem);
        });
        Map<TableName, TablePlan> known = storedPlans(tables);
        boolean all = known.size() == tables.size();
        Map<TableName, TablePlan> refreshed =
                new TreeMap<>((left, right) -> left.toString().equals(right.toString())
                        ? left.table().compareTo(right.table())
                        : left.toString().compareTo(right.toString()));
        List<TableName> unplanned = new ArrayList<>();
        for (TableName table : tables) {
            TablePlan plan = known.getOrDefault(table, plans.get(table));
            if (plan == null) {
                unplanned.add(table);
            } else {
                refreshed.put(table, plan);
            }
        }
        refreshed.putAll(plan(session, unplanned));
        boolean changed = !refreshed.equals(plans);
        plans = refreshed;
        stored = all;
        return changed;
    }

    /** Whether every plan is stored, so that nothing else can become of it. */
    boolean isStored() {
        return stored;
    }

    private Map<TableName, TablePlan> storedPlans(List<TableName> tables) {
        Map<Map<String, String>, TableName> asked = new HashMap<>();
        tables.forEach(
                table -> asked.put(SourcePartition.plan(scope.prefix(), table).toMap(), table));
        Map<TableName, TablePlan> found = new HashMap<>();
        offsets.offsets(asked.keySet()).forEach((partition, offset) -> {
            if (offset != null) {
                found.put(asked.get(partition), TablePlan.fromOffset(offset));
            }
        });
        return found;
    }

    /** All of them wait for the same transactions, so that many tables do not wait one after the other. */
    private Map<TableName, TablePlan> plan(Session session, List<TableName> tables)
            throws SQLException, InterruptedException {
        TablePlanner planner = new TablePlanner(database);
        Map<TableName, TablePlan> planned = new HashMap<>();
        for (TableName table : tables) {
            planned.put(table, plan(planner, session, table));
        }
        if (!tables.isEmpty() && scope.mode().readsLanes() && scope.mode().polls()) {
            Optional<String> open = planner.mark(session, scope.lag());
            planned.replaceAll((table, plan) -> plan.awaiting(open));
        }
        return planned;
    }

    private TablePlan plan(TablePlanner planner, Session session, TableName table)
            throws SQLException, InterruptedException {
        TableSettings settings = scope.settings().apply(table);
        if (scope.mode().polls() && settings.poll().isEmpty()) {
            throw new ConnectException("Table " + table + " has no column to be polled by. Set poll.timestamp.column or"
                    + " poll.incrementing.column, or one of them in an override for this table, or leave it out with"
                    + " table.exclude.list");
        }
        TablePlan plan = planner.plan(
                session,
                table,
                records.records(session, table),
                settings,
                scope.mode().readsLanes());
        log.info(
                "Table {}: {} lane(s) by {}, about {} rows",
                table,
                plan.lanes().size(),
                plan.kind(),
                plan.estimatedRows());
        return plan;
    }

    /** What each task is to read; the same for the same plans and number of tasks. */
    List<List<TaskShare>> shares(int maxTasks) {
        List<Map.Entry<TableName, TablePlan>> tables = new ArrayList<>(plans.entrySet());
        List<Integer> lanes = tables.stream()
                .map(table -> lanes(table.getValue()) + (scope.mode().polls() ? 1 : 0))
                .toList();
        return LaneAssignment.of(lanes, maxTasks).stream()
                .map(shares -> shares(tables, shares))
                .toList();
    }

    private int lanes(TablePlan plan) {
        return scope.mode().readsLanes() ? plan.lanes().size() : 0;
    }

    private List<TaskShare> shares(List<Map.Entry<TableName, TablePlan>> tables, List<Share> shares) {
        Map<Integer, List<Integer>> byTable = new TreeMap<>();
        shares.forEach(share -> byTable.computeIfAbsent(share.table(), table -> new ArrayList<>())
                .add(share.lane()));
        List<TaskShare> all = new ArrayList<>();
        byTable.forEach((table, lanes) -> {
            TablePlan plan = tables.get(table).getValue();
            int poll = lanes(plan);
            List<Integer> read = lanes.stream().filter(lane -> lane < poll).toList();
            all.add(new TaskShare(tables.get(table).getKey(), plan, read, lanes.contains(poll)));
        });
        return all;
    }
}
