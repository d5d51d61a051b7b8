/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transforms.form.EmailAddress;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever comes in, what comes out has its shape; different values stay different. */
class ShapesTest {
    private static final KeyedHash KEYED =
            new KeyedHash("a secret for the tests".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    private static final Digits DIGITS = new Digits(KEYED);
    private static final Emails EMAILS = new Emails(new Tokens(KEYED));

    @Property(tries = 300)
    void digitsKeepTheirNumberAndAllElse(@ForAll("numbers") String text) {
        String replaced = DIGITS.replace(text);

        assertThat(replaced.replaceAll("[0-9]", "9")).isEqualTo(text.replaceAll("[0-9]", "9"));
        assertThat(DIGITS.replace(text)).isEqualTo(replaced);
    }

    @Property(tries = 300)
    void phoneKeepsItsShapeItsZerosAndItsCountry(@ForAll("phones") String text) {
        String replaced = DIGITS.phone(text, true);

        assertThat(replaced.replaceAll("[0-9]", "9")).isEqualTo(text.replaceAll("[0-9]", "9"));
        if (text.startsWith("+43")) {
            assertThat(replaced).startsWith("+43");
        }
        assertThat(leadingZeros(DIGITS.phone(text, false))).isEqualTo(leadingZeros(text));
    }

    @Property(tries = 300)
    void emailStaysOneAndKeepsItsDomain(@ForAll("emails") String text) {
        String replaced = EMAILS.protect(text, false);

        assertThat(replaced).matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}");
        assertThat(replaced.substring(replaced.indexOf('@'))).isEqualTo(text.substring(text.indexOf('@')));
        assertThat(replaced).doesNotStartWith(text.substring(0, text.indexOf('@') + 1));
        assertThat(EMAILS.protect(text, true)).endsWith(".example").doesNotContain(text);
        assertThat(EmailAddress.parse(EMAILS.protect(text, true))).isPresent();
    }

    @Property(tries = 200)
    void anyTextBecomesAnAddress(@ForAll String text) {
        if (text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            assertThat(EmailAddress.parse(EMAILS.protect(text, true))).isPresent();
        }
    }

    @Property(tries = 300)
    void numbersStayDifferent(
            @ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE) long one,
            @ForAll @LongRange(min = -100, max = 100) long other) {
        Tokens tokens = new Tokens(KEYED);

        assertThat(tokens.number(one, 64) == tokens.number(other, 64)).isEqualTo(one == other);
        assertThat(tokens.number(one, 64) < 0).isEqualTo(one < 0);
    }

    @Example
    void everySmallNumberGoesToOneOfItsOwn() {
        Tokens tokens = new Tokens(KEYED);
        Set<Long> bytes = new HashSet<>();
        Set<Long> shorts = new HashSet<>();
        for (int i = Short.MIN_VALUE; i <= Short.MAX_VALUE; i++) {
            if (i == (byte) i) {
                bytes.add(tokens.number(i, 8));
            }
            shorts.add(tokens.number(i, 16));
        }

        assertThat(bytes).hasSize(1 << 8).allMatch(token -> token == token.byteValue());
        assertThat(shorts).hasSize(1 << 16).allMatch(token -> token == token.shortValue());
    }

    @Property(tries = 8)
    void everyTextOfSoManyDigitsGoesToOneOfItsOwn(@ForAll @IntRange(min = 1, max = 4) int length) {
        Set<String> replaced = new HashSet<>();
        int count = (int) Math.pow(10, length);
        for (int i = 0; i < count; i++) {
            replaced.add(DIGITS.replace(String.valueOf(count + i).substring(1)));
        }

        assertThat(replaced).hasSize(count);
    }

    @Property(tries = 100)
    void longNumbersThatDifferInOneDigitDifferEverywhere(@ForAll("long numbers") String text) {
        String other = text.substring(0, text.length() - 1) + (text.endsWith("0") ? '1' : '0');
        String one = DIGITS.replace(text);
        String two = DIGITS.replace(other);

        if (!text.equals(other)) {
            assertThat(one.substring(0, 12)).isNotEqualTo(two.substring(0, 12));
            assertThat(one.substring(one.length() - 12)).isNotEqualTo(two.substring(two.length() - 12));
        }
    }

    @Property(tries = 300)
    void maskShowsNoMoreThanItMay(@ForAll String text, @ForAll @IntRange(min = 1, max = 6) int kept) {
        for (boolean first : new boolean[] {true, false}) {
            String masked = Masks.mask(text, kept, first, "\u25a0");

            assertThat(masked.codePointCount(0, masked.length())).isEqualTo(text.codePointCount(0, text.length()));
            long shown = masked.codePoints().filter(Character::isLetterOrDigit).count();
            long there = text.codePoints().filter(Character::isLetterOrDigit).count();
            assertThat(shown).isLessThanOrEqualTo(kept);
            if (there <= kept && text.codePoints().allMatch(c -> c < 0x80)) {
                assertThat(shown).isZero();
            }
        }
    }

    private static int leadingZeros(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.length() - digits.replaceFirst("^0+", "").length();
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withChars("- /ABC+")
                .ofMaxLength(45);
    }

    @Provide("long numbers")
    Arbitrary<String> longNumbers() {
        return Arbitraries.strings().withCharRange('0', '9').ofMinLength(24).ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> phones() {
        Arbitrary<String> start = Arbitraries.of("+43 ", "+43", "0043 ", "0", "(0)", "", "+1-", "+998 ");
        Arbitrary<String> rest =
                Arbitraries.strings().withCharRange('0', '9').withChars(" -/()").ofMaxLength(15);
        return Combinators.combine(start, rest).as((one, two) -> one + "1" + two);
    }

    @Provide
    Arbitrary<String> emails() {
        Arbitrary<String> local = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("0_+-")
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> label = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(10);
        Arbitrary<String> top = Arbitraries.of("org", "co.uk", "at", "museum");
        return Combinators.combine(local, label, top).as((one, two, three) -> one + "@" + two + "." + three);
    }
}
