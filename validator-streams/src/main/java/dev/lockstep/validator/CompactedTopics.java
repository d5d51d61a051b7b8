/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a data topic may have lost versions to compaction; asked of the brokers once for each topic, when its first
 * record is read. A topic whose settings cannot be read counts as compacted, which is the careful way: its gaps are then
 * suspect. Thread-safe.
 */
final class CompactedTopics implements Predicate<String> {
    private static final Logger LOG = LoggerFactory.getLogger(CompactedTopics.class);
    private static final long TIMEOUT_SECONDS = 20;

    private final Admin admin;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    CompactedTopics(Admin admin) {
        this.admin = admin;
    }

    @Override
    public boolean test(String topic) {
        return known.computeIfAbsent(topic, this::ask);
    }

    private boolean ask(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            ConfigEntry policy = admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG);
            return policy == null
                    || policy.value() == null
                    || policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking for the settings of topic " + topic, e);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "Cannot read the settings of topic {}, so it counts as compacted: {}. Grant DescribeConfigs on it",
                    topic,
                    e.toString());
            return true;
        }
    }
}
