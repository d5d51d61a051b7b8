/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lockstep.validator.round.RoundTroubleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureProgressTest {
    private HttpServer worker;
    private String asked;

    @BeforeEach
    void start() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop(0);
    }

    @Test
    void asksTheWorkerForTheOffsetOfTheConnector() {
        CaptureProgress progress = answering(200, """
                {"offsets":[{"partition":{"server":"tgt"},"offset":{"lsn_proc":7,"lsn_commit":7,"lsn":9}}]}""");

        assertThat(progress.committed()).contains(new LogPosition("wal", 0, 7));
        assertThat(asked).isEqualTo("/connectors/target/offsets");
    }

    @Test
    void connectorThatHasNoOffsetYetTellsNoPlace() {
        assertThat(answering(200, "{\"offsets\":[]}").committed()).isEmpty();
    }

    @Test
    void severalSourcesHaveNoOrder() {
        assertThatThrownBy(() -> answering(200, "{\"offsets\":[{\"offset\":{}},{\"offset\":{}}]}")
                        .committed())
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("reads 2 sources");
    }

    @Test
    void anyOtherAnswerIsTrouble() {
        assertThatThrownBy(() -> answering(404, "{}").committed())
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("answered 404")
                .hasMessageContaining("target.connector.url");
    }

    private CaptureProgress answering(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        worker.createContext("/", exchange -> {
            asked = exchange.getRequestURI().getPath();
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return new CaptureProgress(
                URI.create("http://127.0.0.1:" + worker.getAddress().getPort() + "/connectors/target"));
    }
}
