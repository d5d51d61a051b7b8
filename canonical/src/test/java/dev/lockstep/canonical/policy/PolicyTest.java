/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.HmacSha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final DigestAlgorithm XXH3 = DigestAlgorithm.XXH3_128;

    private static final String FILE = """
            # what MySQL cannot hold
            table public.orders
              created_at: timestamp(3,round)
              code: rtrim casefold
              "odd: name": as(bytes:hex)

            table *
              updated_at: ignore
              score: float32 tolerance(6,float32)
            """;

    @Test
    void fileIsReadBackFromItsText() {
        Policy policy = Policy.parse(FILE);

        assertThat(Policy.parse(policy.text())).isEqualTo(policy);
    }

    @Test
    void tableHasItsOwnRulesAndThoseForEveryTable() {
        TablePolicy orders = Policy.parse(FILE).forTable("public.orders", XXH3);

        assertThat(orders.grade("created_at")).isEqualTo(Grade.NARROWED);
        assertThat(orders.grade("odd: name")).isEqualTo(Grade.NORMALISED);
        assertThat(orders.grade("updated_at")).isEqualTo(Grade.EXCLUDED);
        assertThat(orders.grade("score")).isEqualTo(Grade.LOSSY);
        assertThat(orders.grade("other")).isEqualTo(Grade.EXACT);
        assertThat(RuleParser.parse("zero-date(null)").grade()).isEqualTo(Grade.NARROWED);
        assertThat(RuleParser.parse("zero-date(text)").grade()).isEqualTo(Grade.NORMALISED);
        assertThat(Policy.parse(FILE).forTable("items", XXH3).grade("created_at"))
                .isEqualTo(Grade.EXACT);
    }

    @Test
    void idIsOfTheRulesAndTheKeyAndNotOfTheOrderOfLines() {
        Policy policy = Policy.parse("table t\n b: rtrim\n a: nfc");

        assertThat(policy.id(XXH3))
                .isEqualTo(Policy.parse("table t\n a: nfc\n b: rtrim").id(XXH3));
        assertThat(policy.id(XXH3))
                .isNotEqualTo(Policy.parse("table t\n a: nfc").id(XXH3));
        assertThat(policy.id(new HmacSha256(new byte[32], "2026"))).isNotEqualTo(policy.id(XXH3));
        assertThat(Policy.EXACT.id(XXH3)).isEqualTo("exact");
        assertThat(Policy.EXACT.id(new HmacSha256(new byte[32], "2026"))).isNotEqualTo("exact");
        assertThat(policy.canonicalJson(XXH3))
                .isEqualTo("{\"key\":\"\",\"rules\":{\"t\":{\"a\":[\"nfc\"],\"b\":[\"rtrim\"]}}}");
        // Stored beside digests: never changes.
        assertThat(policy.id(XXH3)).isEqualTo("e98312397a1d92052e1d7ce4aee0afce");
    }

    @Test
    void rulesOfATableStandUnderItsFullNameOrItsNameAlone() {
        Policy policy = Policy.parse("table shop.orders\n  a: rtrim\ntable orders\n  a: nfc\ntable *\n  b: trim\n");

        assertThat(rules(policy.forTable("shop", "orders", DigestAlgorithm.XXH3_128), "a"))
                .isEqualTo("rtrim");
        assertThat(rules(policy.forTable("old", "orders", DigestAlgorithm.XXH3_128), "a"))
                .isEqualTo("nfc");
        assertThat(rules(policy.forTable("", "orders", DigestAlgorithm.XXH3_128), "a"))
                .isEqualTo("nfc");
        assertThat(rules(policy.forTable("shop", "other", DigestAlgorithm.XXH3_128), "b"))
                .isEqualTo("trim");
    }

    private static String rules(TablePolicy policy, String column) {
        return policy.rules(column).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignore",
                "timestamp(0,cut)",
                "time(9,round)",
                "decimal(2,round)",
                "double(6)",
                "unsigned(64)",
                "as(timestamp:micros)",
                "as(bytes:base64) unordered",
                "rtrim trim strip-nul casefold nfc empty-is-null",
                "as(float) tolerance(6)",
                "zero-date(null)",
                "zero-date(text) as(date)"
            })
    void everyRuleIsReadBackFromItsText(String text) {
        assertThat(RuleParser.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code: rtrim | Policy line 1: Expected `table NAME` before",
                "table t\\n a: rtrimm | Policy line 2: Expected one of the rules as(bits)",
                "table t\\n a: timestamp(3) | Expected timestamp(digits,cut|round), for example timestamp(3,cut), found `timestamp(3)`",
                "table t\\n a: timestamp(3,up) | Expected cut or round in `timestamp(3,up)`",
                "table t\\n a: time(10,cut) | Expected a number from 0 to 9 in `time(10,cut)`",
                "table t\\n a: zero-date(epoch) | zero-date(null), zero-date(text)",
                "table t\\n a: ignore rtrim | `ignore` leaves the column out",
                "table t\\n a: tolerance(3) as(float) | put it last",
                "table t\\n a: rtrim\\n a: nfc | Policy line 3: column a has rules already",
                "table t\\n\\ntable t | Policy line 3: table t was opened before",
                "table t\\n what | Policy line 2: Expected `table NAME` or",
            })
    void errorSaysWhereAndWhatIsExpected(String file, String message) {
        assertThatThrownBy(() -> Policy.parse(file.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
