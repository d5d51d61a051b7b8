/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.jdbc.schema.TableId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TopicRouterTest {
    private static TopicRouter router(String url, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("connection.url", url, "connection.user", "x"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new BulkJdbcSinkConfig(settings).router();
    }

    @Test
    void topicsOfPostgresAndMariaDbNameSchemaOrDatabase() {
        TopicRouter router = router("jdbc:postgresql://h/db");
        assertThat(router.route("shop.Public.orders")).isEqualTo(new TableId("Public", "orders"));
    }

    @Test
    void topicsOfSqliteNameNoSchemaAndGoToTheTargetsOwn() {
        assertThat(router("jdbc:postgresql://h/db").route("shop.orders")).isEqualTo(new TableId("public", "orders"));
        assertThat(router("jdbc:sqlite:/file.db").route("shop.orders")).isEqualTo(new TableId("main", "orders"));
        assertThat(router("jdbc:mariadb://h:3306/Shop?useSsl=false").route("shop.orders"))
                .isEqualTo(new TableId("Shop", "orders"));
        assertThat(router("jdbc:mysql://a,b:1/Shop").route("shop.orders")).isEqualTo(new TableId("Shop", "orders"));
        assertThatThrownBy(() -> router("jdbc:mariadb://h/").route("shop.orders"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("names no schema")
                .hasMessageContaining("connection.url");
    }

    @Test
    void refusesTopicsWithoutATable() {
        TopicRouter router = router("jdbc:postgresql://h/db");
        for (String topic : new String[] {"orders", "a.b.c.d", "a..c", "a.b."}) {
            assertThatThrownBy(() -> router.route(topic))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(topic)
                    .hasMessageContaining("table.topic.pattern")
                    .hasMessageContaining("table.name.overrides");
        }
    }

    @Test
    void takesGroupsAsTheyAreSpelled() {
        TopicRouter router = router("jdbc:postgresql://h/db", "table.name.format", "a\\$.$2_$1");
        assertThat(router.route("s.my_schema.t_", "s.my schema.té")).isEqualTo(new TableId("a$", "té_my schema"));
        assertThat(router.route("s.my_schema.t_")).isEqualTo(new TableId("a$", "t__my_schema"));
    }

    @Test
    void whatTheUserNamedCountsBeforePatternAndSpelling() {
        TopicRouter router =
                router("jdbc:postgresql://h/db", "table.name.overrides", "a.b.c.d=b.c.d, s.public.x_y=Public.x z");
        assertThat(router.route("a.b.c.d")).isEqualTo(new TableId("b", "c.d"));
        assertThat(router.route("s.public.x_y", "s.public.x y")).isEqualTo(new TableId("Public", "x z"));
        assertThat(router.names("s.public.x_y")).isTrue();
        assertThat(router.names("s.public.xy")).isFalse();
    }
}
