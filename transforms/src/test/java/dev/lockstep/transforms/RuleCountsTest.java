/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What an operator sees of rules by JMX. */
class RuleCountsTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void rowsViolationsAndDropsAreCountedByRule() throws JMException {
        Set<ObjectName> before = beans();
        ValidateRecords<SourceRecord> transform = new ValidateRecords<>();
        transform.configure(Map.of("rules", "a: required; items[*].n: range(0,)", "on.violation", "drop"));
        ObjectName bean = added(before);

        transform.apply(record(Map.of("a", 1L, "items", List.of(Map.of("n", 1L)))));
        transform.apply(record(Map.of("items", List.of(Map.of("n", -1L)))));
        transform.apply(record(Map.of("a", 1L, "items", List.of(Map.of("n", -1L), Map.of("n", -2L)))));

        assertThat(server.getAttribute(bean, "rows")).isEqualTo(3L);
        assertThat(server.getAttribute(bean, "violations")).isEqualTo(3L);
        assertThat(server.getAttribute(bean, "dropped")).isEqualTo(2L);
        assertThat(server.getAttribute(bean, "violations.a.required")).isEqualTo(1L);
        assertThat(server.getAttribute(bean, "violations.items[*].n.range")).isEqualTo(2L);
        assertThat(server.getMBeanInfo(bean).getAttributes()).hasSize(5);
        transform.close();
        assertThat(beans()).isEqualTo(before);
    }

    @Test
    void twoOfOneTaskHaveNamesOfTheirOwn() {
        Set<ObjectName> before = beans();
        String context = "[users \"1\"|task-3] ";
        try (RuleCounts one = RuleCounts.register(List.of("a.required"), context);
                RuleCounts two = RuleCounts.register(List.of("a.required"), context);
                RuleCounts other = RuleCounts.register(List.of("a.required"), null)) {
            assertThat(one.name().getKeyProperty("task")).isEqualTo("3");
            assertThat(ObjectName.unquote(one.name().getKeyProperty("connector")))
                    .isEqualTo("users \"1\"");
            assertThat(two.name().getKeyProperty("instance"))
                    .isNotEqualTo(one.name().getKeyProperty("instance"));
            assertThat(other.name()).isNotNull();
            assertThat(beans()).hasSize(before.size() + 3);
        }
        assertThat(beans()).isEqualTo(before);
    }

    @Test
    void configuringAgainTakesTheOldNameBack() {
        Set<ObjectName> before = beans();
        try (ValidateRecords<SourceRecord> transform = new ValidateRecords<>()) {
            transform.configure(Map.of("rules", "a: required"));
            transform.configure(Map.of("rules", "b: required"));

            assertThat(beans()).hasSize(before.size() + 1);
        }
    }

    @Test
    void closingTwiceOrBeforeConfiguringIsNothing() {
        ValidateRecords<SourceRecord> transform = new ValidateRecords<>();
        transform.close();
        transform.configure(Map.of("rules", "a: required"));
        transform.close();
        transform.close();

        assertThat(transform.version()).isNotEmpty();
    }

    private ObjectName added(Set<ObjectName> before) {
        Set<ObjectName> now = beans();
        now.removeAll(before);
        return now.iterator().next();
    }

    private Set<ObjectName> beans() {
        try {
            return server.queryNames(new ObjectName(RuleCounts.DOMAIN + ":type=validate-records,*"), null);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SourceRecord record(Map<String, Object> row) {
        return new SourceRecord(Map.of(), Map.of(), "t", 0, null, row);
    }
}
