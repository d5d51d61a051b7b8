/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class RowChangeTest {
    private static final Schema ROW =
            SchemaBuilder.struct().optional().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("src.tpch.orders.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SchemaBuilder.struct().optional().build())
            .field("op", Schema.STRING_SCHEMA)
            .build();

    @Test
    void insertsUpdatesAndSnapshotReadsAreTheRowAfterwards() {
        Struct after = new Struct(ROW).put("id", 1);
        for (String operation : new String[] {"c", "u", "r"}) {
            Struct envelope = new Struct(ENVELOPE).put("op", operation).put("after", after);

            assertThat(RowChange.read(ENVELOPE, envelope)).isEqualTo(new RowChange.Upsert(ROW, after));
        }
    }

    @Test
    void deletesComeAsEnvelopeTombstoneOrDeletedField() {
        Struct envelope = new Struct(ENVELOPE).put("op", "d").put("before", new Struct(ROW).put("id", 1));
        Schema flattened = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("__deleted", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct gone = new Struct(flattened).put("id", 1).put("__deleted", "true");

        assertThat(RowChange.read(ENVELOPE, envelope)).isEqualTo(new RowChange.Delete());
        assertThat(RowChange.read(null, null)).isEqualTo(new RowChange.Delete());
        assertThat(RowChange.read(flattened, gone)).isEqualTo(new RowChange.Delete());
        assertThat(RowChange.read(null, Map.of("id", 1, "__deleted", "true"))).isEqualTo(new RowChange.Delete());
    }

    @Test
    void flattenedRowThatIsNotDeletedIsARow() {
        Map<String, Object> row = Map.of("id", 1, "__deleted", "false");

        assertThat(RowChange.read(null, row)).isEqualTo(new RowChange.Upsert(null, row));
    }

    @Test
    void envelopesAreReadWithoutSchemaToo() {
        Map<String, Object> envelope = new HashMap<>(Map.of("op", "u", "source", Map.of(), "after", Map.of("id", 1)));
        envelope.put("before", null);

        assertThat(RowChange.read(null, envelope)).isEqualTo(new RowChange.Upsert(null, Map.of("id", 1)));
    }

    @Test
    void tableWithAColumnNamedOpIsNoEnvelope() {
        Schema row = SchemaBuilder.struct()
                .field("op", Schema.STRING_SCHEMA)
                .field("after", Schema.STRING_SCHEMA)
                .build();
        Struct value = new Struct(row).put("op", "c").put("after", "noon");

        assertThat(RowChange.read(row, value)).isEqualTo(new RowChange.Upsert(row, value));
    }

    @Test
    void truncateIsToldApart() {
        Struct envelope = new Struct(ENVELOPE).put("op", "t");

        assertThat(RowChange.read(ENVELOPE, envelope)).isEqualTo(new RowChange.Truncate());
    }

    @Test
    void refusesOperationsThatAreNoRowChange() {
        Struct message = new Struct(ENVELOPE).put("op", "m");

        assertThatThrownBy(() -> RowChange.read(ENVELOPE, message))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found m");
    }

    @Test
    void refusesUpdateWithoutTheRow() {
        Struct envelope = new Struct(ENVELOPE).put("op", "u");

        assertThatThrownBy(() -> RowChange.read(ENVELOPE, envelope)).hasMessageContaining("no `after` image");
    }

    @Test
    void refusesValuesThatAreNoRow() {
        assertThatThrownBy(() -> RowChange.read(Schema.STRING_SCHEMA, "secret"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("STRING")
                .hasMessageNotContaining("secret");
    }
}
