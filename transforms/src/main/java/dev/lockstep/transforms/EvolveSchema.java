/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.evolve.Evolution;
import dev.lockstep.transforms.history.History;
import dev.lockstep.transforms.row.RecordPart;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets rows that were written under older versions of a table's schema come out in the newest, or a chosen one, by
 * migrations that are worked out from the versions' definitions. However many versions lie between, a row is copied once.
 * Rows are taken forward only. Thread-safe once configured.
 *
 * <p>Null values, records without the part it works on, records of change capture that are no rows, and records that are
 * of the wanted version already go by as they are; the input is never changed.
 */
public abstract class EvolveSchema<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private static final Logger LOG = LoggerFactory.getLogger(EvolveSchema.class);

    private final RecordPart part;
    private List<String> migrations = List.of();
    private History history = History.NONE;
    private Evolution<R> evolution;

    private EvolveSchema(RecordPart part) {
        this.part = part;
    }

    @Override
    public final ConfigDef config() {
        return EvolveSchemaConfig.DEFINITION;
    }

    @Override
    public final void configure(Map<String, ?> settings) {
        EvolveSchemaConfig config = new EvolveSchemaConfig(settings);
        configure(config, config.history());
    }

    final void configure(EvolveSchemaConfig config, History where) {
        String name = getClass().getName();
        history = where;
        migrations = config.versions().describe();
        evolution = new Evolution<>(new Evolution.Settings(
                name.substring(name.lastIndexOf('.') + 1),
                part,
                config.versions(),
                config.source(),
                config.onUnknownField(),
                config.definition(),
                history,
                Clock.systemUTC()));
        LOG.info("Rows are taken to the wanted version of their schema by: {}", String.join(" | ", migrations));
    }

    /**
     * The migrations, oldest first, such as {@code 1 → 2: rename name to full_name; add status = 'new'}; with the pattern
     * of the topics before those of a section where there are several. None before it is configured.
     */
    public final List<String> describe() {
        return migrations;
    }

    @Override
    public final R apply(R record) {
        return evolution.apply(record);
    }

    @Override
    public final String version() {
        return PluginVersion.get();
    }

    /** Sends what is still to be written to the history, for some seconds at most. */
    @Override
    public final void close() {
        history.close();
    }

    /** For the keys of records. */
    public static final class Key<R extends ConnectRecord<R>> extends EvolveSchema<R> {
        public Key() {
            super(RecordPart.KEY);
        }
    }

    /** For their values. */
    public static final class Value<R extends ConnectRecord<R>> extends EvolveSchema<R> {
        public Value() {
            super(RecordPart.VALUE);
        }
    }
}
