/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tables of one database as statements that make them in another: what a bulk needs first, and what is better made after it.
 *
 * <p>Depends on the schema and dialect packages. No connector depends on it.
 */
package dev.lockstep.connect.jdbc.definition;
