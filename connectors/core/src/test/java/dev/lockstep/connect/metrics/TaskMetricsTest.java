/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
    private final AtomicLong rows = new AtomicLong();
    private final List<TaskGauge> gauges = List.of(new TaskGauge("rows-total", "Rows so far", rows::get));

    @Test
    void publishesThroughTheWorkerWhereItCan() {
        WorkerSide worker = new WorkerSide();
        TaskMetrics sink = TaskMetrics.publish(context(SinkTaskContext.class, worker), "orders", gauges);
        rows.set(5);
        assertThat(worker.read()).isEqualTo(Map.of("rows-total", 5L));
        sink.close();
        assertThat(worker.read()).isEmpty();
        TaskMetrics source = TaskMetrics.publish(context(SourceTaskContext.class, worker), "orders", gauges);
        assertThat(worker.read()).containsKey("rows-total");
        source.close();
    }

    /** It hangs in a write to a database that does not answer, and the worker has started the task anew. */
    @Test
    void aTaskStartsThoughARunOfItThatWasGivenUpStillHasItsMetrics() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = new ObjectName("dev.lockstep.connect:type=task-metrics,connector=\"hung\",task=0");
        WorkerSide worker = new WorkerSide();
        List<TaskGauge> both = List.of(
                new TaskGauge("free-total", "Not taken", rows::get), new TaskGauge("rows-total", "Taken", rows::get));
        TaskMetrics hung = TaskMetrics.publish(context(SinkTaskContext.class, worker), "hung", gauges);
        TaskMetrics next = TaskMetrics.publish(context(SinkTaskContext.class, worker), "hung", both);
        rows.set(3);
        assertThat(worker.read()).containsOnlyKeys("rows-total");
        assertThat(server.getAttribute(bean, "rows-total")).isEqualTo(3L);
        hung.close();
        next.close();
        assertThat(server.isRegistered(bean)).isFalse();
        assertThat(worker.read()).isEmpty();
    }

    @Test
    void publishesABeanForEachTaskOnOlderWorkers() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName first = new ObjectName("dev.lockstep.connect:type=task-metrics,connector=\"a,b\",task=0");
        ObjectName second = new ObjectName("dev.lockstep.connect:type=task-metrics,connector=\"a,b\",task=1");
        TaskMetrics one = TaskMetrics.publish(context(SinkTaskContext.class, null), "a,b", gauges);
        TaskMetrics two = TaskMetrics.publish(context(SourceTaskContext.class, null), "a,b", gauges);
        rows.set(7);
        assertThat(server.getAttribute(first, "rows-total")).isEqualTo(7L);
        assertThat(server.getMBeanInfo(second).getAttributes()).singleElement().satisfies(attribute -> {
            assertThat(attribute.getDescription()).isEqualTo("Rows so far");
            assertThat(attribute.isWritable()).isFalse();
        });
        one.close();
        two.close();
        assertThat(server.isRegistered(first)).isFalse();
        assertThat(server.isRegistered(second)).isFalse();
    }

    /** @param worker null for a worker that lacks the very method */
    private static <C> C context(Class<C> type, PluginMetrics worker) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (worker == null) {
                throw new NoSuchMethodError(method.getName());
            }
            return worker;
        }));
    }

    private static final class WorkerSide implements PluginMetrics {
        private final Map<MetricName, MetricValueProvider<?>> metrics = new HashMap<>();

        Map<String, Object> read() {
            Map<String, Object> values = new HashMap<>();
            metrics.forEach((name, provider) -> values.put(name.name(), ((Gauge<?>) provider).value(null, 0)));
            return values;
        }

        @Override
        @SuppressWarnings("NonApiType") // as the interface has it
        public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
            return new MetricName(name, "plugins", description, tags);
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> provider) {
            // As Kafka's does.
            if (metrics.putIfAbsent(name, provider) != null) {
                throw new IllegalArgumentException("A metric named '" + name + "' already exists");
            }
        }

        @Override
        public void removeMetric(MetricName name) {
            metrics.remove(name);
        }

        @Override
        public Sensor addSensor(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeSensor(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
