/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/** A column whose type has no reader; a comparison has to leave it out by name or to stop. */
public record UnreadableColumn(String name, String declaredType, String reason) {}
