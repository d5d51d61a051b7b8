/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The REST API of a Connect worker.
 *
 * <p>Every call is repeated for up to half a minute while the worker rebalances (status 409). A refused request is a
 * {@link ConnectRestException}, an unreachable worker an {@link UncheckedIOException}. Thread-safe.
 */
public final class ConnectRest {
    private static final Duration REQUEST_BOUND = Duration.ofSeconds(95);
    private static final Duration REBALANCE_BOUND = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    /** A client of the worker at this address. */
    public ConnectRest(URI base) {
        if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    base + " is not the address of a Connect worker: expected http://host:port or https://host:port");
        }
        this.base = base.getPath().endsWith("/") ? URI.create(base.toString().replaceFirst("/+$", "")) : base;
    }

    /** Where the worker is. */
    public URI address() {
        return base;
    }

    /** Whether the worker answers as a member of its group; false also when it is not reachable. */
    public boolean answers() {
        try {
            return send("GET", "/connectors", null).statusCode() == 200;
        } catch (UncheckedIOException unreachable) {
            return false;
        }
    }

    /** The Kafka release the worker runs. */
    public String workerVersion() {
        return call("GET", "/", null).path("version").asText();
    }

    /** Every plugin class the worker found: connectors, transformations, converters, predicates and the rest. */
    public List<PluginClass> plugins() {
        List<PluginClass> plugins = new ArrayList<>();
        for (JsonNode plugin : call("GET", "/connector-plugins?connectorsOnly=false", null)) {
            plugins.add(new PluginClass(
                    plugin.path("class").asText(),
                    plugin.path("type").asText(),
                    plugin.path("version").asText(null)));
        }
        return plugins;
    }

    /**
     * Has the worker check a connector configuration without creating anything.
     *
     * @return the errors of each key that has any; empty when the configuration is fine
     */
    public Map<String, List<String>> validate(String connectorClass, Map<String, String> config) {
        Map<String, String> complete = new LinkedHashMap<>(config);
        complete.putIfAbsent("connector.class", connectorClass);
        JsonNode answer = call("PUT", "/connector-plugins/" + encoded(connectorClass) + "/config/validate", complete);
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode key : answer.path("configs")) {
            JsonNode value = key.path("value");
            List<String> messages = new ArrayList<>();
            value.path("errors").forEach(message -> messages.add(message.asText()));
            if (!messages.isEmpty()) {
                errors.put(value.path("name").asText(), messages);
            }
        }
        return errors;
    }

    /** The names of all connectors. */
    public List<String> connectors() {
        List<String> names = new ArrayList<>();
        call("GET", "/connectors", null).forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Creates a connector or replaces its configuration. */
    public void put(String name, Map<String, String> config) {
        call("PUT", "/connectors/" + encoded(name) + "/config", config);
    }

    /**
     * Creates a connector from a file as users POST it: an object with {@code name} and {@code config}.
     *
     * @return the name of the connector
     */
    public String create(Path file) {
        return create(read(file));
    }

    /**
     * Creates a connector from an object with {@code name} and {@code config}.
     *
     * @return the name of the connector
     */
    public String create(JsonNode connector) {
        return call("POST", "/connectors", connector).path("name").asText();
    }

    /** A connector file as users POST it, to be changed before {@link #create(JsonNode)}. */
    public static ObjectNode read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), ObjectNode.class);
        } catch (JsonProcessingException failure) {
            // Not its whole message: that quotes the file, which may hold a password.
            throw new UncheckedIOException(
                    "Connector file " + file + " is no JSON object: " + failure.getOriginalMessage() + ", line "
                            + failure.getLocation().getLineNr(),
                    failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot read connector file " + file + ": "
                            + failure.getClass().getSimpleName(),
                    failure);
        }
    }

    /** Deletes a connector; one that is not there is fine. */
    public void delete(String name) {
        try {
            call("DELETE", "/connectors/" + encoded(name), null);
        } catch (ConnectRestException refused) {
            if (refused.statusCode() != NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** What the worker says of a connector and its tasks. */
    public ConnectorStatus status(String name) {
        return status(name, call("GET", "/connectors/" + encoded(name) + "/status", null));
    }

    /** Restarts a connector and all its tasks. */
    public void restart(String name) {
        call("POST", "/connectors/" + encoded(name) + "/restart?includeTasks=true&onlyFailed=false", null);
    }

    /** Restarts the failed parts of a connector, the connector itself and its tasks. */
    public void restartFailed(String name) {
        call("POST", "/connectors/" + encoded(name) + "/restart?includeTasks=true&onlyFailed=true", null);
    }

    /** Stops a connector: its tasks end, its configuration and offsets stay. */
    public void stop(String name) {
        call("PUT", "/connectors/" + encoded(name) + "/stop", null);
    }

    /** Pauses a connector: its tasks stay but do nothing. */
    public void pause(String name) {
        call("PUT", "/connectors/" + encoded(name) + "/pause", null);
    }

    /** Lets a stopped or paused connector go on. */
    public void resume(String name) {
        call("PUT", "/connectors/" + encoded(name) + "/resume", null);
    }

    /** The configuration of a connector; empty when there is none of the name. */
    public Optional<Map<String, String>> config(String name) {
        try {
            Map<String, String> config = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> setting : call("GET", "/connectors/" + encoded(name) + "/config", null)
                    .properties()) {
                config.put(setting.getKey(), setting.getValue().asText());
            }
            return Optional.of(config);
        } catch (ConnectRestException refused) {
            if (refused.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Sets offsets of a stopped connector, in the form in which {@link #offsets} shows them. */
    public void patchOffsets(String name, JsonNode offsets) {
        call(
                "PATCH",
                "/connectors/" + encoded(name) + "/offsets",
                JSON.createObjectNode().set("offsets", offsets));
    }

    /** The committed offsets of a connector as the worker shows them. */
    public JsonNode offsets(String name) {
        return call("GET", "/connectors/" + encoded(name) + "/offsets", null).path("offsets");
    }

    /**
     * Waits until a connector and all its tasks run.
     *
     * @throws ConnectorFailedException if it or a task fails, with the first line of the trace, or on timeout
     */
    public void waitRunning(String name, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        String last = "unknown";
        while (System.nanoTime() < end) {
            HttpResponse<String> answer = send("GET", "/connectors/" + encoded(name) + "/status", null);
            // 404 until the worker has read the status its group wrote.
            if (answer.statusCode() == 200) {
                ConnectorStatus status = status(name, parse(answer.body()));
                status.failure().ifPresent(failure -> {
                    throw new ConnectorFailedException("Connector " + name + " failed, " + failure);
                });
                if (status.running()) {
                    return;
                }
                last = status.toString();
            }
            pause();
        }
        throw new ConnectorFailedException(
                "Connector " + name + " did not run within " + timeout.toSeconds() + " s, last status: " + last);
    }

    private static ConnectorStatus status(String name, JsonNode answer) {
        List<ConnectorStatus.Task> tasks = new ArrayList<>();
        for (JsonNode task : answer.path("tasks")) {
            tasks.add(new ConnectorStatus.Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    task.path("trace").asText("")));
        }
        JsonNode connector = answer.path("connector");
        return new ConnectorStatus(
                name, connector.path("state").asText(), connector.path("trace").asText(""), tasks);
    }

    private JsonNode call(String method, String path, Object body) {
        long end = System.nanoTime() + REBALANCE_BOUND.toNanos();
        HttpResponse<String> answer = send(method, path, body);
        while (answer.statusCode() == CONFLICT && rebalancing(answer) && System.nanoTime() < end) {
            pause();
            answer = send(method, path, body);
        }
        if (answer.statusCode() >= 400) {
            throw new ConnectRestException(
                    answer.statusCode(),
                    method + " " + path + " answered " + answer.statusCode() + ": " + message(answer.body()));
        }
        return answer.body().isBlank() ? JSON.nullNode() : parse(answer.body());
    }

    private static boolean rebalancing(HttpResponse<String> answer) {
        // A connector that already exists is a 409 too, and stays one.
        return answer.body().contains("rebalance");
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (JsonProcessingException notJson) {
            return body;
        }
    }

    private HttpResponse<String> send(String method, String path, Object body) {
        try {
            HttpRequest.BodyPublisher publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(REQUEST_BOUND)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .method(method, publisher)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Connect worker at " + base + " does not answer " + method + " " + path, failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in " + method + " " + path, interrupt);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("The Connect worker answered something that is not JSON", failure);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the Connect worker", interrupt);
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
