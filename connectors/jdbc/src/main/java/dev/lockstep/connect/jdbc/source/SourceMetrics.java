/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * What a task shows while it runs: by the worker's own metrics where it has them for plugins (from 4.1 on), as an MBean
 * elsewhere.
 */
final class SourceMetrics implements AutoCloseable {
    /** A gauge and what it says. */
    record Gauge(String description, LongSupplier value) {}

    private final Map<String, Gauge> gauges = new LinkedHashMap<>();
    private Runnable removal = () -> {};

    SourceMetrics gauge(String name, String description, LongSupplier value) {
        gauges.put(name, new Gauge(description, value));
        return this;
    }

    SourceMetrics register(SourceTaskContext context, String connector, String task) {
        if (!inWorker(context)) {
            removal = GaugesBean.register(gauges, connector, task);
        }
        return this;
    }

    private boolean inWorker(SourceTaskContext context) {
        try {
            return WorkerGauges.register(context, gauges);
        } catch (NoSuchMethodError | NoClassDefFoundError older) {
            // A worker before 4.1, which has none for plugins.
            return false;
        }
    }

    @Override
    public void close() {
        removal.run();
    }
}
