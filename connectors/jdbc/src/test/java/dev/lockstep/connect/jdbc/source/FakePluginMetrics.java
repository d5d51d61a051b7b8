/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** A worker's metrics of one task. */
final class FakePluginMetrics implements PluginMetrics {
    private final Map<MetricName, MetricValueProvider<?>> metrics = new ConcurrentHashMap<>();

    Map<String, Long> read() {
        return metrics.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name(), entry -> (Long) ((Gauge<?>) entry.getValue()).value(null, 0)));
    }

    @Override
    @SuppressWarnings("NonApiType") // as the interface has it
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        metrics.put(name, provider);
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
