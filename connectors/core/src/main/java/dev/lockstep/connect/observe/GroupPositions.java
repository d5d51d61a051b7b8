/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.List;

/**
 * A mover that commits its progress to a consumer group: any sink connector. A group commits after it has written, and what
 * is written was in the topic before.
 */
public record GroupPositions(KafkaTopics topics, String group) implements MoverPositions {
    @Override
    public List<Long> before(String topic) throws InterruptedException {
        return topics.committed(group, topic);
    }

    @Override
    public List<Long> after(String topic) throws InterruptedException {
        return topics.ends(topic);
    }
}
