/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DigestCheckTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .build();
    private static final Settings LOCATED =
            new Settings(TablePolicy.EXACT, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true);

    private final DigestCheck check = new DigestCheck();

    @Test
    void recordOfEitherHeaderVersionPassesAsItWasStamped() {
        assertThatCode(() -> check.require(record("seven", stamp(Settings.EXACT, "seven"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> check.require(record("seven", stamp(LOCATED, "seven"))))
                .doesNotThrowAnyException();
    }

    @Test
    void rowChangedAfterAStampWithLocatorIsRefused() {
        assertThatThrownBy(() -> check.require(record("Seven", stamp(LOCATED, "seven"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("another digest");
    }

    @Test
    void digestsThatCannotBeMadeAgainRefuseNothing() {
        TablePolicy rules = Policy.parse("table t\n  name: casefold").forTable("t", DigestAlgorithm.XXH3_128);
        HmacSha256 keyed = new HmacSha256(new byte[16], "k");

        assertThatCode(() -> {
                    check.require(record(
                            "Seven",
                            stamp(new Settings(rules, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true), "seven")));
                    check.require(record(
                            "Seven",
                            stamp(
                                    new Settings(Policy.EXACT.forTable("t", keyed), keyed, Placeholder.DEFAULT, false),
                                    "seven")));
                })
                .doesNotThrowAnyException();
    }

    private static DigestHeader stamp(Settings settings, String name) {
        RowVersion version = new RecordDigester(settings).digest(KEY, key(), ROW, row(name));
        return new DigestHeader(
                settings.algorithm().name(),
                settings.policy().id(),
                Optional.of(version.key()),
                version.content(),
                version.evidence());
    }

    private static Struct key() {
        return new Struct(KEY).put("id", 7);
    }

    private static Struct row(String name) {
        return new Struct(ROW).put("id", 7).put("name", name);
    }

    private static SinkRecord record(String name, DigestHeader stamp) {
        SinkRecord record = new SinkRecord("src.t", 0, KEY, key(), ROW, row(name), 5);
        record.headers().addString(DigestHeader.NAME, stamp.format());
        return record;
    }
}
