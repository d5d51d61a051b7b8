/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Metrics of a worker that has them for plugins. The one class that names types and methods older workers lack: there
 * it fails with a {@link LinkageError} when first used, and nothing else does.
 */
final class WorkerMetrics implements TaskMetrics {
    private final PluginMetrics metrics;
    private final List<MetricName> names = new ArrayList<>();

    private WorkerMetrics(PluginMetrics metrics, List<TaskGauge> gauges) {
        this.metrics = metrics;
        try {
            gauges.forEach(this::add);
        } catch (IllegalArgumentException taken) {
            close();
            throw taken;
        }
    }

    private void add(TaskGauge gauge) {
        MetricName name = metrics.metricName(gauge.name(), gauge.description(), new LinkedHashMap<>());
        metrics.addMetric(name, (Gauge<Long>) (config, now) -> gauge.value().getAsLong());
        names.add(name);
    }

    /** @throws IllegalArgumentException when another run of the task has metrics of these names */
    static TaskMetrics of(SinkTaskContext context, List<TaskGauge> gauges) {
        return new WorkerMetrics(context.pluginMetrics(), gauges);
    }

    /** @throws IllegalArgumentException when another run of the task has metrics of these names */
    static TaskMetrics of(SourceTaskContext context, List<TaskGauge> gauges) {
        return new WorkerMetrics(context.pluginMetrics(), gauges);
    }

    @Override
    public void close() {
        names.forEach(metrics::removeMetric);
        names.clear();
    }
}
