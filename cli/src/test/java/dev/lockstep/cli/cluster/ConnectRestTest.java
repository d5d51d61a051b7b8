/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against answers as a worker gives them. */
class ConnectRestTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer server;
    private ConnectRest rest;

    private record Answer(int status, String body) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        rest = new ConnectRest(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void failsWithTheFirstTraceLineOfAFailedTask() {
        willAnswer(200, """
                {"connector": {"state": "RUNNING"},
                 "tasks": [{"id": 0, "state": "RUNNING"},
                           {"id": 1, "state": "FAILED", "trace": "ConnectException: no route\\n\\tat Somewhere"}]}""");

        assertThatThrownBy(() -> rest.waitRunning("orders", BOUND))
                .isInstanceOf(ConnectorFailedException.class)
                .hasMessage("Connector orders failed, task 1: ConnectException: no route");
    }

    @Test
    void waitsUntilEveryTaskRuns() {
        willAnswer(404, "{\"error_code\": 404, \"message\": \"No status found\"}");
        willAnswer(200, "{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": []}");
        willAnswer(
                200, "{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": [{\"id\": 0, \"state\": \"UNASSIGNED\"}]}");
        willAnswer(200, "{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": [{\"id\": 0, \"state\": \"RUNNING\"}]}");

        rest.waitRunning("orders", BOUND);

        assertThat(answers).isEmpty();
    }

    @Test
    void repeatsARequestWhileTheWorkerRebalances() {
        willAnswer(409, "{\"message\": \"Cannot complete request momentarily due to no known leader, rebalance\"}");
        willAnswer(200, "[\"orders\"]");

        assertThat(rest.connectors()).containsExactly("orders");
    }

    @Test
    void saysWhatTheWorkerRefusedAndWhy() {
        willAnswer(409, "{\"error_code\": 409, \"message\": \"Connector orders already exists\"}");

        assertThatThrownBy(() -> rest.put("orders", Map.of()))
                .isInstanceOf(ConnectRestException.class)
                .hasMessage("PUT /connectors/orders/config answered 409: Connector orders already exists");
    }

    @Test
    void deletesAConnectorThatIsAlreadyGone() {
        willAnswer(404, "{\"error_code\": 404, \"message\": \"Connector orders not found\"}");

        rest.delete("orders");

        assertThat(answers).isEmpty();
    }

    @Test
    void listsOnlyTheKeysWithErrors() {
        willAnswer(200, """
                {"configs": [{"value": {"name": "topics", "errors": []}},
                             {"value": {"name": "url", "errors": ["is missing", "is not a URL"]}}]}""");

        assertThat(rest.validate("a.Sink", Map.of()))
                .containsExactly(entry("url", List.of("is missing", "is not a URL")));
    }

    @Test
    void doesNotAnswerWhenNobodyListens() {
        server.stop(0);

        assertThat(rest.answers()).isFalse();
    }

    private void willAnswer(int status, String body) {
        answers.add(new Answer(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
