/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transforms.LawSubjects.Subject;
import dev.lockstep.transforms.row.RecordPart;
import dev.lockstep.transforms.row.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every transform, in every form of record it may meet. */
class LawsTest {
    private static final String TOPIC = "src.public.people";

    /** One transform on one form of record. */
    record Case(Subject subject, RecordPart part, boolean withSchema, boolean inEnvelope) {
        @Override
        public String toString() {
            return subject.name() + " of a " + part + ", " + (withSchema ? "struct" : "map") + ", "
                    + (inEnvelope ? "envelope" : "flat");
        }

        Transformation<SinkRecord> transform(Map<String, String> settings) {
            Transformation<SinkRecord> transform =
                    subject.transforms().get(part).get();
            transform.configure(settings);
            return transform;
        }

        Transformation<SinkRecord> transform() {
            return transform(subject.settings());
        }

        /** The row stands in the half that the transform is for; the other half is a record's usual other half. */
        SinkRecord record(Struct row) {
            return part == RecordPart.KEY ? record(form(row), value(LawSubjects.row())) : record(key(), value(row));
        }

        SinkRecord recordWithout() {
            return part == RecordPart.KEY
                    ? record(new Side(null, null), value(LawSubjects.row()))
                    : record(key(), new Side(null, null));
        }

        SinkRecord tombstone() {
            return record(part == RecordPart.KEY ? form(LawSubjects.row()) : key(), new Side(null, null));
        }

        private SinkRecord record(Side key, Side value) {
            SinkRecord record = new SinkRecord(TOPIC, 2, key.schema, key.value, value.schema, value.value, 41);
            record.headers().addString("origin", "test");
            return record;
        }

        private Side key() {
            return form(LawSubjects.key());
        }

        private Side value(Struct row) {
            if (!inEnvelope) {
                return form(row);
            }
            Schema schema = Rows.envelope(row.schema());
            return form(new Struct(schema).put("op", "u").put("before", row).put("after", row));
        }

        private Side form(Struct struct) {
            return withSchema ? new Side(struct.schema(), struct) : new Side(null, Rows.plain(struct));
        }

        /** The row in what came out, as a map. */
        Map<?, ?> rowOf(SinkRecord record) {
            Object half = part.value(record);
            Map<?, ?> map = half instanceof Struct struct ? Rows.plain(struct) : (Map<?, ?>) half;
            return part == RecordPart.VALUE && inEnvelope ? (Map<?, ?>) map.get("after") : map;
        }

        Schema rowSchemaOf(SinkRecord record) {
            Schema schema = part.schema(record);
            return part == RecordPart.VALUE && inEnvelope
                    ? schema.field("after").schema()
                    : schema;
        }
    }

    private record Side(Schema schema, Object value) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Subject subject : LawSubjects.all()) {
            for (RecordPart part : subject.transforms().keySet()) {
                for (boolean withSchema : new boolean[] {true, false}) {
                    for (boolean inEnvelope : new boolean[] {true, false}) {
                        cases.add(new Case(subject, part, withSchema, inEnvelope));
                    }
                }
            }
        }
        return cases.stream();
    }

    static Stream<Case> casesWithSchema() {
        return cases().filter(Case::withSchema);
    }

    static Stream<Case> casesThatNameFields() {
        return cases().filter(law -> law.subject().unknownField() != null);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recordWithoutThatHalfGoesByAsItIs(Case law) {
        SinkRecord record = law.recordWithout();

        SinkRecord made = law.transform().apply(record);

        assertThat(law.part().value(made)).isNull();
        assertThat(law.part().schema(made)).isNull();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tombstoneStaysOne(Case law) {
        SinkRecord made = law.transform().apply(law.tombstone());

        assertThat(made.value()).isNull();
        assertThat(made.valueSchema()).isNull();
        assertThat(made.key()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inputIsNeverChanged(Case law) {
        SinkRecord record = law.record(LawSubjects.row());
        SinkRecord same = law.record(LawSubjects.row());

        law.transform().apply(record);

        assertThat(record).isEqualTo(same);
        assertThat(record.headers()).isEqualTo(same.headers());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameSchemaInGivesTheSameSchemaObjectOut(Case law) {
        Transformation<SinkRecord> transform = law.transform();

        SinkRecord record = law.record(LawSubjects.row());
        SinkRecord first = transform.apply(record);
        SinkRecord second = transform.apply(record);
        SinkRecord third = transform.apply(law.record(LawSubjects.rowOfAnEqualSchema()));

        assertThat(law.part().schema(second)).isSameAs(law.part().schema(first));
        assertThat(law.part().schema(third)).isEqualTo(law.part().schema(first));
        if (law.withSchema()) {
            assertThat(law.part().schema(first)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("casesWithSchema")
    void schemaOfWhatComesOutIsThatOfItsValue(Case law) {
        SinkRecord made = law.transform().apply(law.record(LawSubjects.row()));

        assertThat(((Struct) made.value()).schema()).isSameAs(made.valueSchema());
        ((Struct) made.value()).validate();
        ((Struct) made.key()).validate();
    }

    @ParameterizedTest
    @MethodSource("casesThatNameFields")
    void fieldThatIsNotThereIsAnErrorThatNamesIt(Case law) {
        Transformation<SinkRecord> transform = law.transform(law.subject().unknownField());

        assertThatThrownBy(() -> transform.apply(law.record(LawSubjects.row())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nosuch")
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("41");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nestedFieldsAndElementsOfListsAreReached(Case law) {
        Map<?, ?> row = law.rowOf(law.transform().apply(law.record(LawSubjects.row())));

        law.subject().reached().forEach((path, expected) -> {
            Object found = at(row, path);
            if (expected instanceof LawSubjects.Expected shape) {
                assertThat(shape.fits(found)).as(path).isTrue();
            } else {
                assertThat(found).as(path).isEqualTo(expected);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowWhoseOptionalFieldsAreNullGoesThroughWithThemNull(Case law) {
        Map<?, ?> row = law.rowOf(law.transform().apply(law.record(LawSubjects.emptyRow())));

        assertThat(row.get("note")).isNull();
        assertThat(row.get("address")).isNull();
        assertThat(row.get("amount")).isNull();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fieldsThatNoRuleNamesKeepTheirSchemasAndValues(Case law) {
        SinkRecord record = law.record(LawSubjects.row());

        SinkRecord made = law.transform().apply(record);

        Map<Object, Object> before = new LinkedHashMap<>(law.rowOf(record));
        for (String untouched : List.of("amount", "created", "note", "plan")) {
            assertThat(law.rowOf(made).get(untouched)).as(untouched).isEqualTo(before.get(untouched));
            if (law.withSchema()) {
                Field field = law.rowSchemaOf(made).field(untouched);
                assertThat(field.schema())
                        .as(untouched)
                        .isEqualTo(LawSubjects.ROW.field(untouched).schema());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void restOfTheRecordStaysAsItIs(Case law) {
        SinkRecord record = law.record(LawSubjects.row());

        SinkRecord made = law.transform().apply(record);

        assertThat(made.topic()).isEqualTo(record.topic());
        assertThat(made.kafkaPartition()).isEqualTo(record.kafkaPartition());
        assertThat(made.timestamp()).isEqualTo(record.timestamp());
        assertThat(made.kafkaOffset()).isEqualTo(record.kafkaOffset());
        assertThat(made.headers().lastWithName("origin").value()).isEqualTo("test");
        RecordPart other = law.part() == RecordPart.KEY ? RecordPart.VALUE : RecordPart.KEY;
        assertThat(other.value(made)).isSameAs(other.value(record));
        assertThat(other.schema(made)).isSameAs(other.schema(record));
    }

    private static Object at(Map<?, ?> row, String path) {
        Object at = row;
        for (String step : List.of(path.split("\\.", -1))) {
            at = at instanceof Map<?, ?> map ? map.get(step) : ((List<?>) at).get(Integer.parseInt(step));
        }
        return at;
    }
}
