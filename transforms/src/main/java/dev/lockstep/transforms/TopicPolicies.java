/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;

/** The rules that the rows of a topic are digested under. Immutable and thread-safe. */
final class TopicPolicies {
    private static final Pattern GROUP_REFERENCE = Pattern.compile("\\\\.|\\$(\\d)");

    private final Policy policy;
    private final DigestAlgorithm algorithm;
    private final Pattern topicPattern;
    private final String tableFormat;
    private final String id;

    /** @throws ConfigException when the format names a group that the pattern does not have */
    TopicPolicies(Policy policy, DigestAlgorithm algorithm, Pattern topicPattern, String tableFormat) {
        this.policy = policy;
        this.algorithm = algorithm;
        this.topicPattern = topicPattern;
        this.tableFormat = tableFormat;
        this.id = policy.id(algorithm);
        int groups = topicPattern.matcher("").groupCount();
        Matcher references = GROUP_REFERENCE.matcher(tableFormat);
        while (references.find()) {
            if (references.group(1) != null && Integer.parseInt(references.group(1)) > groups) {
                throw new ConfigException(
                        "table.name.format", tableFormat, "table.topic.pattern has " + groups + " group(s)");
            }
        }
    }

    DigestAlgorithm algorithm() {
        return algorithm;
    }

    String id() {
        return id;
    }

    /** Whether all topics are digested alike, whatever they are called. */
    boolean areExact() {
        return policy.equals(Policy.EXACT);
    }

    /** @throws DataException when the policy has rules and the table of the topic cannot be told */
    TablePolicy of(String topic) {
        if (areExact()) {
            return new TablePolicy(id, TablePolicy.EXACT.columns());
        }
        Matcher matcher = topicPattern.matcher(topic);
        if (!matcher.matches()) {
            throw new DataException("Its table, whose rules count, cannot be told: the name of the topic does not match"
                    + " table.topic.pattern, which is " + topicPattern);
        }
        StringBuilder name = new StringBuilder();
        matcher.appendReplacement(name, tableFormat);
        int point = name.indexOf(".");
        return policy.forTable(name.substring(0, Math.max(0, point)), name.substring(point + 1), algorithm);
    }
}
