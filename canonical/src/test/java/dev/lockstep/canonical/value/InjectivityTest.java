/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Invariants F and I of {@link CanonicalWriter}, on pairs of values drawn from so few that many of them are neighbours:
 * the boundaries of lengths, of signs, of families.
 *
 * <p>Each try compares every value of a batch with every other: 1,000 batches of 48 are 1,128,000 pairs for each of
 * the two properties.
 */
class InjectivityTest {
    private static final int TRIES = 1_000;
    private static final int BATCH = 48;

    /** What a value means, told without the encoding. */
    private record Meaning(String family, Object value) {}

    private record Sample(Meaning meaning, CanonicalValue value) {}

    @Property(tries = TRIES)
    void valuesHaveTheSameBytesIfAndOnlyIfTheyMeanTheSame(@ForAll("batches") List<Sample> batch) {
        List<byte[]> encoded = new ArrayList<>();
        batch.forEach(sample -> encoded.add(bytes(sample.value())));
        for (int i = 0; i < batch.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean sameMeaning = batch.get(i).meaning().equals(batch.get(j).meaning());
                boolean sameBytes = Arrays.equals(encoded.get(i), encoded.get(j));
                if (sameMeaning != sameBytes) {
                    throw new AssertionError("invariant I: " + batch.get(i) + " and " + batch.get(j));
                }
            }
        }
    }

    @Property(tries = TRIES)
    void noValueBeginsAnother(@ForAll("batches") List<Sample> batch) {
        // Self-delimiting values are a prefix code, and a prefix code makes every sequence of values readable one way.
        List<byte[]> encoded = new ArrayList<>();
        batch.forEach(sample -> encoded.add(bytes(sample.value())));
        for (byte[] a : encoded) {
            for (byte[] b : encoded) {
                boolean begins = a.length < b.length && Arrays.equals(a, 0, a.length, b, 0, a.length);
                if (begins) {
                    throw new AssertionError("invariant F: a value of " + a.length + " bytes begins another");
                }
            }
        }
    }

    @Property(tries = 20_000)
    void everyValueIsReadBackToTheByte(@ForAll("samples") Sample sample) {
        byte[] bytes = bytes(sample.value());
        CanonicalReader reader = new CanonicalReader(bytes);

        assertThat(bytes(reader.read())).isEqualTo(bytes);
        assertThat(reader.atEnd()).isTrue();
    }

    @Property(tries = 20_000)
    void sequencesOfValuesAreToldApart(@ForAll("rows") List<Sample> row, @ForAll("rows") List<Sample> other) {
        List<Meaning> meaning = row.stream().map(Sample::meaning).toList();
        List<Meaning> otherMeaning = other.stream().map(Sample::meaning).toList();

        assertThat(Arrays.equals(concatenated(row), concatenated(other))).isEqualTo(meaning.equals(otherMeaning));
    }

    @Property(tries = 20_000)
    void utf8IsThatOfTheRuntimeAndSoIsItsOrder(@ForAll("texts") String a, @ForAll("texts") String b) {
        byte[] aBytes = a.getBytes(StandardCharsets.UTF_8);
        byte[] bBytes = b.getBytes(StandardCharsets.UTF_8);

        byte[] encoded = bytes(new CanonicalValue.Text(a));

        assertThat(Arrays.copyOfRange(encoded, encoded.length - aBytes.length, encoded.length))
                .isEqualTo(aBytes);
        assertThat(Integer.signum(Utf8.BYTE_ORDER.compare(a, b)))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(aBytes, bBytes)));
    }

    @Provide
    Arbitrary<List<Sample>> batches() {
        return samples().list().ofSize(BATCH);
    }

    @Provide
    Arbitrary<List<Sample>> rows() {
        return leaves().list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("", "a", "ab", "b", " ", "\0", "é", "\uE000", "\uFFFF", "\uD83D\uDE00", "\uD800\uDC00")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Sample> lists = leaves().list().ofMaxSize(3).map(InjectivityTest::list);
        Arbitrary<Sample> records =
                Arbitraries.maps(texts(), leaves()).ofMaxSize(3).map(InjectivityTest::record);
        Arbitrary<Sample> documents =
                Arbitraries.oneOf(numbers(), texts().map(InjectivityTest::text)).map(InjectivityTest::json);
        return Arbitraries.oneOf(
                leaves(), leaves(), lists, lists.list().ofMaxSize(2).map(InjectivityTest::list), records, documents);
    }

    private Arbitrary<Sample> leaves() {
        Arbitrary<Long> few = Arbitraries.of(
                -86_400L, -129L, -128L, -65L, -64L, -1L, 0L, 1L, 63L, 64L, 127L, 128L, 255L, 256L, 1_000L, 16_384L);
        return Arbitraries.oneOf(
                numbers(),
                Arbitraries.of(0.0, -0.0, 1.0, -1.0, 0.5, Double.NaN, Double.MIN_VALUE, Double.POSITIVE_INFINITY)
                        .map(x -> sample("float", x == 0 ? (Double) 0.0 : x, new CanonicalValue.Binary64(x))),
                texts().map(InjectivityTest::text),
                texts().map(x -> x.getBytes(StandardCharsets.UTF_16BE))
                        .map(x -> sample("bytes", ByteBuffer.wrap(x), new CanonicalValue.Bytes(ByteBuffer.wrap(x)))),
                few.map(Math::abs).map(BigInteger::valueOf).map(x -> sample("bits", x, new CanonicalValue.Bits(x))),
                few.map(x -> sample("date", x, new CanonicalValue.Date(x))),
                few.map(x -> sample("time", x, new CanonicalValue.Time(x))),
                few.tuple2()
                        .map(x -> sample(
                                "timetz",
                                List.of(Math.abs(x.get1()), x.get2()),
                                new CanonicalValue.TimeWithZone(
                                        Math.abs(x.get1()), x.get2().intValue()))),
                few.tuple2()
                        .map(x -> sample(
                                "timestamp",
                                List.of(x.get1(), Math.abs(x.get2())),
                                new CanonicalValue.Timestamp(x.get1(), (int) Math.abs(x.get2())))),
                few.tuple3()
                        .map(x -> sample(
                                "interval",
                                x,
                                new CanonicalValue.Interval(
                                        x.get1(),
                                        x.get2(),
                                        BigInteger.valueOf(x.get3()).pow(9)))),
                Arbitraries.of(true, false).map(x -> sample("date", x, new CanonicalValue.InfiniteDate(x))),
                Arbitraries.of(true, false).map(x -> sample("timestamp", x, new CanonicalValue.InfiniteTimestamp(x))),
                Arbitraries.of(0f, 1f, 2f)
                        .list()
                        .ofMaxSize(3)
                        .map(x -> sample("vector", x, new CanonicalValue.Vector(x))),
                few.map(x -> sample(
                        "geometry", x, new CanonicalValue.Geometry(x.intValue(), ByteBuffer.wrap(new byte[] {1, 1})))),
                Arbitraries.just(sample("null", "", new CanonicalValue.Null())));
    }

    private Arbitrary<Sample> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "0",
                                "0.00",
                                "5",
                                "5.0",
                                "-5",
                                "50",
                                "0.5",
                                "255",
                                "256",
                                "2.56",
                                "1E+20",
                                "-1E-20",
                                "123456789012345678901")
                        .map(BigDecimal::new)
                        .map(x -> sample("number", x.stripTrailingZeros(), new CanonicalValue.Numeric(x))),
                Arbitraries.of(CanonicalValue.NotFinite.values()).map(x -> sample("number", x, x)));
    }

    private static Sample sample(String family, Object meaning, CanonicalValue value) {
        return new Sample(new Meaning(family, meaning), value);
    }

    private static Sample text(String text) {
        return sample("text", text, new CanonicalValue.Text(text));
    }

    private static Sample json(Sample node) {
        return sample("json", node.meaning(), new CanonicalValue.Json(node.value()));
    }

    private static Sample list(List<Sample> elements) {
        return sample(
                "list",
                elements.stream().map(Sample::meaning).toList(),
                new CanonicalValue.Sequence(elements.stream().map(Sample::value).toList()));
    }

    private static Sample record(Map<String, Sample> members) {
        Map<String, Sample> sorted = new TreeMap<>(
                Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        sorted.putAll(members);
        Set<Object> meaning = new HashSet<>();
        List<CanonicalValue.Member> ordered = new ArrayList<>();
        sorted.forEach((name, member) -> {
            meaning.add(List.of(name, member.meaning()));
            ordered.add(new CanonicalValue.Member(name, member.value()));
        });
        return sample("record", meaning, new CanonicalValue.Members(ordered));
    }

    private static byte[] concatenated(List<Sample> row) {
        CanonicalWriter out = new CanonicalWriter();
        row.forEach(sample -> sample.value().writeTo(out));
        return out.toByteArray();
    }

    private static byte[] bytes(CanonicalValue value) {
        CanonicalWriter out = new CanonicalWriter();
        value.writeTo(out);
        return out.toByteArray();
    }
}
