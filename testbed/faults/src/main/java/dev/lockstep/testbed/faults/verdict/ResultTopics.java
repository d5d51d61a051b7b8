/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import dev.lockstep.testbed.stack.topic.TopicFeed;
import dev.lockstep.testbed.stack.topic.UnreadableRecordException;
import java.time.Instant;
import java.util.List;

/** Takes what the topics of one validator say: verdicts into a book, summaries of tables. Thread-safe as these are. */
public final class ResultTopics implements TopicFeed.Listener {
    private final String verdicts;
    private final String summaries;
    private final VerdictBook book;
    private final Summaries tables;

    public ResultTopics(String validatorId, VerdictBook book, Summaries tables) {
        this.verdicts = "lockstep." + validatorId + ".verdicts";
        this.summaries = "lockstep." + validatorId + ".summary";
        this.book = book;
        this.tables = tables;
    }

    /** The topics to read. */
    public List<String> names() {
        return List.of(verdicts, summaries);
    }

    @Override
    public void record(String topic, String key, String value, Instant seen) throws UnreadableRecordException {
        if (value == null) {
            return;
        }
        try {
            if (topic.equals(verdicts)) {
                book.add(VerdictLine.parse(value, seen));
            } else {
                tables.add(value);
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(e.getMessage());
        }
    }
}
