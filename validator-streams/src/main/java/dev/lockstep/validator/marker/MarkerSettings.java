/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Where the marker goes, and where it comes back.
 *
 * @param validator whose row it is
 * @param url the target's JDBC address, without password
 * @param table the table of markers, as {@code table} or {@code schema.table}
 * @param topic the topic of that table in the target's capture
 * @param connector the connector that captures the target, in the REST API of its worker
 */
public record MarkerSettings(
        String validator,
        String url,
        Optional<String> user,
        Optional<Password> password,
        String table,
        String topic,
        URI connector) {}
