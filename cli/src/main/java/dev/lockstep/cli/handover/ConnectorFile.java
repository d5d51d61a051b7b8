/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connector as users POST it: its name and its configuration. */
record ConnectorFile(String name, ObjectNode content) {
    static ConnectorFile read(Path file) {
        ObjectNode content = ConnectRest.read(file);
        String name = content.path("name").asText();
        if (name.isEmpty() || !content.path("config").isObject()) {
            throw new HandoverException(
                    "File " + file + " is no connector: expected an object with \"name\" and \"config\"");
        }
        return new ConnectorFile(name, content);
    }

    /** @return empty text when the key is not set */
    String setting(String key) {
        return content.path("config").path(key).asText("");
    }

    /** As the cluster would have it once it is created. */
    Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        content.path("config")
                .properties()
                .forEach(setting ->
                        config.put(setting.getKey(), setting.getValue().asText()));
        config.put("name", name);
        return config;
    }

    void require(String key, String expected, String why) {
        if (!setting(key).equals(expected)) {
            throw new HandoverException("Connector " + name + " has " + key + "=\"" + setting(key) + "\", expected \""
                    + expected + "\": " + why);
        }
    }

    /** To be created without a task of it running. */
    JsonNode stopped() {
        return content.deepCopy().put("initial_state", "STOPPED");
    }
}
