/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.FieldRule;
import dev.lockstep.transforms.rule.RuleLine;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.apache.kafka.connect.data.Schema;

/** What holds for steps whatever the value. */
class StepPropertiesTest {
    @Property(tries = 200)
    void bytesComeBackFromHexAndBase64(@ForAll byte[] bytes) {
        ByteBuffer expected = ByteBuffer.wrap(bytes);

        assertThat(run(Schema.BYTES_SCHEMA, bytes, "to-hex from-hex")).isEqualTo(expected);
        assertThat(run(Schema.BYTES_SCHEMA, bytes, "to-base64 from-base64")).isEqualTo(expected);
    }

    @Property(tries = 200)
    void cleaningTwiceIsCleaningOnce(@ForAll String text) {
        for (String step : new String[] {"trim", "collapse-spaces", "strip-control", "normalize(nfkc)", "title"}) {
            Object once = run(Schema.STRING_SCHEMA, text, step);

            assertThat(run(Schema.STRING_SCHEMA, once, step)).as(step).isEqualTo(once);
        }
    }

    @Property(tries = 200)
    void wholeNumbersComeBackFromText(@ForAll long number) {
        assertThat(there(Schema.INT64_SCHEMA, number, "string", "int64")).isEqualTo(number);
        assertThat(there(Schema.INT64_SCHEMA, number, "decimal(20,1)", "int64")).isEqualTo(number);
    }

    @Property(tries = 200)
    void floatingPointNumbersComeBackFromText(@ForAll double number) {
        assertThat(there(Schema.FLOAT64_SCHEMA, number, "string", "float64")).isEqualTo(number == 0 ? 0.0 : number);
    }

    @Property(tries = 200)
    void decimalsComeBackFromText(@ForAll @BigRange(min = "-99999999", max = "99999999") @Scale(2) BigDecimal number) {
        Schema money = TargetType.parse("decimal(10,2)").schema(false);
        BigDecimal scaled = number.setScale(2);

        assertThat(there(money, scaled, "string", "decimal(10,2)")).isEqualTo(scaled);
    }

    @Property(tries = 200)
    void timestampsComeBackFromTextNumberAndZone(@ForAll int seconds) {
        Schema timestamp = TargetType.parse("timestamp").schema(false);
        long micros = seconds * 1_000_000L + 123_456;

        assertThat(there(timestamp, micros, "string", "timestamp")).isEqualTo(micros);
        assertThat(run(timestamp, micros, "to-epoch(us) epoch(us)")).isEqualTo(micros);
        assertThat(run(timestamp, micros, "at-zone('Asia/Kathmandu', earlier) at-zone('Asia/Kathmandu')"))
                .isEqualTo(shifted(micros));
        assertThat(run(
                        timestamp,
                        micros,
                        "format-timestamp('yyyyMMddHHmmssSSSSSS') parse-timestamp('yyyyMMddHHmmssSSSSSS')"))
                .isEqualTo(micros);
    }

    /** Kathmandu put its clocks forward once, by fifteen minutes at the end of 1985: times in between move on. */
    private static long shifted(long micros) {
        long gap = 504_921_600_000_000L;
        return micros >= gap && micros < gap + 900_000_000L ? micros + 900_000_000L : micros;
    }

    private static Object there(Schema schema, Object value, String type, String back) {
        ValueStep.Typed first = Conversions.to(TargetType.parse(type)).over(schema);
        return Conversions.to(TargetType.parse(back))
                .over(first.schema())
                .work()
                .apply(first.work().apply(value));
    }

    private static Object run(Schema schema, Object value, String steps) {
        return new Chain(FieldRule.parse(new RuleLine(1, "f: " + steps)).calls().stream()
                        .map(Steps::of)
                        .toList())
                .over(schema)
                .work()
                .apply(value);
    }
}
