/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.header.DigestHeader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StampDigestTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SchemaBuilder.struct().optional().build())
            .field("op", Schema.STRING_SCHEMA)
            .build();
    private static final Struct ID_7 = new Struct(KEY).put("id", 7);
    private static final Struct ROW_7 = new Struct(ROW).put("id", 7).put("name", "seven");

    private final StampDigest<SourceRecord> transform = new StampDigest<>();

    @BeforeEach
    void configure() {
        transform.configure(Map.of());
    }

    @Test
    void flatRowAndEnvelopeOfTheSameRowGetTheSameStamp() {
        DigestHeader flat = stamp(record(ID_7, ROW, ROW_7));
        DigestHeader envelope = stamp(record(ID_7, ENVELOPE, envelope("c", ROW_7)));

        assertThat(envelope).isEqualTo(flat);
        assertThat(flat.content()).isInstanceOf(Content.Present.class);
        assertThat(flat.key().orElseThrow().toJson()).isEqualTo("[7]");
    }

    @Test
    void changedValueChangesTheStamp() {
        Struct renamed = new Struct(ROW).put("id", 7).put("name", "Seven");

        assertThat(stamp(record(ID_7, ROW, renamed))).isNotEqualTo(stamp(record(ID_7, ROW, ROW_7)));
    }

    @Test
    void deletesAndTombstonesAreStampedAbsent() {
        assertThat(stamp(record(ID_7, ENVELOPE, envelope("d", null))).content()).isEqualTo(new Content.Absent());
        assertThat(stamp(record(ID_7, null, null)).content()).isEqualTo(new Content.Absent());
    }

    @Test
    void messagesOfTheLogAreNoRowsAndGoByAsTheyAre() {
        Schema source = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.Source")
                .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Schema message = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.MessageValue")
                .field("op", Schema.STRING_SCHEMA)
                .field("source", source)
                .build();
        Struct value = new Struct(message).put("op", "m").put("source", new Struct(source).put("lsn", 5L));
        SourceRecord record = record(ID_7, message, value);

        assertThat(transform.apply(record)).isSameAs(record);
    }

    @Test
    void everythingButTheHeaderStaysAsItWas() {
        SourceRecord record = record(ID_7, ROW, ROW_7);
        record.headers().addString("other", "kept").addString(DigestHeader.NAME, "an earlier stamp");

        SourceRecord stamped = transform.apply(record);

        assertThat(stamped.key()).isSameAs(ID_7);
        assertThat(stamped.value()).isSameAs(ROW_7);
        assertThat(stamped.valueSchema()).isSameAs(ROW);
        assertThat(stamped.headers().lastWithName("other").value()).isEqualTo("kept");
        assertThat(stamped.headers())
                .filteredOn(header -> header.key().equals(DigestHeader.NAME))
                .hasSize(1);
        assertThat(record.headers().lastWithName(DigestHeader.NAME).value()).isEqualTo("an earlier stamp");
    }

    @Test
    void stampSurvivesTheHeaderConverterOfTheWorker() throws IOException {
        DigestHeader stamp = stamp(record(ID_7, ROW, ROW_7));
        try (SimpleHeaderConverter converter = new SimpleHeaderConverter()) {
            byte[] wire = converter.fromConnectHeader("topic", DigestHeader.NAME, Schema.STRING_SCHEMA, stamp.format());

            Object read =
                    converter.toConnectHeader("topic", DigestHeader.NAME, wire).value();

            assertThat(read).isEqualTo(stamp.format());
        }
    }

    @Test
    void recordWithoutKeyIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> transform.apply(record(null, ROW, ROW_7)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("src.public.things")
                .hasMessageContaining("primary key");
    }

    @Test
    void typeWithoutCanonicalFormIsAnErrorThatNamesTheColumn() {
        Schema unheard = SchemaBuilder.int64().name("com.example.Unheard").build();
        Schema schema = SchemaBuilder.struct().field("lasts", unheard).build();

        assertThatThrownBy(() -> transform.apply(record(ID_7, schema, new Struct(schema).put("lasts", 1L))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Column lasts")
                .hasMessageContaining("com.example.Unheard");
    }

    @Test
    void recordsThatCannotBeStampedCanBeMarkedInstead() {
        transform.configure(Map.of("on.unencodable", "mark"));
        Schema unheard = SchemaBuilder.int64().name("com.example.Unheard").build();
        Schema schema = SchemaBuilder.struct().field("lasts", unheard).build();

        assertThat(stamp(record(null, ROW, ROW_7)).content()).isEqualTo(new Content.Unknown(StampDigest.NO_KEY));
        assertThat(stamp(record(ID_7, schema, new Struct(schema).put("lasts", 1L)))
                        .content())
                .isEqualTo(new Content.Unknown(StampDigest.UNENCODABLE));
    }

    @Test
    void locatorTellsWhichColumnDiffers() {
        DigestHeader seven = stamp(record(ID_7, ROW, ROW_7));
        DigestHeader renamed =
                stamp(record(ID_7, ROW, new Struct(ROW).put("id", 7).put("name", "Seven")));

        assertThat(seven.evidence()
                        .locator()
                        .orElseThrow()
                        .difference(renamed.evidence().locator().orElseThrow(), List.of("id", "name"))
                        .columns())
                .containsExactly("name");
        assertThat(seven.format()).startsWith("v2;xxh3-128;exact;P;");
    }

    @Test
    void withoutLocatorTheHeaderIsOfTheFirstVersion() {
        DigestHeader with = stamp(record(ID_7, ROW, ROW_7));
        transform.configure(Map.of("locator", "false"));
        DigestHeader without = stamp(record(ID_7, ROW, ROW_7));

        assertThat(without.format()).startsWith("v1;");
        assertThat(without.content()).isEqualTo(with.content());
    }

    @Test
    void rulesCountForTheTableOfTheTopic() {
        transform.configure(Map.of("policy", "table public.things\n  name: casefold\n"));
        SourceRecord upper = record(ID_7, ROW, new Struct(ROW).put("id", 7).put("name", "SEVEN"));

        assertThat(stamp(upper).content())
                .isEqualTo(stamp(record(ID_7, ROW, ROW_7)).content());
        assertThat(stamp(upper).evidence().strict())
                .isNotEqualTo(stamp(record(ID_7, ROW, ROW_7)).evidence().strict());
        assertThat(stamp(onTopic("src.other.things", upper)).content())
                .isNotEqualTo(stamp(record(ID_7, ROW, ROW_7)).content());
        assertThat(stamp(upper).policy())
                .hasSize(32)
                .isEqualTo(stamp(onTopic("src.other.things", upper)).policy());
    }

    @Test
    void rulesUnderTheNameAloneCountInEverySchema() {
        transform.configure(Map.of("policy", "table things\n  name: casefold\n"));
        SourceRecord upper = record(ID_7, ROW, new Struct(ROW).put("id", 7).put("name", "SEVEN"));

        assertThat(stamp(onTopic("src.other.things", upper)).content())
                .isEqualTo(stamp(record(ID_7, ROW, ROW_7)).content());
        assertThat(stamp(onTopic("src.things", upper)).content())
                .isEqualTo(stamp(record(ID_7, ROW, ROW_7)).content());
    }

    @Test
    void topicWhoseTableCannotBeToldIsAnErrorWhereThereAreRules() {
        transform.configure(Map.of("policy", "table things\n  name: casefold\n"));

        assertThatThrownBy(() -> transform.apply(onTopic("things", record(ID_7, ROW, ROW_7))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.topic.pattern");
    }

    @Test
    void keyedDigestsNameTheirKeyAndDependOnIt() {
        DigestHeader plain = stamp(record(ID_7, ROW, ROW_7));
        DigestHeader first = keyed(1, "one");
        DigestHeader second = keyed(2, "two");

        assertThat(first.algorithm()).isEqualTo("hmac-sha-256");
        assertThat(first.content()).isNotEqualTo(plain.content()).isNotEqualTo(second.content());
        assertThat(first.policy()).isNotEqualTo(plain.policy()).isNotEqualTo(second.policy());
        assertThat(first.key()).isEqualTo(plain.key());
    }

    private DigestHeader keyed(int fill, String id) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) fill);
        transform.configure(Map.of(
                "algorithm",
                "hmac-sha-256",
                "digest.key",
                Base64.getEncoder().encodeToString(key),
                "digest.key.id",
                id));
        return stamp(record(ID_7, ROW, ROW_7));
    }

    private static SourceRecord onTopic(String topic, SourceRecord record) {
        return record.newRecord(
                topic, null, record.keySchema(), record.key(), record.valueSchema(), record.value(), null);
    }

    private DigestHeader stamp(SourceRecord record) {
        return DigestHeader.parse((String) transform
                .apply(record)
                .headers()
                .lastWithName(DigestHeader.NAME)
                .value());
    }

    private static Struct envelope(String operation, Struct after) {
        return new Struct(ENVELOPE).put("op", operation).put("after", after);
    }

    private static SourceRecord record(Struct key, Schema schema, Object value) {
        return new SourceRecord(
                Map.of(), Map.of(), "src.public.things", null, key == null ? null : KEY, key, schema, value);
    }
}
