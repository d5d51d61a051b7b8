/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicNamesTest {
    private static TableName table(String name) {
        return new TableName("public", name);
    }

    @Test
    void tablesThatWouldShareATopicAreRefused() {
        assertThat(TopicNames.problem(
                        "s", DatabaseEngine.POSTGRES, List.of(table("order items"), table("a"), table("order_items"))))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("public.order items", "public.order_items", "s.public.order_items", "exclude.list"));
        assertThat(TopicNames.problem("s", DatabaseEngine.POSTGRES, List.of(table("order items"), table("orderitems"))))
                .isEmpty();
    }

    @Test
    void tablesWhoseTopicsABrokerDoesNotTellApartAreRefused() {
        assertThat(TopicNames.problem("s", DatabaseEngine.POSTGRES, List.of(table("a.b"), table("a_b"))))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("public.a.b", "public.a_b", "s.public.a.b", "s.public.a_b", "exclude.list"));
    }

    @Test
    void tablesWhoseTopicsAreTooLongAreRefused() {
        assertThat(TopicNames.problem("s", DatabaseEngine.POSTGRES, List.of(table("x".repeat(250)))))
                .hasValueSatisfying(problem -> assertThat(problem).contains("249"));
    }
}
