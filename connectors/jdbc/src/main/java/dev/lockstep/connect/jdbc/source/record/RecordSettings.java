/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import java.util.function.Predicate;

/**
 * What the user chose about the form of records.
 *
 * @param leaveOut names of columns that are not emitted
 */
public record RecordSettings(String topicPrefix, RecordFormat format, Predicate<String> leaveOut) {}
