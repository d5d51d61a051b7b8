/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.row.Rows;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Which records the predicate is true for. */
class RecordMatchesTest {
    private static final Schema ROW = SchemaBuilder.struct()
            .field("status", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema ENVELOPE = Rows.envelope(ROW);

    private static boolean matches(String condition, String onError, Schema schema, Object value) {
        RecordMatches<SinkRecord> predicate = new RecordMatches<>();
        predicate.configure(Map.of("condition", condition, "on.error", onError));
        return predicate.test(new SinkRecord("t", 0, null, null, schema, value, 5));
    }

    private static boolean isOpen(Schema schema, Object value) {
        return matches("status == 'OPEN'", "fail", schema, value);
    }

    private static Struct row(String status) {
        return new Struct(ROW).put("status", status);
    }

    private static Struct change(String operation, Struct before, Struct after) {
        return new Struct(ENVELOPE).put("op", operation).put("before", before).put("after", after);
    }

    @Test
    void seesTheRowAsItNowIs() {
        assertThat(isOpen(ROW, row("OPEN"))).isTrue();
        assertThat(isOpen(ROW, row("DONE"))).isFalse();
        assertThat(isOpen(ROW, row(null))).isFalse();
        assertThat(isOpen(ENVELOPE, change("u", row("DONE"), row("OPEN")))).isTrue();
        assertThat(isOpen(null, Map.of("status", "OPEN"))).isTrue();
    }

    @Test
    void seesOfADeleteTheRowAsItWas() {
        Map<String, Object> schemaless = new HashMap<>();
        schemaless.put("op", "d");
        schemaless.put("before", Map.of("status", "OPEN"));
        schemaless.put("after", null);
        schemaless.put("source", null);

        assertThat(isOpen(ENVELOPE, change("d", row("OPEN"), null))).isTrue();
        assertThat(isOpen(ENVELOPE, change("d", null, null))).isFalse();
        assertThat(isOpen(null, schemaless)).isTrue();
        assertThat(isOpen(null, Map.of("status", "OPEN", "__deleted", "true"))).isTrue();
        assertThat(matches("record.op == 'd'", "fail", ENVELOPE, change("d", null, null)))
                .isTrue();
    }

    @Test
    void seesNullsInATombstone() {
        assertThat(isOpen(null, null)).isFalse();
        assertThat(matches("status == null", "fail", null, null)).isTrue();
    }

    @Test
    void answersAsToldWhereItCannotBeTold() {
        String condition = "status.startsWith('O')";

        assertThat(matches(condition, "true", ROW, row(null))).isTrue();
        assertThat(matches(condition, "false", ROW, row(null))).isFalse();
        assertThatThrownBy(() -> matches(condition, "fail", ROW, row(null)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("RecordMatches at topic t")
                .hasMessageContaining("offset 5")
                .hasMessageContaining("status");
    }
}
