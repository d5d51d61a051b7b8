/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.read.TableName;
import org.junit.jupiter.api.Test;

/** Topics and schemas are called as change capture calls them. */
class RecordNamesTest {
    private static String topic(DatabaseEngine engine, String schema, String table) {
        return RecordNames.of("src", engine, "shop", new TableName(schema, table))
                .topic();
    }

    @Test
    void hasPrefixPlaceAndTable() {
        assertThat(topic(DatabaseEngine.POSTGRES, "public", "a")).isEqualTo("src.public.a");
        assertThat(topic(DatabaseEngine.MYSQL, "", "a")).isEqualTo("src.shop.a");
        assertThat(topic(DatabaseEngine.SQLITE, "", "a")).isEqualTo("src.a");
    }

    @Test
    void replacesWhatNoTopicMayBeCalled() {
        assertThat(topic(DatabaseEngine.POSTGRES, "shop", "K Quoted \"é\".x")).isEqualTo("src.shop.K_Quoted____.x");
        assertThat(topic(DatabaseEngine.POSTGRES, "shop", "x".repeat(300))).hasSize(249);
    }
}
