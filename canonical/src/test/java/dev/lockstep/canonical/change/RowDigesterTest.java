/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RowDigesterTest {
    private static final List<RowDigester.Column> COLUMNS = List.of(
            new RowDigester.Column("name", Schema.OPTIONAL_STRING_SCHEMA),
            new RowDigester.Column("id", Schema.INT64_SCHEMA),
            new RowDigester.Column("region", Schema.STRING_SCHEMA));
    private static final List<Integer> KEY = List.of(2, 1);
    private static final Schema KEY_SCHEMA = SchemaBuilder.struct()
            .field("region", Schema.STRING_SCHEMA)
            .field("id", Schema.INT64_SCHEMA)
            .build();
    private static final Schema ROW_SCHEMA = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("region", Schema.STRING_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static Settings settings(String policy) {
        TablePolicy rules = Policy.parse(policy).forTable("t", DigestAlgorithm.XXH3_128);
        return new Settings(rules, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true);
    }

    private static IntFunction<Object> row(String name, long id, String region) {
        return Arrays.<Object>asList(name, id, region)::get;
    }

    @Test
    void givesWhatTheRecordOfTheRowGives() {
        for (String policy : List.of("", "table t\n  name: ignore\n")) {
            Settings settings = settings(policy);
            RowDigester rows = new RowDigester(settings, COLUMNS, KEY);
            Struct key = new Struct(KEY_SCHEMA).put("region", "eu").put("id", 7L);
            for (String name : new String[] {"x", null}) {
                Struct value =
                        new Struct(ROW_SCHEMA).put("id", 7L).put("region", "eu").put("name", name);
                assertThat(rows.digest(row(name, 7, "eu")))
                        .isEqualTo(new RecordDigester(settings).digest(KEY_SCHEMA, key, ROW_SCHEMA, value));
            }
        }
    }

    @Test
    void namesTheColumnsThatCount() {
        assertThat(new RowDigester(settings("table t\n  name: ignore\n"), COLUMNS, KEY).compared())
                .containsExactly("id", "region");
    }

    @Test
    void aValueThatCannotBeReadMakesTheRowUnknownAndTheNextIsNot() {
        RowDigester rows = new RowDigester(settings(""), COLUMNS, KEY);
        IntFunction<Object> good = row("x", 7, "eu");
        assertThat(rows.digest(place -> place == 0 ? unreadable() : good.apply(place))
                        .content())
                .isEqualTo(new Content.Unknown(RowDigester.UNENCODABLE));
        assertThat(rows.digest(good).content()).isInstanceOf(Content.Present.class);
    }

    @Test
    void aKeyThatCannotBeReadIsNoRow() {
        RowDigester rows = new RowDigester(settings(""), COLUMNS, KEY);
        IntFunction<Object> good = row("x", 7, "eu");
        assertThatThrownBy(() -> rows.digest(place -> place == 1 ? unreadable() : good.apply(place)))
                .isInstanceOf(UnencodableValueException.class);
    }

    private static Object unreadable() {
        throw new UnencodableValueException("Column x holds a value that cannot be read");
    }
}
