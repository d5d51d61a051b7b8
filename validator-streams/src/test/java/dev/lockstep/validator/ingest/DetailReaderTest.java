/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Detailed;
import dev.lockstep.validator.record.InternalRecord.Row;
import dev.lockstep.validator.record.Reference;
import dev.lockstep.validator.relation.Relationships;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class DetailReaderTest {
    private static final Position POSITION = new Position("items", 0, 3, 5_000);
    private static final RecordReader.Origin ORIGIN = new RecordReader.Origin("items", POSITION, 0);
    private static final Relationships RELATIONSHIPS =
            Relationships.parse(List.of("items(order_no", "year)=orders", "items(customer)=customers"));

    private static final WantedDetails WANTED =
            new WantedDetails(RELATIONSHIPS, MeasuredTables.parse(List.of("items(order_no", "tax)")));

    private static final Schema KEY_OF_ORDERS = SchemaBuilder.struct()
            .field("no", Schema.INT64_SCHEMA)
            .field("in_year", Schema.INT16_SCHEMA)
            .build();

    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("year", Schema.INT32_SCHEMA)
            .field("order_no", Decimal.schema(0))
            .field("customer", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", SchemaBuilder.struct().optional().build())
            .field(
                    "after",
                    SchemaBuilder.struct()
                            .optional()
                            .field("id", Schema.INT32_SCHEMA)
                            .field("year", Schema.INT32_SCHEMA)
                            .field("order_no", Decimal.schema(0))
                            .field("customer", Schema.OPTIONAL_STRING_SCHEMA)
                            .build())
            .field("source", SchemaBuilder.struct().optional().build())
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", Boolean.toString(schemas)), false);
        return converter;
    }

    private static Row row(Content content) {
        return new Row(Side.SOURCE, content, "xxh3-128/exact", Evidence.NONE, POSITION, 0);
    }

    private static Row present() {
        return row(new Content.Present(new Digest128(1, 2)));
    }

    private static InternalRecord read(boolean schemas, Row row, byte[] value) {
        return new DetailReader(WANTED, converter(schemas)).read(ORIGIN, row, new RecordHeaders(), value);
    }

    private static List<Reference.Parent> parents(boolean schemas, Row row, byte[] value) {
        Detailed child = (Detailed) read(schemas, row, value);
        assertThat(child.row()).isEqualTo(row);
        assertThat(child.references())
                .extracting(Reference::relationship)
                .containsExactly(
                        RELATIONSHIPS.all().get(0).id(),
                        RELATIONSHIPS.all().get(1).id());
        return child.references().stream().map(Reference::parent).toList();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Reference.Key order() {
        Struct key = new Struct(KEY_OF_ORDERS).put("no", 70L).put("in_year", (short) 26);
        return new Reference.Key(
                new RecordDigester().digest(KEY_OF_ORDERS, key, null, null).key());
    }

    private static Reference.Key customer() {
        CanonicalKey key = new RecordDigester()
                .digest(Schema.STRING_SCHEMA, "ann", null, null)
                .key();
        return new Reference.Key(key);
    }

    private static Struct fill(Schema schema) {
        return new Struct(schema)
                .put("id", 5)
                .put("year", 26)
                .put("order_no", new BigDecimal(70))
                .put("customer", "ann");
    }

    /** Whatever integer type either column has, and whatever it is called. */
    @Test
    void foreignKeysAreTheKeysThatParentsHave() {
        byte[] value = converter(true).fromConnectData("items", ROW, fill(ROW));
        assertThat(parents(true, present(), value)).containsExactly(order(), customer());
    }

    @Test
    void theyAreTakenFromTheImageAfterTheChange() {
        Struct envelope = new Struct(ENVELOPE)
                .put("after", fill(ENVELOPE.field("after").schema()))
                .put("op", "u");
        byte[] value = converter(true).fromConnectData("items", ENVELOPE, envelope);
        assertThat(parents(true, present(), value)).containsExactly(order(), customer());
    }

    @Test
    void rowsWithoutSchemaHaveThemToo() {
        assertThat(parents(false, present(), json("{\"year\":26,\"order_no\":70,\"customer\":\"ann\"}")))
                .containsExactly(order(), customer());
    }

    @Test
    void aForeignKeyThatIsNullInOneColumnRefersToNobody() {
        assertThat(parents(false, present(), json("{\"year\":null,\"order_no\":70,\"customer\":\"ann\"}")))
                .containsExactly(new Reference.Nobody(), customer());
    }

    @Test
    void aColumnThatWasNotCarriedOrIsNotThereMakesItsReferenceUnknown() {
        assertThat(parents(false, present(), json("{\"order_no\":70,\"customer\":\"__debezium_unavailable_value\"}")))
                .containsExactly(new Reference.Unknown(), new Reference.Unknown());
    }

    @Test
    void whatCannotBeDecodedOrIsNoRowMakesReferencesUnknown() {
        for (byte[] value : new byte[][] {json("{"), json("7"), null}) {
            assertThat(parents(false, present(), value))
                    .containsExactly(new Reference.Unknown(), new Reference.Unknown());
        }
    }

    @Test
    void aRowThatIsGoneRefersToNobodyWhateverItsValue() {
        assertThat(parents(false, row(new Content.Absent()), json("{")))
                .containsExactly(new Reference.NoRow(), new Reference.NoRow());
    }

    @Test
    void aRecordOfAnotherTableOrOfNoKeyStaysAsItIs() {
        DetailReader reader = new DetailReader(WANTED, converter(false));
        Row other = present();
        RecordReader.Origin customers = new RecordReader.Origin("customers", POSITION, 0);
        assertThat(reader.read(customers, other, new RecordHeaders(), json("{")))
                .isSameAs(other);
        InternalRecord taint = new InternalRecord.Taint(Side.SOURCE, "truncate", POSITION);
        assertThat(reader.read(ORIGIN, taint, new RecordHeaders(), null)).isSameAs(taint);
    }

    private static List<Measure> measures(Row row, String value) {
        return ((Detailed) read(false, row, json(value))).measures();
    }

    @Test
    void numbersAreTakenAndWhatIsNoneIsUnknown() {
        Measure seventy = new Measure.Amount(new BigDecimal("70.00"));
        assertThat(measures(present(), "{\"order_no\":70,\"tax\":null}")).containsExactly(seventy, new Measure.None());
        assertThat(measures(present(), "{\"order_no\":70,\"tax\":\"much\"}"))
                .containsExactly(seventy, new Measure.Unknown());
        assertThat(measures(present(), "{\"order_no\":70}")).containsExactly(seventy, new Measure.Unknown());
        assertThat(measures(present(), "{")).containsExactly(new Measure.Unknown(), new Measure.Unknown());
        assertThat(measures(row(new Content.Absent()), "{")).containsExactly(new Measure.None(), new Measure.None());
    }
}
