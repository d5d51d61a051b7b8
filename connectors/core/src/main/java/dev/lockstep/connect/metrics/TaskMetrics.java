/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.metrics;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one task. Gone when closed.
 *
 * <p>Where the worker has plugin metrics, they are in its group {@code plugins} with the tags the worker gives; else they
 * are attributes of one MBean {@code dev.lockstep.connect:type=task-metrics,connector=…,task=…}. So they are, too, where a
 * run of the same task that did not stop in time, and that the worker gave up, still holds the names.
 */
public interface TaskMetrics extends AutoCloseable {
    @Override
    void close();

    /**
     * Publishes gauges for a sink task. Call it on the task's own thread, in {@code start()} or later.
     *
     * @param connector the connector's name
     */
    static TaskMetrics publish(SinkTaskContext context, String connector, List<TaskGauge> gauges) {
        return publish(() -> WorkerMetrics.of(context, gauges), connector, gauges);
    }

    /** Publishes gauges for a source task, likewise. */
    static TaskMetrics publish(SourceTaskContext context, String connector, List<TaskGauge> gauges) {
        return publish(() -> WorkerMetrics.of(context, gauges), connector, gauges);
    }

    private static TaskMetrics publish(Supplier<TaskMetrics> inWorker, String connector, List<TaskGauge> gauges) {
        Logger log = LoggerFactory.getLogger(TaskMetrics.class);
        try {
            return inWorker.get();
        } catch (LinkageError e) {
            log.info("This worker has no metrics for plugins (Kafka 4.1 has); publishing an MBean of our own");
        } catch (IllegalArgumentException e) {
            log.warn("A run of this task that was given up still has its metrics; publishing an MBean of our own");
        }
        return BeanMetrics.register(connector, gauges);
    }
}
