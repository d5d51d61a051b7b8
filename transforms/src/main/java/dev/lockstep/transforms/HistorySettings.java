/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.transforms.history.History;
import dev.lockstep.transforms.history.TopicHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the topic on which it is written down what was migrated. */
final class HistorySettings {
    private static final String TOPIC = "history.topic";
    private static final String SERVERS = "history.bootstrap.servers";
    private static final String CLIENT = "history.client.";
    private static final String GROUP = "History";
    private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
    private static final Pattern SERVER =
            Pattern.compile("\\s*(?:[^\\s,/]+:)?[^\\s,/:\\[\\]]+:\\d{1,5}\\s*|\\s*\\[[^\\s,/]+]:\\d{1,5}\\s*");

    /** Settings of a client that nobody may read; each is one of {@value #CLIENT}. */
    private static final List<String> SECRETS = List.of(
            "sasl.jaas.config",
            "ssl.keystore.password",
            "ssl.keystore.key",
            "ssl.key.password",
            "ssl.truststore.password");

    private HistorySettings() {}

    static ConfigDef define(ConfigDef definition) {
        definition
                .define(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(HistorySettings::topic, () -> "the name of a topic"),
                        Importance.LOW,
                        "A topic on which one line is written for each schema that is migrated. Empty: none is.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "History topic",
                        List.of(),
                        new Together())
                .define(
                        SERVERS,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(HistorySettings::servers, () -> "host:port, host:port"),
                        Importance.LOW,
                        "The brokers of that topic. Any other setting of a producer goes under `" + CLIENT
                                + "`, such as `" + CLIENT + "security.protocol`.",
                        GROUP,
                        2,
                        Width.LONG,
                        "History bootstrap servers",
                        List.of(),
                        new Together());
        for (int i = 0; i < SECRETS.size(); i++) {
            definition.define(
                    CLIENT + SECRETS.get(i),
                    ConfigDef.Type.PASSWORD,
                    null,
                    null,
                    Importance.LOW,
                    "The producer's `" + SECRETS.get(i) + "`, which is secret.",
                    GROUP,
                    i + 3,
                    Width.MEDIUM,
                    "History client " + SECRETS.get(i));
        }
        return definition;
    }

    /** @throws ConfigException when the settings of the producer are wrong */
    static History read(AbstractConfig config) {
        String topic = config.getString(TOPIC);
        String servers = config.getString(SERVERS);
        for (String key : List.of(TOPIC, SERVERS)) {
            String problem = problem(key, topic, servers);
            if (problem != null) {
                throw new ConfigException(problem);
            }
        }
        return topic.isEmpty() ? History.NONE : new TopicHistory(topic, producer(config, servers));
    }

    private static Map<String, Object> producer(AbstractConfig config, String servers) {
        Map<String, Object> settings = new HashMap<>(config.originalsWithPrefix(CLIENT));
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        Map<String, String> texts = new HashMap<>();
        settings.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        texts.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        texts.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        ProducerConfig.configDef().validate(texts).stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .findFirst()
                .ifPresent(value -> {
                    throw new ConfigException(CLIENT + value.name() + " is no setting of a producer: "
                            + (SECRETS.contains(value.name())
                                    ? "it is malformed"
                                    : value.errorMessages().get(0)));
                });
        return settings;
    }

    private static void topic(String key, Object value) {
        String topic = (String) value;
        if (!topic.isEmpty() && !TOPIC_NAME.matcher(topic).matches()) {
            throw new ConfigException(
                    key,
                    topic,
                    "Expected the name of one topic: letters, digits, points, _ and -. For example schema-history");
        }
    }

    private static void servers(String key, Object value) {
        String servers = (String) value;
        if (servers.isEmpty()) {
            return;
        }
        for (String server : servers.split(",", -1)) {
            if (!SERVER.matcher(server).matches()) {
                throw new ConfigException(
                        key,
                        servers,
                        "Expected HOST:PORT, with commas between several. For example"
                                + " broker1:9092,broker2:9092, without http://");
            }
        }
    }

    /** What is wrong with the two keys together, as far as this one is to say it; null when nothing is. */
    private static String problem(String key, String topic, String servers) {
        if (key.equals(SERVERS) && !topic.isEmpty() && servers.isEmpty()) {
            return SERVERS + " is missing, and " + TOPIC + " is set. Set it to the brokers of that topic, such as"
                    + " broker1:9092, or remove " + TOPIC;
        }
        if (key.equals(TOPIC) && topic.isEmpty() && !servers.isEmpty()) {
            return TOPIC + " is missing, and " + SERVERS + " is set. Name the topic, such as schema-history, or remove "
                    + SERVERS;
        }
        return null;
    }

    private record Together() implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            if (parsed.get(TOPIC) instanceof String topic && parsed.get(SERVERS) instanceof String servers) {
                String problem = problem(name, topic, servers);
                if (problem != null) {
                    throw new ConfigException(problem);
                }
            }
            return List.of();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }
}
