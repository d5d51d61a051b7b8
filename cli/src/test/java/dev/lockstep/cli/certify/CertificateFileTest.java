/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        Certificate certificate = read(example()).get("public.orders");

        assertThat(certificate.topic()).isEqualTo("src.public.orders");
        assertThat(certificate.total().rows()).isEqualTo(1000);
        assertThat(certificate.total().sum().toHex()).isEqualTo("76dcfd99818125c93af46bcfe4aaff6a");
        assertThat(certificate.key()).contains(List.of("id"));
        assertThat(certificate.columns()).contains(List.of("id", "name", "price"));
        assertThat(certificate.positions()).isEqualTo(Map.of(0, 524L, 1, 475L));
        assertThat(certificate.issuedAt()).hasToString("2026-11-21T14:06:43.121Z");
    }

    @Test
    void documentationNamesEveryFieldOfItsExample() throws IOException {
        String documentation = documentation();
        for (String field : example().split("[{,]\"", -1)) {
            String name = field.contains("\":") ? field.substring(0, field.indexOf("\":")) : "";
            if (name.matches("[a-zA-Z]+")) {
                assertThat(documentation).contains("| `" + name + "` |");
            }
        }
    }

    @Test
    void lastCertificateOfATableCounts() throws IOException {
        String later = example().replace("\"rows\":1000", "\"rows\":1001");

        assertThat(read(example() + "\n" + later + "\n")
                        .get("public.orders")
                        .total()
                        .rows())
                .isEqualTo(1001);
    }

    @Test
    void whatIsNoCertificateIsRefusedWithThePlace() {
        refused("", "no certificate");
        refused("{\"rows\":1}", "Field certificate is missing");
        refused("hello", "not JSON");
        refuse(example -> example.replace("\"certificate\":1", "\"certificate\":2"), "format 2");
        refuse(example -> example.replace("\"rows\":1000", "\"rows\":\"many\""), "whole number in field rows");
        refuse(example -> example.replace("\"key\":[\"id\"]", "\"key\":[1]"), "list of texts in field key");
        refuse(example -> example.replace("\"buckets\":null", "\"buckets\":[\"1:00\"]"), "certificate 1");
        refuse(example -> example.replace("2026-11-21T14", "yesterday"), "issuedAt");
    }

    private interface Change {
        String of(String example);
    }

    private void refuse(Change change, String message) {
        refused(change.of(example()), message);
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private Map<String, Certificate> read(String text) throws IOException {
        return CertificateFile.read(Files.writeString(folder.resolve("certificates.json"), text));
    }

    private static String example() {
        return documentation()
                .lines()
                .filter(line -> line.startsWith("{\"certificate\""))
                .findFirst()
                .orElseThrow();
    }

    private static String documentation() {
        try {
            return Files.readString(Path.of("../docs/certificate.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
