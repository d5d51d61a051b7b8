/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.SetWriter;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.sink.WriteMode;
import dev.lockstep.connect.sink.WriteOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Binds records to one table and writes them as one set, in one transaction, without what a sink does around it. */
final class DirectWrite implements AutoCloseable {
    private final JdbcSession session;
    private final SetWriter sets;
    private final RecordBinder binder;

    DirectWrite(DatabaseAddress address, Dialect dialect, TableId table, WriteMode mode, CountUnit counts)
            throws SQLException {
        session = new JdbcSession(new Connections(), address);
        sets = dialect.setWriter();
        TableDefinition definition =
                dialect.inspector().inspect(session.connection(), table).orElseThrow();
        binder = new RecordBinder(definition, dialect.mappings(counts), mode);
    }

    /** Numbers for times in records without schema count microseconds. */
    static DirectWrite to(TargetDatabase database, Dialect dialect, String table) throws SQLException {
        DatabaseAddress address = new DatabaseAddress(database.url(), "postgres", new Password(""));
        return new DirectWrite(
                address, dialect, new TableId("public", table), WriteMode.UPSERT, CountUnit.MICROSECONDS);
    }

    JdbcChange bind(SinkRecord record) {
        return binder.bind(record);
    }

    /** @return why the set was refused, if it was */
    Optional<String> write(SinkRecord... records) {
        return write(List.of(records));
    }

    Optional<String> write(List<SinkRecord> records) {
        try (JdbcTargetWriter writer = new JdbcTargetWriter(session, sets)) {
            List<JdbcChange> changes = new ArrayList<>();
            for (SinkRecord record : records) {
                changes.add(binder.bind(record));
            }
            changes.sort(Comparator.comparing(JdbcChange::key));
            WriteOutcome outcome = writer.write(changes);
            writer.commit();
            return outcome instanceof WriteOutcome.Refused refused ? Optional.of(refused.problem()) : Optional.empty();
        } catch (DataException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        session.drop();
    }
}
