/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.SetWriter;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.jdbc.schema.ForeignKeys;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableOrder;
import dev.lockstep.connect.sink.TargetStore;
import dev.lockstep.connect.sink.TargetWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database as a store. Tables are read from the catalogue when a record for them comes, again after an
 * outage, and again before a record is refused, since the table may have changed in the meantime.
 */
final class JdbcTargetStore implements TargetStore<JdbcChange> {
    private static final Logger log = LoggerFactory.getLogger(JdbcTargetStore.class);

    // Bad records in a row must not read the catalogue for each of them.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private record KnownTable(TableDefinition table, RecordBinder binder, Instant readAt, TopicSpelling spelling) {}

    private final JdbcSession session;
    private final TopicRouter router;
    private final TableUse use;
    private final TableMaker maker;
    private final Clock clock;
    private final ForeignKeys foreignKeys = new ForeignKeys();
    private final Dialect dialect;
    private final SetWriter sets;
    private final Map<String, KnownTable> tables = new HashMap<>();
    private final Map<String, TopicSpelling> spellings = new HashMap<>();
    private final Map<String, TableId> idsByTable = new HashMap<>();
    private final Map<String, Set<String>> parentsByTable = new HashMap<>();

    JdbcTargetStore(JdbcSession session, TopicRouter router, TableUse use, Clock clock) {
        this.session = session;
        this.router = router;
        this.use = use;
        this.maker = new TableMaker(session, use);
        this.clock = clock;
        this.dialect = session.dialect();
        this.sets = dialect.setWriter();
    }

    @Override
    public JdbcChange bind(SinkRecord record) {
        KnownTable known = tables.get(record.topic());
        if (known != null && known.spelling().learns(record)) {
            tables.remove(record.topic());
            known = null;
        }
        if (known == null) {
            known = learn(record);
        }
        try {
            return known.binder().bind(record);
        } catch (DataException e) {
            boolean changed = maker.addColumns(known.table(), record);
            if (!changed && clock.instant().isBefore(known.readAt().plus(FRESH))) {
                throw e;
            }
            return learn(record).binder().bind(record);
        }
    }

    private KnownTable learn(SinkRecord record) {
        KnownTable fresh = read(record);
        tables.put(record.topic(), fresh);
        return fresh;
    }

    @Override
    public List<String> parentsFirst(List<String> names) {
        if (names.size() < 2) {
            return names;
        }
        for (String name : names) {
            parentsByTable.computeIfAbsent(name, this::parents);
        }
        return TableOrder.parentsFirst(names, parentsByTable);
    }

    private Set<String> parents(String name) {
        try {
            return foreignKeys.parents(session.connection(), idsByTable.get(name)).stream()
                    .map(TableId::toString)
                    .collect(Collectors.toSet());
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Reading the foreign keys of table " + name, e);
        }
    }

    @Override
    public TargetWriter<JdbcChange> begin() {
        return new JdbcTargetWriter(session, sets);
    }

    @Override
    public void reset() {
        session.drop();
        tables.clear();
        parentsByTable.clear();
    }

    @Override
    public void close() {
        session.drop();
    }

    private KnownTable read(SinkRecord record) {
        String topic = record.topic();
        TopicSpelling spelling = spellings.computeIfAbsent(topic, name -> new TopicSpelling(name, router.names(name)));
        spelling.learns(record);
        TableId id = router.route(topic, spelling.text());
        TableDefinition table = inspect(id)
                .or(() -> maker.create(id, record) ? inspect(id) : Optional.empty())
                .orElseThrow(() -> new ConnectException("Topic " + topic + " belongs to table " + id
                        + ", which is not there or cannot be seen by this user. Create it, or change "
                        + BulkJdbcSinkConfig.NAME_FORMAT + ", name the topic's table in "
                        + BulkJdbcSinkConfig.NAME_OVERRIDES + ", or have it made with "
                        + BulkJdbcSinkConfig.TABLE_CREATE));
        use.unfitness(table).ifPresent(reason -> {
            throw new ConnectException(reason);
        });
        idsByTable.put(id.toString(), id);
        if (!tables.containsKey(topic)) {
            log.info("Topic {} goes to table {}, key {}", topic, id, table.keyNames());
        }
        RecordBinder binder = new RecordBinder(table, dialect.mappings(use.counts()), use.mode());
        return new KnownTable(table, binder, clock.instant(), spelling);
    }

    private Optional<TableDefinition> inspect(TableId id) {
        try {
            return dialect.inspector().inspect(session.connection(), id);
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Reading the catalogue for table " + id, e);
        }
    }
}
