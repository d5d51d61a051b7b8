/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import java.time.Instant;

/**
 * Where a row came from.
 *
 * @param readAt when its page was asked for
 * @param lastOfTable whether it is known that no row of the table follows
 */
public record RowOrigin(Instant readAt, boolean lastOfTable) {}
