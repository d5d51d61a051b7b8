/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableInspector;
import dev.lockstep.connect.sink.TargetStore;
import dev.lockstep.connect.sink.TargetWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database as a store. Tables are read from the catalogue when a record for them comes, again after an
 * outage, and again before a record is refused, since the table may have changed in the meantime.
 */
final class JdbcTargetStore implements TargetStore<JdbcChange> {
    private static final Logger log = LoggerFactory.getLogger(JdbcTargetStore.class);

    // Bad records in a row must not read the catalogue for each of them.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private record KnownTable(RecordBinder binder, Instant readAt) {}

    private final JdbcSession session;
    private final TopicRouter router;
    private final Clock clock;
    private final TableInspector inspector = new TableInspector();
    private final PostgresDialect dialect = new PostgresDialect();
    private final Map<String, KnownTable> tables = new HashMap<>();

    JdbcTargetStore(JdbcSession session, TopicRouter router, Clock clock) {
        this.session = session;
        this.router = router;
        this.clock = clock;
    }

    @Override
    public JdbcChange bind(SinkRecord record) {
        KnownTable known = tables.computeIfAbsent(record.topic(), this::read);
        try {
            return known.binder().bind(record);
        } catch (DataException e) {
            if (clock.instant().isBefore(known.readAt().plus(FRESH))) {
                throw e;
            }
            KnownTable fresh = read(record.topic());
            tables.put(record.topic(), fresh);
            return fresh.binder().bind(record);
        }
    }

    @Override
    public TargetWriter<JdbcChange> begin() {
        return new JdbcTargetWriter(session);
    }

    @Override
    public void reset() {
        session.drop();
        tables.clear();
    }

    @Override
    public void close() {
        session.drop();
    }

    private KnownTable read(String topic) {
        TableId id = router.route(topic);
        Optional<TableDefinition> found;
        try {
            found = inspector.inspect(session.connection(), id);
        } catch (SQLException e) {
            throw SqlFailures.outageOrFatal("Reading the catalogue for table " + id, e);
        }
        TableDefinition table =
                found.orElseThrow(() -> new ConnectException("Topic " + topic + " belongs to table " + id
                        + ", which is not there or cannot be seen by this user. Create it, or change "
                        + BulkJdbcSinkConfig.NAME_FORMAT));
        table.unfitness().ifPresent(reason -> {
            throw new ConnectException(reason);
        });
        if (!tables.containsKey(topic)) {
            log.info("Topic {} goes to table {}, key {}", topic, id, table.keyNames());
        }
        return new KnownTable(new RecordBinder(table, dialect), clock.instant());
    }
}
