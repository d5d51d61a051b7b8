/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Connect worker as far as a hand-over talks to one: connectors with a state, offsets, and what was asked for. */
final class FakeWorker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> offsets = new ConcurrentHashMap<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile String validationErrors = "[]";

    FakeWorker() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A connector in this state; its one task has it too, unless it is stopped. */
    void connector(String name, String state) {
        states.put(name, state);
    }

    void offsets(String name, JsonNode committed) {
        offsets.put(name, committed);
    }

    /** What validation says of the setting {@code connection.url}. */
    void refuses(String error) {
        validationErrors = "[\"" + error + "\"]";
    }

    /** What was changed, in order. */
    List<String> changes() {
        return changes;
    }

    void note(String change) {
        changes.add(change);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Optional<String> answer = answer(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answer.orElse("{\"message\": \"not found\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Optional<String> answer(String method, String path, String body) throws IOException {
        String[] parts = path.substring(1).split("/", -1);
        if (parts[0].equals("connector-plugins")) {
            return Optional.of("{\"configs\": [{\"value\": {\"name\": \"connection.url\", \"errors\": "
                    + validationErrors + "}}]}");
        }
        if (method.equals("POST") && parts.length == 1) {
            JsonNode connector = JSON.readTree(body);
            String name = connector.path("name").asText();
            return changed(name, "create", connector.path("initial_state").asText("RUNNING"));
        }
        String name = parts[1];
        if (!states.containsKey(name)) {
            return Optional.empty();
        }
        return switch (method + " " + parts[2]) {
            case "GET config" -> Optional.of("{}");
            case "GET status" -> Optional.of(status(states.get(name)));
            case "GET offsets" ->
                Optional.of(JSON.createObjectNode()
                        .<ObjectNode>set("offsets", offsets.getOrDefault(name, JSON.createArrayNode()))
                        .toString());
            case "PATCH offsets" -> changed(name, "offsets", states.get(name));
            case "PUT stop" -> changed(name, "stop", "STOPPED");
            case "PUT resume" -> changed(name, "resume", "RUNNING");
            case "POST restart" -> changed(name, "restart", "RUNNING");
            default -> throw new IOException("not known here: " + method + " " + path);
        };
    }

    private Optional<String> changed(String name, String change, String state) {
        changes.add(change + " " + name);
        states.put(name, state);
        return Optional.of(json(Map.of("name", name)));
    }

    private static String status(String state) {
        String task = "{\"id\": 0, \"state\": \"" + state + "\", \"trace\": \"Broken: by design\"}";
        return "{\"connector\": {\"state\": \"" + (state.equals("FAILED") ? "RUNNING" : state) + "\"}, \"tasks\": ["
                + (state.equals("STOPPED") ? "" : task) + "]}";
    }

    private static String json(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
