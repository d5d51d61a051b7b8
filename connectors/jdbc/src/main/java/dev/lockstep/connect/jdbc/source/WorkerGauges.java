/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/** The only class that names what workers before 4.1 have not: it is loaded when it is first called, and fails alone. */
final class WorkerGauges {
    private WorkerGauges() {}

    /** @return false when the worker has no place for them */
    static boolean register(SourceTaskContext context, Map<String, SourceMetrics.Gauge> gauges) {
        PluginMetrics metrics = context.pluginMetrics();
        if (metrics == null) {
            return false;
        }
        // The worker adds the tags of connector and task, and removes all when the task ends.
        gauges.forEach((name, gauge) ->
                metrics.addMetric(metrics.metricName(name, gauge.description(), new LinkedHashMap<>()), (Gauge<Long>)
                        (config, now) -> gauge.value().getAsLong()));
        return true;
    }
}
