/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.cli.FakeDatabase;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Certificates made of stamped records, as the validator makes them, against tables. */
class CertificateCheckTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Map<Integer, String> ROWS = Map.of(1, "one", 2, "two", 3, "three ");

    @Test
    void saysYesToWhatTheRecordsSaid() throws InterruptedException {
        assertThat(check(certificate(Policy.EXACT, DigestAlgorithm.XXH3_128), database(ROWS)))
                .isInstanceOf(Answer.Yes.class);
    }

    @Test
    void saysNoToOneChangedValueAndInHowManyBuckets() throws InterruptedException {
        Answer answer = check(
                certificate(Policy.EXACT, DigestAlgorithm.XXH3_128), database(Map.of(1, "one", 2, "Two", 3, "three ")));

        assertThat(answer).isInstanceOfSatisfying(Answer.No.class, no -> {
            assertThat(no.found().rows()).isEqualTo(3);
            assertThat(no.differing()).isEqualTo(1);
        });
    }

    @Test
    void saysNoToALostRow() throws InterruptedException {
        assertThat(check(certificate(Policy.EXACT, DigestAlgorithm.XXH3_128), database(Map.of(1, "one", 2, "two"))))
                .isInstanceOf(Answer.No.class);
    }

    @Test
    void needsThePolicyThatItNames() throws InterruptedException {
        Policy policy = Policy.parse("table shop.items\n  name: rtrim\n");
        Certificate certified = certificate(policy, DigestAlgorithm.XXH3_128);
        FakeDatabase padded = database(Map.of(1, "one  ", 2, "two", 3, "three"));

        assertThat(check(certified, padded))
                .isInstanceOfSatisfying(
                        Answer.CouldNot.class,
                        couldNot -> assertThat(couldNot.reasons())
                                .singleElement()
                                .asString()
                                .contains("policy exact")
                                .contains(policy.id(DigestAlgorithm.XXH3_128)));
        assertThat(new CertificateCheck(padded, policy, DigestAlgorithm.XXH3_128, 1).check(certified, "items"))
                .isInstanceOf(Answer.Yes.class);
    }

    @Test
    void needsTheKeyThatItsDigestsWereMadeWith() throws InterruptedException {
        HmacSha256 keyed = new HmacSha256(new byte[16], "k");
        Certificate certified = certificate(Policy.EXACT, keyed);

        assertThat(check(certified, database(ROWS))).isInstanceOf(Answer.CouldNot.class);
        assertThat(new CertificateCheck(database(ROWS), Policy.EXACT, keyed, 1).check(certified, "items"))
                .isInstanceOf(Answer.Yes.class);
    }

    @Test
    void cannotSayWithoutTheTableOrAColumn() throws InterruptedException {
        Certificate certified = certificate(Policy.EXACT, DigestAlgorithm.XXH3_128);
        FakeDatabase narrower = new FakeDatabase()
                .table("items", List.of(FakeDatabase.column("id", Schema.INT32_SCHEMA, "integer")), List.of("id"));

        assertThat(new CertificateCheck(database(ROWS), Policy.EXACT, DigestAlgorithm.XXH3_128, 1)
                        .check(certified, "orders"))
                .isInstanceOfSatisfying(
                        Answer.CouldNot.class,
                        answer -> assertThat(answer.reasons().get(0)).contains("orders"));
        assertThat(check(certified, narrower))
                .isInstanceOfSatisfying(
                        Answer.CouldNot.class,
                        answer -> assertThat(answer.reasons().get(0)).contains("column name"));
    }

    @Test
    void columnsThatTheCertificateDoesNotNameAreAllOfTheTable() throws InterruptedException {
        Certificate named = certificate(Policy.EXACT, DigestAlgorithm.XXH3_128);
        Certificate unnamed = new Certificate(
                named.table(),
                named.topic(),
                named.total(),
                List.of(),
                named.algorithm(),
                named.policy(),
                named.encoding(),
                Optional.empty(),
                Optional.empty(),
                named.positions(),
                OptionalLong.of(0),
                List.of(),
                named.issuedAt());
        FakeDatabase odd = new FakeDatabase()
                .table(
                        "items",
                        List.of(FakeDatabase.column("id", Schema.INT32_SCHEMA, "integer")),
                        List.of(new UnreadableColumn("odd", "oddity", "nobody reads it")),
                        List.of("id"));

        assertThat(check(unnamed, database(ROWS))).isInstanceOf(Answer.Yes.class);
        assertThat(check(unnamed, odd)).isInstanceOf(Answer.CouldNot.class);
    }

    private static Answer check(Certificate certificate, FakeDatabase database) throws InterruptedException {
        return new CertificateCheck(database, Policy.EXACT, DigestAlgorithm.XXH3_128, 1).check(certificate, "items");
    }

    private static FakeDatabase database(Map<Integer, String> rows) {
        return new FakeDatabase()
                .table(
                        "items",
                        List.of(
                                FakeDatabase.column("id", Schema.INT32_SCHEMA, "integer"),
                                FakeDatabase.column("name", Schema.OPTIONAL_STRING_SCHEMA, "text")),
                        List.of("id"),
                        rows.entrySet().stream()
                                .map(row -> new Object[] {row.getKey(), row.getValue()})
                                .toArray(Object[][]::new));
    }

    private static Certificate certificate(Policy policy, DigestAlgorithm algorithm) {
        TablePolicy rules = policy.forTable("shop", "items", algorithm);
        RecordDigester digester = new RecordDigester(new Settings(rules, algorithm, Placeholder.DEFAULT, true));
        Fingerprint sums = new Fingerprint(DigestAlgorithm.XXH3_128);
        ROWS.forEach((id, name) -> {
            RowVersion row = digester.digest(
                    KEY,
                    new Struct(KEY).put("id", id),
                    ROW,
                    new Struct(ROW).put("id", id).put("name", name));
            sums.add(row.key().bytes(), ((Content.Present) row.content()).digest());
        });
        return new Certificate(
                "shop.items",
                "src.shop.items",
                sums.total(),
                IntStream.range(0, Fingerprint.BUCKETS).mapToObj(sums::bucket).toList(),
                algorithm.name(),
                rules.id(),
                1,
                Optional.of(List.of("id")),
                Optional.of(List.of("name", "id")),
                new TreeMap<>(Map.of(0, 3L)),
                OptionalLong.of(0),
                List.of(),
                Instant.EPOCH);
    }
}
