/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of certificates, JSON objects one after the other, as on the topic; {@code docs/certificate.md} has the fields.
 * Strict: what is missing or of another kind is an error.
 */
public final class CertificateFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CertificateFile() {}

    /**
     * The last certificate of every table, in the order in which the tables come first.
     *
     * @throws IllegalArgumentException when the file holds none, or something else
     */
    public static Map<String, Certificate> read(Path file) throws IOException {
        Map<String, Certificate> certificates = new LinkedHashMap<>();
        int count = 0;
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            for (JsonNode object = parser.readValueAsTree(); object != null; object = parser.readValueAsTree()) {
                count++;
                Certificate certificate = certificate(object);
                certificates.put(certificate.table(), certificate);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " holds something that is not JSON, after " + count
                    + " certificate(s), at line " + e.getLocation().getLineNr());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", certificate " + count + ": " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificate");
        }
        return certificates;
    }

    private static Certificate certificate(JsonNode object) {
        long format = number(object, "certificate");
        if (format != Certificate.FORMAT) {
            throw new IllegalArgumentException(
                    "Expected a certificate of format " + Certificate.FORMAT + ", found format " + format);
        }
        return new Certificate(
                text(object, "table"),
                text(object, "topic"),
                new Fingerprint.Bucket(number(object, "rows"), Digest128.parseHex(text(object, "fingerprint"))),
                buckets(object),
                text(object, "algorithm"),
                text(object, "policy"),
                (int) number(object, "encoding"),
                names(object, "key"),
                names(object, "columns"),
                positions(object),
                field(object, "masked").isNull() ? OptionalLong.empty() : OptionalLong.of(number(object, "masked")),
                names(object, "exceptions").orElse(List.of()),
                time(text(object, "issuedAt")));
    }

    private static List<Fingerprint.Bucket> buckets(JsonNode object) {
        List<Fingerprint.Bucket> buckets = new ArrayList<>();
        for (String bucket : names(object, "buckets").orElse(List.of())) {
            int colon = bucket.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("Expected buckets as <rows>:<sum in hexadecimal>");
            }
            buckets.add(new Fingerprint.Bucket(
                    Long.parseLong(bucket.substring(0, colon)), Digest128.parseHex(bucket.substring(colon + 1))));
        }
        return buckets;
    }

    private static SortedMap<Integer, Long> positions(JsonNode object) {
        SortedMap<Integer, Long> positions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : field(object, "positions").properties()) {
            positions.put(Integer.valueOf(entry.getKey()), entry.getValue().asLong());
        }
        return positions;
    }

    private static Optional<List<String>> names(JsonNode object, String name) {
        JsonNode value = field(object, name);
        if (value.isNull()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        value.forEach(element -> names.add(element.textValue()));
        if (!value.isArray() || names.contains(null)) {
            throw new IllegalArgumentException("Expected a list of texts in field " + name);
        }
        return Optional.of(names);
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = field(object, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("Expected text in field " + name + ", found " + value.getNodeType());
        }
        return value.textValue();
    }

    private static long number(JsonNode object, String name) {
        JsonNode value = field(object, name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(
                    "Expected a whole number in field " + name + ", found " + value.getNodeType());
        }
        return value.longValue();
    }

    private static JsonNode field(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Field " + name + " is missing. Is this a certificate?");
        }
        return value;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Expected a time of ISO 8601 in UTC in field issuedAt", e);
        }
    }
}
