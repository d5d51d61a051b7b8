/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.validator.round.RoundTroubleException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The source offset that a connector has committed, asked of its worker. Thread-safe. */
final class CaptureProgress {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OFFSET = new TypeReference<>() {};

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI connector;

    /** @param connector its address in the worker's REST API */
    CaptureProgress(URI connector) {
        this.connector = connector;
    }

    /** Empty while it has committed nothing that tells a position. */
    Optional<LogPosition> committed() {
        JsonNode offsets = ask().path("offsets");
        if (offsets.size() > 1) {
            throw new RoundTroubleException(
                    connector + " reads " + offsets.size()
                            + " sources, which have no common order: expected one. Let each capture have its own connector",
                    null);
        }
        return offsets.isEmpty()
                ? Optional.empty()
                : LogPosition.ofCommitted(JSON.convertValue(offsets.get(0).path("offset"), OFFSET));
    }

    private JsonNode ask() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(connector + "/offsets"))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                throw new RoundTroubleException(
                        request.uri() + " answered " + answer.statusCode()
                                + ", expected 200 with the connector's offsets. Check target.connector.url",
                        null);
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new RoundTroubleException(request.uri() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoundTroubleException("Interrupted while asking " + request.uri(), e);
        }
    }
}
