/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.time.Duration;

/**
 * What every sink lets its user set.
 *
 * @param batchRows the most rows one statement writes
 * @param retryTimeout how long an outage is tried again; zero = not at all
 * @param retryBackoff the first delay between two tries
 */
public record SinkSettings(int batchRows, Duration retryTimeout, Duration retryBackoff) {}
