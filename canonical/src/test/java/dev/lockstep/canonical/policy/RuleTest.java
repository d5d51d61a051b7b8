/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RuleTest {
    @Test
    void digitsOfASecondAreCutOrRounded() {
        CanonicalValue before1970 = new CanonicalValue.Timestamp(-1, 999_999_999);

        assertRule("timestamp(3,cut)", before1970, new CanonicalValue.Timestamp(-1, 999_000_000));
        assertRule("timestamp(3,round)", before1970, new CanonicalValue.Timestamp(0, 0));
        assertRule("timestamp(9,round)", before1970, before1970);
        assertRule(
                "time(0,round)",
                new CanonicalValue.Time(86_399_500_000_000L),
                new CanonicalValue.Time(86_400_000_000_000L));
        assertRule("time(0,cut)", before1970, before1970);
    }

    @Test
    void numbersAreReducedAwayFromZeroOrTowardsIt() {
        assertRule("decimal(1,round)", number("-0.25"), number("-0.3"));
        assertRule("decimal(1,cut)", number("-0.25"), number("-0.2"));
        assertRule("double(6)", float64(16777217.0), float64(16777200.0));
        assertRule("float32", float64(0.1), float64(0.1f));
        assertRule("unsigned(64)", number("-1"), number("18446744073709551615"));
        assertRule("unsigned(8)", number("-300"), number("-300"));
    }

    @Test
    void textRulesChangeWhatTheySayAndNothingElse() {
        assertRule("rtrim", text(" a\t  "), text(" a\t"));
        assertRule("trim", text(" a "), text("a"));
        assertRule("trim", text("   "), text(""));
        assertRule("strip-nul", text("a\0b"), text("ab"));
        assertRule("casefold", text("TITLE İ ß"), text("title i̇ ss"));
        assertRule("nfc", text("e\u0301"), text("\u00e9"));
        assertRule("empty-is-null", text(""), new CanonicalValue.Null());
        assertRule("rtrim empty-is-null", text("  "), new CanonicalValue.Null());
    }

    @Test
    void zeroDatesAreNullOrTheirText() {
        assertRule("zero-date(null)", text("0000-00-00"), new CanonicalValue.Null());
        assertRule("zero-date(null)", text("0000-00-00 00:00:00.000"), new CanonicalValue.Null());
        assertRule("zero-date(text)", text("0000-00-00"), text("0000-00-00"));
        assertRule("zero-date(text)", text("0000-00-00T00:00:00.000Z"), text("0000-00-00 00:00:00"));
        assertRule("zero-date(text)", text("2024-00-10 01:02:03.450"), text("2024-00-10 01:02:03.45"));
        assertRule("zero-date(text) as(date)", text("2024-00-10"), text("2024-00-10"));
        assertRule("zero-date(text) as(date)", text("2024-02-29"), new CanonicalValue.Date(19782));
    }

    @Test
    void dateOfWhichAPartIsNotZeroIsNeverNull() {
        for (String partial : List.of("2024-00-10", "2024-01-00", "0000-00-10", "0000-00-00 00:00:01")) {
            assertRule("zero-date(null)", text(partial), text(partial));
        }
        for (String other : List.of("", "0000-00-0", "0000-00-00 ", "0000-01-01", "x000-00-00", "0000-00-00 00:00")) {
            assertRule("zero-date(null)", text(other), text(other));
        }
        assertRule("zero-date(null)", new CanonicalValue.Date(0), new CanonicalValue.Date(0));
    }

    @Test
    void otherFormsAreReadAsTheFamily() {
        assertRule("as(number)", text("-12.50"), number("-12.5"));
        assertRule("as(number)", text("NEGATIVE_INFINITY"), CanonicalValue.NotFinite.NEGATIVE_INFINITY);
        assertRule("as(number)", float64(37.1234), number("37.1234"));
        assertRule("as(number:float32)", float64(0.1f), number("0.1"));
        assertRule("as(number:float32)", float64(0.33333334f), number("0.33333334"));
        assertRule("as(number:float32)", float64(-9.99439f), number("-9.99439"));
        assertRule("as(number:float32)", float64(Float.MIN_VALUE), number("1E-45"));
        assertRule("as(number:float32)", float64(0.1), number("0.1"));
        assertRule("as(number:float32)", float64(1 / 3.0), number("0.3333333333333333"));
        assertRule("as(number:float32)", number("0.1"), number("0.1"));
        assertRule("as(number:float32)", float64(Double.NaN), CanonicalValue.NotFinite.NAN);
        assertRule("as(float)", number("0.1"), float64(0.1));
        assertRule("as(date)", text("2024-02-29"), new CanonicalValue.Date(19782));
        assertRule("as(date)", new CanonicalValue.Timestamp(-86_400, 0), new CanonicalValue.Date(-1));
        assertRule(
                "as(timestamp)",
                text("2020-01-01T00:00:01.123457000"),
                new CanonicalValue.Timestamp(1577836801, 123457000));
        assertRule("as(timestamp)", text("2020-01-01 02:00:01+02"), new CanonicalValue.Timestamp(1577836801, 0));
        assertRule("as(timestamp:micros)", number("-500000"), new CanonicalValue.Timestamp(-1, 500_000_000));
        assertRule("as(time:millis)", number("1"), new CanonicalValue.Time(1_000_000));
        assertRule(
                "as(uuid)",
                text("{0A0B0C0D-0000-4000-8000-00000000000A}"),
                text("0a0b0c0d-0000-4000-8000-00000000000a"));
        assertRule("as(uuid)", bytes("0a0b0c0d00004000800000000000000a"), text("0a0b0c0d-0000-4000-8000-00000000000a"));
        assertRule("as(bytes:hex)", text("\\x00fF"), bytes("00ff"));
        assertRule("as(bytes:base64)", text("AP8="), bytes("00ff"));
        assertRule("as(bytes:base64)", text("_-8"), bytes("ffef"));
        assertRule("as(bytes)", text("ß"), bytes("c39f"));
        assertRule("as(text)", bytes("c39f"), text("ß"));
        assertRule("as(bits)", text("0101"), new CanonicalValue.Bits(BigInteger.valueOf(5)));
        assertRule("as(bits)", bytes("0005"), new CanonicalValue.Bits(BigInteger.valueOf(5)));
        assertRule(
                "as(duration)",
                new CanonicalValue.Interval(1, 1, BigInteger.valueOf(1_500)),
                new CanonicalValue.Interval(0, 0, BigInteger.valueOf(2_716_200_000_001_000L)));
    }

    @Test
    void jsonIsReadFromTextAndFromRecords() {
        CanonicalValue document = apply("as(json)", text("{\"b\":[1.0,null],\"a\":\"x\"}"));
        CanonicalValue record = new CanonicalValue.Members(List.of(
                new CanonicalValue.Member("a", text("x")),
                new CanonicalValue.Member(
                        "b", new CanonicalValue.Sequence(List.of(number("1"), new CanonicalValue.Null())))));

        assertThat(bytesOf(document)).isEqualTo(bytesOf(apply("as(json)", record)));
        assertRule("as(text)", document, text("{\"a\":\"x\",\"b\":[1,null]}"));
    }

    @Test
    void valueThatCannotBeReadStaysWhatItIs() {
        for (String rule : List.of(
                "as(number)",
                "as(date)",
                "as(timestamp)",
                "as(time)",
                "as(json)",
                "as(uuid)",
                "as(bytes:hex)",
                "as(bits)",
                "as(interval)")) {
            assertRule(rule, text("none of it!"), text("none of it!"));
            assertRule(rule, new CanonicalValue.Unknown(), new CanonicalValue.Unknown());
        }
        assertRule("as(text)", bytes("ff"), bytes("ff"));
        assertRule("as(date)", new CanonicalValue.Timestamp(1, 0), new CanonicalValue.Timestamp(1, 0));
        assertRule("as(number)", text("1e99999"), text("1e99999"));
        assertRule("as(json)", text("[".repeat(600) + "]".repeat(600)), text("[".repeat(600) + "]".repeat(600)));
    }

    @Test
    void listsAreRuledByElementOrAsMultisets() {
        CanonicalValue list = new CanonicalValue.Sequence(List.of(text("b "), text("a"), text("b ")));

        assertRule("rtrim", list, new CanonicalValue.Sequence(List.of(text("b"), text("a"), text("b"))));
        assertRule("unordered", list, new CanonicalValue.Sequence(List.of(text("a"), text("b "), text("b "))));
    }

    @Property
    void numbersWithinHalfACellMatchAndThoseAWholeCellApartDoNot(
            @ForAll @LongRange(min = -1L << 62, max = 1L << 62) long order,
            @ForAll @IntRange(min = 1, max = 40) int bits,
            @ForAll @LongRange(min = 0, max = 1L << 41) long steps) {
        Tolerance tolerance = new Tolerance(bits, false);
        CanonicalValue x = float64(ofOrder(order));
        CanonicalValue y = float64(ofOrder(order + steps));

        boolean match = tolerance
                .digest("c", x, DigestAlgorithm.XXH3_128.newHasher())
                .matches(tolerance.digest("c", y, DigestAlgorithm.XXH3_128.newHasher()));

        if (steps <= 1L << (bits - 1)) {
            assertThat(match).as("invariant N").isTrue();
        }
        if (steps >= 1L << bits) {
            assertThat(match).as("invariant F").isFalse();
        }
    }

    @Provide
    Arbitrary<Float> binary32() {
        return Arbitraries.integers()
                .withDistribution(RandomDistribution.uniform())
                .map(Float::intBitsToFloat)
                .filter(Float::isFinite);
    }

    /**
     * MariaDB writes a FLOAT as text with six digits, which is up to 5·10⁻⁶ of it away: 84 numbers of binary32, as it has
     * less than 2²⁴ of these for its own size.
     */
    @Property(tries = 100_000)
    void toleranceOfEightBitsAcceptsEveryBinary32BesideItsTextOfSixDigits(@ForAll("binary32") float value) {
        assertThat(matches(new Tolerance(8, true), float64(value), float64(sixDigits(value))))
                .isTrue();
    }

    @Test
    void toleranceOfSevenBitsRefusesSomeBinary32BesideTheirTextOfSixDigits() {
        float between = 1000.015f;

        assertThat(sixDigits(between)).isEqualTo(1000.02f);
        assertThat(matches(new Tolerance(8, true), float64(between), float64(1000.02f)))
                .isTrue();
        assertThat(matches(new Tolerance(7, true), float64(between), float64(1000.02f)))
                .isFalse();
    }

    private static float sixDigits(float value) {
        return new BigDecimal(value).round(new MathContext(6)).floatValue();
    }

    @Test
    void toleranceIsExactForWhatIsNoNumberOfItsRange() {
        Tolerance single = new Tolerance(6, true);

        assertThat(matches(single, float64(1e300), float64(1.1e300))).isFalse();
        assertThat(matches(single, float64(1e300), float64(1e300))).isTrue();
        assertThat(matches(single, float64(Double.NaN), float64(Double.NaN))).isTrue();
        assertThat(matches(single, float64(0.0), new CanonicalValue.Null())).isFalse();
        assertThat(matches(single, float64(1.1f), float64(1.1))).isTrue();
    }

    @Test
    void cellsAreThoseOfAnIndependentImplementation() {
        DigestAlgorithm.Hasher hasher = DigestAlgorithm.XXH3_128.newHasher();

        assertThat(new Tolerance(6, false).digest("c", float64(-1.5), hasher))
                .isEqualTo(new GridDigest(0xdde9841cee919feaL, 0x699ac05b6ed2c36cL));
        assertThat(new Tolerance(6, true).digest("c", float64(0.1), hasher))
                .isEqualTo(new GridDigest(0x65852ee81e993006L, 0x3dccc76a793663c7L));
        assertThat(new Tolerance(6, false).digest("c", float64(Double.NaN), hasher))
                .isEqualTo(new GridDigest(0x2ac33e8cb85431ebL, 0x2ac33e8cb85431ebL));
    }

    private static boolean matches(Tolerance tolerance, CanonicalValue a, CanonicalValue b) {
        DigestAlgorithm.Hasher hasher = DigestAlgorithm.XXH3_128.newHasher();
        return tolerance.digest("c", a, hasher).matches(tolerance.digest("c", b, hasher));
    }

    private static double ofOrder(long order) {
        return order >= 0 ? Double.longBitsToDouble(order) : -Double.longBitsToDouble(-order);
    }

    private static void assertRule(String rules, CanonicalValue value, CanonicalValue expected) {
        assertThat(bytesOf(apply(rules, value))).isEqualTo(bytesOf(expected));
        assertThat(bytesOf(apply(rules, apply(rules, value)))).as("invariant I").isEqualTo(bytesOf(expected));
    }

    private static CanonicalValue apply(String rules, CanonicalValue value) {
        return RuleParser.parse(rules).apply(value);
    }

    private static String bytesOf(CanonicalValue value) {
        CanonicalWriter out = new CanonicalWriter();
        value.writeTo(out);
        return HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.size()));
    }

    private static CanonicalValue text(String value) {
        return new CanonicalValue.Text(value);
    }

    private static CanonicalValue number(String value) {
        return new CanonicalValue.Numeric(new BigDecimal(value));
    }

    private static CanonicalValue float64(double value) {
        return new CanonicalValue.Binary64(value);
    }

    private static CanonicalValue bytes(String hex) {
        return new CanonicalValue.Bytes(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
