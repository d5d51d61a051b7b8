/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transforms of a sink in their order, with instances of their own. Owned by one thread. */
public final class Chain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final List<Stage> stages;
    private final Set<String> refusals = new HashSet<>();

    Chain(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    /** @throws RetriableException when the trouble is not the record's */
    public Shaped apply(SinkRecord record) {
        SinkRecord now = record;
        for (int i = 0; i < stages.size(); i++) {
            SinkRecord next;
            try {
                next = stages.get(i).apply(now);
            } catch (RetriableException e) {
                throw e;
            } catch (RuntimeException e) {
                tell(stages.get(i), record, e);
                return new Shaped.Refused(rest(i + 1, now), e);
            }
            if (next == null) {
                return new Shaped.Filtered(rest(i + 1, now));
            }
            now = next;
        }
        return new Shaped.Passed(now);
    }

    /** Once for each transform, topic and kind of error. The error's own text may quote the row. */
    private void tell(Stage stage, SinkRecord record, RuntimeException refusal) {
        String kind =
                stage.name() + " " + record.topic() + " " + refusal.getClass().getName();
        if (refusals.add(kind)) {
            LOG.warn(
                    "Transform {} refuses the record {}-{}@{} with {}: the row is unknown. More of this kind are not logged",
                    stage.name(),
                    record.topic(),
                    record.kafkaPartition(),
                    record.kafkaOffset(),
                    refusal.getClass().getName());
        }
    }

    /** What the transforms from here on make of it. One that refuses or filters is passed over. */
    private SinkRecord rest(int from, SinkRecord record) {
        SinkRecord now = record;
        for (Stage stage : stages.subList(from, stages.size())) {
            try {
                SinkRecord next = stage.apply(now);
                now = next == null ? now : next;
            } catch (RetriableException e) {
                throw e;
            } catch (RuntimeException e) {
                // The row is unknown already, or is not one of the sink's; only its key is looked for.
                LOG.debug("Transform {} is passed over", stage.name());
            }
        }
        return now;
    }

    /** The topic that a record of this topic without key and value comes to. */
    String routeOf(String topic) {
        return rest(0, new SinkRecord(topic, 0, null, null, null, null, 0)).topic();
    }

    @Override
    public void close() {
        stages.forEach(Stage::close);
    }
}
